//! The line of `sshd_config` that files of old releases change. Told under `runtime-version-mismatch`.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::Command;

/// As it stood there up to Debian 8 and Ubuntu 16.04; since then `#PermitRootLogin prohibit-password` is a comment
/// ([openssh, debian/NEWS](https://salsa.debian.org/ssh-team/openssh/-/blob/master/debian/NEWS)).
const LIVE: [&str; 2] = ["PermitRootLogin prohibit-password", "PermitRootLogin without-password"];

pub fn login(case: &Case, choice: &Choice) -> Option<Objection> {
    let old = case.present().is_some_and(has_live_line);
    if !old || has_live_line(&choice.image) {
        return None;
    }
    let edits = |command: &&Command| matches!(command.name(), "sed" | "perl");
    let (span, found) = case.commands().filter(edits).flat_map(|command| &command.args).find_map(|arg| {
        let text = case.build.tree.source.slice(arg.span);
        LIVE.iter().find_map(|live| {
            let at = text.find(live).filter(|&at| !text[..at].ends_with(".*"))?;
            let start = arg.span.start + at as u32;
            Some((Span { start, end: start + live.len() as u32 }, text[..at].ends_with("s/")))
        })
    })?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} changes a line of `sshd_config` that is a comment on `{image}`: root could no longer log in.",
        de: "{line} ändert eine Zeile in `sshd_config`, die auf `{image}` ein Kommentar ist: root könnte sich nicht mehr anmelden.",
        zh: "{line}修改 `sshd_config` 中的一行，而它在 `{image}` 上是注释：root 将无法登录。");
    let change = match found {
        true => Change::Path { span, to: "^#\\?PermitRootLogin.*".into() },
        false => Change::Yours,
    };
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(change))
}

fn has_live_line(image: &Image) -> bool {
    let Some(os) = &image.os else { return false };
    let number = |text: &str| text.split('.').next().and_then(|major| major.parse::<u32>().ok());
    let major = os.version.and_then(number);
    match os.name {
        "debian" => major.is_some_and(|major| major <= 8),
        "ubuntu" => major.is_some_and(|major| major <= 16),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn the_line_is_found_as_a_comment() {
        let file = "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y openssh-server\nRUN sed -i 's/PermitRootLogin prohibit-password/PermitRootLogin yes/' /etc/ssh/sshd_config\nCMD [\"/usr/sbin/sshd\", \"-D\"]\n";
        for file in [file.to_string(), file.replace("16.04", "14.04").replace("prohibit-", "without-")] {
            let advice = crate::conclude(&crate::wishes::Input::pasted(&file), &Default::default());
            let mut all = advice.recommendations.iter();
            let one = all.find(|one| one.candidate.image().reference == "ubuntu:26.04").expect("it");
            let text = crate::rewrite::apply(&advice, &one.candidate, &Default::default()).expect("written").dockerfile;
            assert!(text.contains("'s/^#\\?PermitRootLogin.*/PermitRootLogin yes/'"), "{text}");
        }
        let newer = file.replace("16.04", "22.04");
        assert!(
            !weighed(RULE.id, &newer, "ubuntu:26.04", Shape::Swap).iter().any(|one| one.text.contains("sshd_config"))
        );
        let own = file.replace("PermitRootLogin prohibit-password/P", "^#\\?PermitRootLogin.*/P");
        assert!(
            !weighed(RULE.id, &own, "ubuntu:26.04", Shape::Swap).iter().any(|one| one.text.contains("sshd_config"))
        );
    }
}
