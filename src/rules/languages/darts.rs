//! From Dart 2 to 3: commands that went into `dart`, where the official image keeps it, and code without null safety. Told
//! under `runtime-version-mismatch`.

use super::runtimes;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::shell::Arg;

/// Commands of the old SDK and what they are since
/// ([the dart tool](https://dart.dev/tools/dart-tool)), each before the last.
const COMMANDS: [(&str, &str); 4] = [
    ("dart2native", "dart compile exe"),
    ("dartanalyzer", "dart analyze"),
    ("dartfmt", "dart format"),
    ("pub", "dart pub"),
];

/// `google/dart` had it from Debian's package; the official image has it in `/usr/lib/dart/bin`
/// ([dart-docker](https://github.com/dart-lang/dart-docker)).
const OLD_PLACE: &str = "/usr/bin/dart";

pub fn objections(case: &Case, choice: &Choice, rule: &'static str) -> Vec<Objection> {
    let is_three = major(&choice.image) >= Some(Some(3));
    let from_two = case.present().and_then(major).is_some_and(|major| major < Some(3));
    if !is_three || !from_two || choice.shape != Shape::Swap {
        return Vec::new();
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let started = config.into_iter().flat_map(|config| [&config.entrypoint, &config.cmd]).flatten();
    let programs = case.commands().chain(started.flat_map(|launch| &launch.commands)).map(|command| &command.program);
    let moved = programs.filter_map(|program| Some((program, now(program)?))).map(|(program, to)| {
        let (line, old) = (sentence(case.line(&[program.span])), &program.text);
        let text = say!(lang,
            en: "{line} calls `{old}`, which is `{to}` in Dart 3 and on `{image}`.",
            de: "{line} ruft `{old}` auf; in Dart 3 und auf `{image}` ist das `{to}`.",
            zh: "{line}调用 `{old}`，在 Dart 3 和 `{image}` 中它是 `{to}`。");
        let change = Change::Path { span: program.span, to: to.to_string() };
        objection(rule, Weight::Change, text, vec![program.span]).by(change)
    });
    // https://dart.dev/null-safety: since Dart 3 there is no way without it.
    let safety = say!(lang,
        en: "`{image}` brings Dart 3, which takes no code or package without null safety: move to Dart 2.19 first where yours are older.",
        de: "`{image}` bringt Dart 3, das Code und Pakete ohne Null-Safety nicht annimmt: Sind deine älter, geh zuerst auf Dart 2.19.",
        zh: "`{image}` 自带 Dart 3，不接受没有空安全的代码和软件包：若你的更旧，请先迁移到 Dart 2.19。");
    let safety = objection(rule, Weight::Change, safety, Vec::new()).by(Change::Yours);
    moved.chain([safety]).collect()
}

/// `Some(None)`: a Dart of no known version.
fn major(image: &Image) -> Option<Option<u32>> {
    let runtime = image.runtime.as_ref().filter(|runtime| runtime.name == "dart")?;
    let version = runtime.version.as_deref().and_then(|version| runtimes::line("dart", version));
    Some(version.and_then(|line| line.split('.').next()?.parse().ok()))
}

fn now(program: &Arg) -> Option<&'static str> {
    if program.text == OLD_PLACE {
        return Some("/usr/lib/dart/bin/dart");
    }
    COMMANDS.iter().find(|(old, _)| *old == program.text).map(|(_, new)| *new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const RULE: &str = crate::rules::runtime_version_mismatch::RULE.id;

    #[test]
    fn commands_of_dart_2_are_written_anew() {
        let file = "FROM google/dart:2.12\nWORKDIR /app\nCOPY . .\nRUN pub get\nENTRYPOINT [\"/usr/bin/dart\", \"bin/main.dart\"]\n";
        let changes = |file: &str| {
            let told = weighed(RULE, file, "dart:3.13", Shape::Swap).into_iter();
            told.filter_map(|one| match one.change? {
                Change::Path { to, .. } => Some(to),
                Change::Yours => Some("yours".into()),
                _ => None,
            })
            .collect::<Vec<_>>()
        };
        let all = ["dart pub", "/usr/lib/dart/bin/dart", "yours"];
        assert_eq!(changes(file), all);
        assert_eq!(changes(&file.replace(":2.12", "")), all);
        assert!(changes(&file.replace("google/dart:2.12", "dart:3.5")).is_empty());
    }
}
