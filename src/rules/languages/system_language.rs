//! A language of the system's own packages, and the line of it that is gone to.

use super::runtimes;
use crate::catalogue::Lifecycle;
use crate::catalogue::packages::languages;
use crate::rules::packages::pinned;
use crate::rules::{Case, ground};
use runtimes::Needed;

/// The file takes whatever line the system has: `python3`, `nodejs`.
pub fn is_plain(case: &Case, needed: &Needed) -> bool {
    let os = case.present().filter(|now| now.runtime.is_none()).and_then(|now| now.os.as_ref());
    os.and_then(|os| languages::of_system(needed.name, os)).is_some_and(|line| needed.line.as_deref() == Some(line))
        && !case.installs().iter().any(|one| one.package.name.starts_with(&format!("{}3.", needed.name)))
}

/// Packages are pinned for the system's own line.
pub fn is_held(case: &Case, needed: &Needed) -> bool {
    let installs = || case.installs().iter().any(|one| pinned::is_python(&one.package.name));
    needed.name == "python" && installs() && pinned::pins(case, case.commands()).is_some()
}

/// The file names a line of a language on a plain system, and nobody cares for that line any more.
pub fn is_over(case: &Case, needed: &Needed) -> bool {
    use Lifecycle::{Ended, EndingSoon, ExtendedOnly, Retired};
    let named = case.present().is_some_and(|now| now.runtime.is_none()).then_some(needed.line.as_deref()).flatten();
    let state = |line: &str| Some(ground::state(&languages::cycle(needed.name, line)?, &case.wishes.today));
    named.and_then(state).is_some_and(|state| matches!(state, Ended | EndingSoon | ExtendedOnly | Retired))
}

#[cfg(test)]
mod tests {
    use crate::advice::Advice;
    use crate::wishes::{Input, Wishes};

    fn advice(file: &str) -> Advice {
        let wishes = Wishes { today: "2026-11-29".into(), ..Wishes::default() };
        crate::advise(&Input::pasted(file), &wishes)
    }

    fn first(file: &str) -> String {
        advice(file).recommendations[0].candidate.image().reference.clone()
    }

    /// However the language came, its line goes to the same one.
    #[test]
    fn one_rule_tells_the_line_to_go_to() {
        let python = |from: &str, package: &str| {
            let install = if package.is_empty() {
                String::new()
            } else {
                format!("RUN apt-get update && apt-get install -y {package}\n")
            };
            format!(
                "FROM {from}\n{install}COPY . /app\nRUN pip3 install -r /app/requirements.txt\nCMD [\"python3\", \"/app/a.py\"]\n"
            )
        };
        let line = first(&python("python:3.8", ""));
        assert!(line.starts_with("python:3.11-"), "{line}");
        for (from, package) in [
            ("ubuntu:20.04", "python3 python3-pip"),
            ("ubuntu:20.04", "python3.8 python3-pip"),
            ("ubuntu:18.04", "python3.7 python3-pip"),
        ] {
            let told = first(&python(from, package));
            assert!(told.starts_with("python:3.11-"), "{from} {package}: {told}");
        }
        let node = |from: &str, install: &str| {
            format!("FROM {from}\n{install}COPY . /app\nWORKDIR /app\nRUN npm install\nCMD [\"node\", \"a.js\"]\n")
        };
        let apt = "RUN apt-get update && apt-get install -y nodejs npm\n";
        let line = first(&node("node:14", ""));
        assert!(line.starts_with("node:24-"), "{line}");
        let told = advice(&node("ubuntu:20.04", apt));
        assert!(told.recommendations[0].candidate.image().reference.starts_with("node:24-"), "{}", told.headline);
        let texts: Vec<&str> =
            told.recommendations[0].candidate.objections.iter().map(|one| one.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.contains("Node.js 10 of Ubuntu 20.04 becomes 24")), "{texts:?}");
    }
}
