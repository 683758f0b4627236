//! # A Windows base
//!
//! ## What it is
//! The file builds a Windows container: its base is Windows Server Core, Nano Server, or an image made of them.
//!
//! ## Why it matters
//! Windows programs do not run on Linux bases, and the smaller Windows bases differ by .NET Framework, PowerShell and APIs, not by packages. Our rules are about Linux.
//!
//! ## What to do
//! For modern .NET, Linux containers are smaller by far and usually need no change in the program. For .NET Framework, stay on Windows.
//!
//! ## When not to
//! If the program needs Windows itself, there is nothing to change here.
//!
//! ## Example
//! ```dockerfile
//! FROM mcr.microsoft.com/windows/servercore:ltsc2022
//! COPY app.exe .
//! CMD ["app.exe"]
//! ```
//! ```dockerfile
//! FROM debian:13-slim
//! COPY app /app
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Microsoft: Windows container base images](https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images)

use super::claims::*;
use crate::catalogue::{Family, Image};

pub const RULE: Rule = Rule { id: "windows-base", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|footing| is_windows(footing.image())) else { return Vec::new() };
    let (lang, image) = (case.lang(), &footing.image().reference);
    let what = say!(lang,
        en: "`{image}` is a Windows base; what we know is about Linux.",
        de: "`{image}` ist ein Windows-Image; unser Wissen betrifft Linux.",
        zh: "`{image}` 是 Windows 基础镜像；我们的知识面向 Linux。");
    let why = say!(lang,
        en: "Windows programs do not run on Linux bases.",
        de: "Windows-Programme laufen nicht auf Linux-Images.",
        zh: "Windows 程序不能在 Linux 基础镜像上运行。");
    let todo = say!(lang,
        en: "Modern .NET moves to Linux containers with little change; .NET Framework stays.",
        de: "Modernes .NET zieht mit wenig Änderung auf Linux um; .NET Framework bleibt.",
        zh: "新版 .NET 稍作改动即可迁到 Linux 容器；.NET Framework 只能留下。");
    vec![finding(RULE.id, Severity::Note, [what, why, todo], vec![footing.stage.from.span])]
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(present) = case.present().filter(|now| is_windows(now) != is_windows(&choice.image)) else {
        return Vec::new();
    };
    let (lang, now, then) = (case.lang(), &present.reference, &choice.image.reference);
    let text = say!(lang,
        en: "`{now}` and `{then}` are of different operating systems; programs of one do not run on the other.",
        de: "`{now}` und `{then}` gehören zu verschiedenen Betriebssystemen; Programme des einen laufen auf dem anderen nicht.",
        zh: "`{now}` 与 `{then}` 属于不同的操作系统，程序不能互通。");
    vec![objection(RULE.id, Weight::Blocker, text, Vec::new())]
}

/// Whether what ships is a Windows image: rules of Linux have no say.
pub fn is_shipped(case: &Case) -> bool {
    case.present().is_some_and(is_windows)
}

fn is_windows(image: &Image) -> bool {
    let tag = image.tag.as_deref().unwrap_or_default();
    image.family == Family::Windows || ["nanoserver", "windowsservercore"].iter().any(|part| tag.contains(part))
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const WINDOWS: &str = "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY app.exe .\nCMD [\"app.exe\"]\n";

    #[test]
    fn windows_is_named_and_stays_windows() {
        fires(RULE.id, WINDOWS);
        assert_eq!(weight(RULE.id, WINDOWS, "debian:13-slim", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn linux_is_not() {
        silent(RULE.id, "FROM debian:13-slim\nCOPY app /app\nCMD [\"/app\"]\n");
    }
}
