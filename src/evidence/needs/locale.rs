//! Locales: LANG, LC_ALL and what is generated.

use crate::evidence::running::brought;
use crate::evidence::{Certainty, Facts, Scene, What};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    for (name, value) in &scene.shipped().config.env {
        if matches!(name.as_str(), "LANG" | "LC_ALL" | "LC_CTYPE") && needs_data(&value.text) {
            note(facts, scene, &value.text, value.span);
        }
    }
    let named = brought::commands(scene).filter(|command| matches!(command.name(), "locale-gen" | "localedef"));
    for command in named {
        if let Some(arg) = command.args.iter().rev().find(|arg| needs_data(&arg.text)) {
            note(facts, scene, &arg.text, command.span);
        }
    }
}

fn note(facts: &mut Facts, scene: &Scene, name: &str, span: crate::source::Span) {
    let name = name.replace("utf8", "UTF-8");
    facts.note(What::NeedsLocale { name }, scene.stage, Certainty::Certain, vec![span]);
}

/// `de_DE.UTF-8`; not `C`, `C.UTF-8` or `POSIX`, which every libc has.
fn needs_data(locale: &str) -> bool {
    let letters = locale.as_bytes();
    letters.len() > 4
        && letters[..2].iter().all(u8::is_ascii_lowercase)
        && letters[2] == b'_'
        && letters[3].is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn a_language_needs_its_locale_and_c_utf8_does_not() {
        check("FROM debian\nENV LANG=de_DE.UTF-8\nCMD [\"a\"]", &["needs-locale de_DE.UTF-8"]);
        check("FROM debian\nRUN locale-gen en_US.UTF-8\nCMD [\"a\"]", &["needs-locale en_US.UTF-8"]);
        lacks("FROM debian\nENV LANG=C.UTF-8 LC_ALL=POSIX\nCMD [\"a\"]", "needs-locale");
    }
}
