//! # CMD or ENTRYPOINT is written as a shell line, and the base has no shell
//!
//! ## What it is
//! `CMD python app.py` starts `/bin/sh -c "python app.py"`. Written as JSON, `CMD ["python", "app.py"]` starts the program itself.
//!
//! ## Why it matters
//! On a base without a shell the container ends at once with `no such file or directory`. Where there is a shell, it stands between Docker and your program, and signals to stop do not reach it.
//!
//! ## What to do
//! Write the JSON form, with double quotes, one item a word.
//!
//! ## When not to
//! If the line reads variables, pipes or redirects, it is a small script: keep a base with a shell, or let the program read its own environment.
//!
//! ## Example
//! ```dockerfile
//! FROM gcr.io/distroless/cc-debian13
//! COPY server /server
//! ENTRYPOINT /server --port 8080
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/cc-debian13
//! COPY server /server
//! ENTRYPOINT ["/server", "--port", "8080"]
//! ```
//!
//! ## Sources
//! - [Dockerfile reference: shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form)
//! - [Distroless: entrypoints](https://github.com/GoogleContainerTools/distroless#entrypoints)

use super::claims::*;
use super::offers;
use crate::catalogue::Tri;
use crate::evidence::ShellUse;
use crate::stages::{Form, Launch};

pub const RULE: Rule = Rule { id: "shell-form-without-shell", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|f| f.image().shell == Tri::No && !case.brings("bin/")) else {
        return Vec::new();
    };
    let lang = case.lang();
    let claim = |fact: &Fact| {
        let what = lacking(case, fact, &footing.image().reference);
        let why = say!(lang,
            en: "The container ends at once: there is nothing to read the line.",
            de: "Der Container endet sofort: Nichts kann die Zeile lesen.",
            zh: "容器会立即退出：没有程序能解释这一行。");
        let todo = say!(lang,
            en: "Write it as JSON, one item a word: `[\"program\", \"argument\"]`.",
            de: "Schreib es als JSON, ein Eintrag je Wort: `[\"programm\", \"argument\"]`.",
            zh: "改用 JSON 形式，每个词一项：`[\"程序\", \"参数\"]`。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.clone())
    };
    shell_forms(case).map(claim).collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    match offers::shell(case, choice) {
        Tri::Yes => Vec::new(),
        lacks => shell_forms(case).map(|fact| judge(case, choice, fact, lacks)).collect(),
    }
}

fn judge(case: &Case, choice: &Choice, fact: &Fact, lacks: Tri) -> Objection {
    let (lang, spans) = (case.lang(), fact.spans.clone());
    let instruction = fact.spans.first().and_then(|&span| case.instruction(span));
    let text = lacking(case, fact, &choice.image.reference);
    if let Some(instruction) = instruction.filter(|_| launch(case, fact).is_some_and(is_plain)) {
        let text = say!(lang,
            en: "{text} The same words as JSON start without one.",
            de: "{text} Dieselben Wörter als JSON starten ohne.",
            zh: "{text}改写成 JSON 即可不经 shell 启动。");
        return objection(RULE.id, Weight::Change, text, spans).by(Change::ExecForm { instruction });
    }
    let text = say!(lang,
        en: "{text} It uses what only a shell does (variables, `&&`, redirects).",
        de: "{text} Sie nutzt, was nur eine Shell kann (Variablen, `&&`, Umleitungen).",
        zh: "{text}它用到了只有 shell 才能处理的内容（变量、`&&`、重定向）。");
    let weight = if lacks == Tri::Unknown { Weight::Doubt } else { Weight::Blocker };
    objection(RULE.id, weight, text, spans)
}

fn lacking(case: &Case, fact: &Fact, image: &str) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&fact.spans)));
    say!(lang,
        en: "{line} is a shell line, and `{image}` has no shell.",
        de: "{line} ist eine Shell-Zeile, und `{image}` hat keine Shell.",
        zh: "{line}是 shell 形式，而 `{image}` 没有 shell。")
}

fn shell_forms<'a>(case: &'a Case) -> impl Iterator<Item = &'a Fact> {
    let shell_form =
        |fact: &&Fact| matches!(fact.what, What::NeedsShell(ShellUse::ShellFormCmd | ShellUse::ShellFormEntrypoint));
    case.facts.find("needs-shell").filter(shell_form)
}

fn launch<'a>(case: &Case<'a>, fact: &Fact) -> Option<&'a Launch> {
    let config = &case.build.shipped_stage()?.config;
    match fact.what {
        What::NeedsShell(ShellUse::ShellFormCmd) => config.cmd.as_ref(),
        _ => config.entrypoint.as_ref(),
    }
}

/// One command, every word of it known, nothing that a shell would have to do.
pub fn is_plain(launch: &Launch) -> bool {
    let [command] = &launch.commands[..] else { return false };
    let line = launch.words.first().map(|word| word.raw.as_str()).unwrap_or_default();
    let known = command.program.known && command.args.iter().all(|arg| arg.known);
    launch.form == Form::Shell && known && command.env.is_empty() && !line.contains(SPECIAL)
}

const SPECIAL: [char; 11] = ['$', '|', '&', ';', '<', '>', '*', '?', '`', '(', '~'];

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_shell_line_on_distroless_is_an_error() {
        fires(RULE.id, "FROM gcr.io/distroless/cc-debian13\nCOPY s /s\nENTRYPOINT /s --port 8080\n");
    }

    #[test]
    fn plain_words_become_json_and_a_script_stands_in_the_way() {
        let plain = "FROM python:3.13\nCOPY . .\nCMD python3 app.py\n";
        let told = weighed(RULE.id, plain, "gcr.io/distroless/python3-debian13", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::ExecForm { .. })), "{told:?}");
        let script = "FROM python:3.13\nCOPY . .\nCMD python3 app.py --port $PORT\n";
        assert_eq!(weight(RULE.id, script, "gcr.io/distroless/python3-debian13", Shape::Swap), Some(Weight::Blocker));
    }

    #[test]
    fn a_program_whose_name_begins_like_a_shell_is_none() {
        for place in ["/go/bin/shortener", "/usr/local/bin/shipper"] {
            let file = format!(
                "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o {place} .\nFROM alpine:3.24\nCOPY --from=b {place} {place}\nENTRYPOINT {place}\n"
            );
            let told = weighed(RULE.id, &file, "gcr.io/distroless/static-debian13:nonroot", Shape::Swap);
            assert!(matches!(told[..], [Objection { change: Some(Change::ExecForm { .. }), .. }]), "{told:?}");
        }
        let own = "FROM alpine:3.24\nCOPY --from=busybox:1.38.0-musl /bin/sh /bin/sh\nCOPY s /s\nENTRYPOINT /s\n";
        assert!(weighed(RULE.id, own, "gcr.io/distroless/static-debian13:nonroot", Shape::Swap).is_empty());
    }

    #[test]
    fn json_and_a_base_with_a_shell_are_fine() {
        silent(RULE.id, "FROM gcr.io/distroless/cc-debian13\nCOPY s /s\nENTRYPOINT [\"/s\"]\n");
        silent(RULE.id, "FROM alpine:3.23\nCOPY s /s\nENTRYPOINT /s\n");
    }
}
