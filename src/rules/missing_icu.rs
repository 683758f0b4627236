//! # .NET finds no ICU on this base
//!
//! ## What it is
//! .NET uses the ICU library for cultures: sorting, upper and lower case, dates, numbers. Alpine and the chiselled images of .NET come without it, in *invariant mode*.
//!
//! ## Why it matters
//! In invariant mode, asking for a culture such as `de-DE` gives an error, and all text is sorted by code points. With the mode switched off and no ICU, the program stops at its start.
//!
//! ## What to do
//! Take the `-extra` variant of the chiselled image, install `icu-libs` on Alpine, or decide that your program needs no cultures and set `InvariantGlobalization`.
//!
//! ## When not to
//! Services that only speak JSON and UTC are often fine without.
//!
//! ## Example
//! ```dockerfile
//! FROM mcr.microsoft.com/dotnet/aspnet:10.0-alpine
//! ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
//! COPY out /app
//! ENTRYPOINT ["dotnet", "/app/app.dll"]
//! ```
//! ```dockerfile
//! FROM mcr.microsoft.com/dotnet/aspnet:10.0-alpine
//! RUN apk add --no-cache icu-libs
//! ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
//! COPY out /app
//! ENTRYPOINT ["dotnet", "/app/app.dll"]
//! ```
//!
//! ## Sources
//! - [.NET: globalization and ICU](https://learn.microsoft.com/dotnet/core/extensions/globalization-icu)
//! - [.NET: Ubuntu Chiselled images](https://github.com/dotnet/dotnet-docker/blob/main/documentation/ubuntu-chiseled.md)

use super::claims::*;
use super::packages::installs;
use crate::catalogue::{Family, Image, Kind};

pub const RULE: Rule = Rule { id: "missing-icu", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|f| applies(case) && !has(f.image()) && !is_installed(case)) else {
        return Vec::new();
    };
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = text(case, fact, footing.image());
        let why = say!(lang,
            en: "The program stops at its start, or when it first asks for a culture.",
            de: "Das Programm bricht beim Start ab, oder sobald es eine Kultur verlangt.",
            zh: "程序会在启动时，或首次用到某个区域文化时中止。");
        let todo = say!(lang,
            en: "Install `icu-libs`, take the `-extra` variant, or go without cultures.",
            de: "Installiere `icu-libs`, nimm die Variante `-extra`, oder verzichte auf Kulturen.",
            zh: "安装 `icu-libs`、改用 `-extra` 变体，或放弃区域文化功能。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.clone())
    };
    needs(case).filter(|fact| fact.certainty > Certainty::Assumed).take(1).map(claim).collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(told) = switched_off(case, choice) {
        return vec![told];
    }
    if case.stays(choice)
        || !applies(case)
        || has(&choice.image)
        || is_installed(case) && installs::keeps_installing(choice)
    {
        return Vec::new();
    }
    let judge = |fact: &Fact| {
        let text = text(case, fact, &choice.image);
        match fact.certainty {
            Certainty::Assumed => objection(RULE.id, Weight::Risk, text, fact.spans.clone()),
            _ if installs::keeps_installing(choice) => {
                objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(Change::Yours)
            }
            _ => objection(RULE.id, Weight::Blocker, text, fact.spans.clone()),
        }
    };
    needs(case).take(1).map(judge).collect()
}

/// .NET's images of Alpine set it to `true`
/// ([alpine3.22/amd64/Dockerfile](https://github.com/dotnet/dotnet-docker/blob/main/src/runtime-deps/10.0/alpine3.22/amd64/Dockerfile)):
/// what is installed beside is not looked at.
fn switched_off(case: &Case, choice: &Choice) -> Option<Objection> {
    const NAME: &str = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";
    let set = case.build.shipped_stage()?.config.env.iter().any(|(name, _)| name == NAME);
    let turns = applies(case) && choice.image.family == Family::Alpine && case.present().is_some_and(has);
    if set || !turns || !is_installed(case) || !installs::keeps_installing(choice) {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "The file installs ICU, and `{image}` sets `{NAME}=true`, which does without: switch that off.",
        de: "Die Datei installiert ICU, und `{image}` setzt `{NAME}=true`, womit es nicht benutzt wird: Schalte das aus.",
        zh: "文件安装了 ICU，而 `{image}` 设置了 `{NAME}=true`，不会使用它：请关闭该设置。");
    let change = Change::Env { name: NAME.into(), value: "false".into() };
    Some(objection(RULE.id, Weight::Change, text, Vec::new()).by(change))
}

/// The program is .NET's.
pub fn applies(case: &Case) -> bool {
    matches!(case.facts.workload.kind, Kind::DotnetRuntime | Kind::AspNet | Kind::DotnetDeps)
}

fn needs<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    case.facts.find("needs-icu")
}

/// The full images of .NET have it; of the small ones only `-extra`.
pub fn has(image: &Image) -> bool {
    let small = [
        Family::Alpine,
        Family::Chiselled,
        Family::AzureLinuxDistroless,
        Family::Distroless,
        Family::Scratch,
        Family::Wolfi,
        Family::BusyBox,
        Family::Hardened,
    ];
    image.variants.contains(&"extra") || image.repository.contains("dotnet") && !small.contains(&image.family)
}

fn is_installed(case: &Case) -> bool {
    case.installs()
        .iter()
        .any(|install| install.package.name.starts_with("icu-") || install.package.name.starts_with("libicu"))
}

fn text(case: &Case, fact: &Fact, image: &Image) -> String {
    let (lang, image) = (case.lang(), &image.reference);
    if fact.certainty < Certainty::Certain && fact.companion.is_none() {
        return say!(lang,
            en: "`{image}` comes without ICU, which .NET needs unless the project sets `InvariantGlobalization`.",
            de: "`{image}` kommt ohne ICU, das .NET braucht, sofern das Projekt nicht `InvariantGlobalization` setzt.",
            zh: "`{image}` 不带 ICU，而除非项目设置了 `InvariantGlobalization`，.NET 就需要它。");
    }
    let place = if fact.spans.is_empty() { String::new() } else { format!(" ({})", case.lines(&fact.spans)) };
    say!(lang,
        en: "The program uses cultures{place}, and `{image}` comes without ICU.",
        de: "Das Programm benutzt Kulturen{place}, und `{image}` kommt ohne ICU.",
        zh: "程序会用到区域文化{place}，而 `{image}` 不带 ICU。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const NET: &str = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false\nCOPY out /app\nENTRYPOINT [\"dotnet\", \"/app/app.dll\"]\n";

    #[test]
    fn alpine_comes_without() {
        fires(RULE.id, &NET.replace("10.0", "10.0-alpine"));
        assert_eq!(
            weight(RULE.id, NET, "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", Shape::Swap),
            Some(Weight::Blocker)
        );
    }

    #[test]
    fn installed_icu_is_used() {
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:7.0\nRUN apt-get update && apt-get install -y libicu72 curl\nCOPY out /app\nENTRYPOINT [\"dotnet\", \"/app/app.dll\"]\n";
        let alpine = "mcr.microsoft.com/dotnet/aspnet:10.0-alpine3.24";
        let told = weighed(RULE.id, file, alpine, Shape::Swap);
        assert!(matches!(&told[..], [one] if matches!(one.change, Some(Change::Env { .. }))), "{told:?}");
        assert!(weighed(RULE.id, NET, alpine, Shape::Swap).iter().all(|one| one.change == Some(Change::Yours)));
        let names = weighed("package-manager-mismatch", file, alpine, Shape::Swap);
        assert!(names[0].text.contains("`icu-libs`, `icu-data-full`"), "{names:?}");
        let ubuntu = weighed("package-renamed", file, "mcr.microsoft.com/dotnet/aspnet:10.0", Shape::Swap);
        assert!(ubuntu[0].text.contains("`libicu72`, which"), "{ubuntu:?}");
    }

    #[test]
    fn what_is_only_supposed_is_not_told_as_seen() {
        let file = NET.replace("ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false\n", "");
        let told = weighed(RULE.id, &file, "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", Shape::Swap);
        assert!(told[0].text.contains("unless the project sets"), "{told:?}");
    }

    #[test]
    fn the_full_image_and_extra_have_it() {
        silent(RULE.id, NET);
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine\nRUN apk add --no-cache icu-libs tzdata\nENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false\nCOPY out /app\nENTRYPOINT [\"dotnet\", \"/app/app.dll\"]\n";
        let extra = "mcr.microsoft.com/dotnet/aspnet:10.0-resolute-chiseled-extra";
        let told = weighed("missing-shared-library", file, extra, Shape::Split);
        assert!(told.iter().all(|one| !one.text.contains("icu")), "{told:?}");
        let unknown = weighed("package-unavailable", file, "mcr.microsoft.com/dotnet/aspnet:10.0", Shape::Swap);
        assert!(unknown.iter().all(|one| !one.text.contains("icu")), "{unknown:?}");
        assert_eq!(
            weight(RULE.id, NET, "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra", Shape::Swap),
            None
        );
    }
}
