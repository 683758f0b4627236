//! CMD and ENTRYPOINT on a base that starts programs in another way.

use super::draft::Draft;
use super::insert;
use crate::dockerfile::{Exec, Kind, Word};
use crate::source::Span;

/// `CMD node server.js` → `CMD ["node", "server.js"]`, where nothing in it needs a shell.
pub fn exec_form(draft: &mut Draft, at: usize) {
    let Some(instruction) = draft.instruction(at) else { return };
    let Some(text) = super::run::shell_text(&instruction.kind) else { return };
    let body = body_span(draft, at);
    match (plain_words(text), body) {
        (Some(words), _) if is_base_entrypoint(draft, &words[0]) => base_entrypoint(draft, at),
        (Some(words), Some(span)) => draft.replace(span, &json(&words)),
        _ => {
            let line = draft.source().line(instruction.span.start);
            let lang = draft.lang;
            let text = say!(lang,
                en: "Line {line} needs a shell for what it does; write it in exec form, `[\"program\", \"argument\"]`, without variables and operators.",
                de: "Zeile {line} braucht für ihre Aufgabe eine Shell; bitte in Exec-Form schreiben, `[\"programm\", \"argument\"]`, ohne Variablen und Operatoren.",
                zh: "第 {line} 行的写法需要 shell；请改写为 exec 形式 `[\"程序\", \"参数\"]`，不含变量和运算符。");
            draft.leave(text, &[instruction.span]);
        }
    }
}

/// Words of a line that means the same without a shell; `None` where it does not.
pub fn plain_words(text: &str) -> Option<Vec<String>> {
    let text = text.trim().strip_prefix("exec ").unwrap_or(text).trim();
    let special = |c: char| "|&;<>()$`\\*?[]{}~#!\n".contains(c);
    if text.contains(special) || text.is_empty() {
        return None;
    }
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    let assignment = words.first().is_some_and(|first| first.contains('='));
    (quote.is_none() && !assignment).then_some(words)
}

/// A JSON array as Dockerfiles write it.
pub fn json(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| serde_json::Value::from(word.as_str()).to_string()).collect();
    format!("[{}]", quoted.join(", "))
}

/// Everything behind the keyword (and the flags) of an instruction.
pub fn body_span(draft: &Draft, at: usize) -> Option<Span> {
    let instruction = draft.instruction(at)?;
    let after = instruction.flags.last().map_or(instruction.keyword.span.end, |flag| flag.span.end);
    let text = draft.source().text().get(after as usize..instruction.span.end as usize)?;
    let start = after + (text.len() - text.trim_start().len()) as u32;
    Some(Span { start, end: instruction.span.end })
}

/// The base's own entrypoint is the runtime: it is not named again.
pub fn base_entrypoint(draft: &mut Draft, at: usize) {
    let Some(instruction) = draft.instruction(at) else { return };
    let (words, entry) = match &instruction.kind {
        Kind::Cmd(exec) => (words_of(exec), false),
        Kind::Entrypoint(exec) => (words_of(exec), true),
        _ => return,
    };
    let (Some(words), Some(span)) = (words, body_span(draft, at)) else { return exec_form(draft, at) };
    let (init, own) = own_entrypoint(draft, words.first().map_or("", String::as_str));
    let whole = Span { start: instruction.keyword.span.start, end: span.end };
    if own.len() > 1 && words.get(1..own.len()).is_none_or(|rest| rest.iter().ne(&own[1..])) {
        // The base would put its own options first: `java -jar java -Xmx1g -jar app.jar`.
        let words: Vec<String> =
            init.into_iter().chain([own[0]]).map(str::to_string).chain(words[1..].iter().cloned()).collect();
        return draft.replace(whole, &format!("ENTRYPOINT {}", json(&words)));
    }
    let rest = &words[own.len().max(1).min(words.len())..];
    if entry && rest.is_empty() {
        return draft.drop_instruction(at);
    }
    draft.replace(whole, &format!("CMD {}", json(rest)));
}

/// What the new base starts: an init in front, and the program with its options.
fn own_entrypoint<'a>(draft: &Draft<'a>, program: &str) -> (Vec<&'a str>, Vec<&'a str>) {
    let all: Vec<&str> = draft.image.entrypoint.iter().flatten().copied().collect();
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_string();
    let at = all.iter().position(|word| name(word) == name(program)).unwrap_or(0);
    let (init, own) = all.split_at(at);
    (init.to_vec(), own.to_vec())
}

/// Whether the new base starts with this program by itself.
fn is_base_entrypoint(draft: &Draft, program: &str) -> bool {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_string();
    draft.image.entrypoint.iter().flatten().next().is_some_and(|own| name(own) == name(program))
}

fn words_of(exec: &Exec) -> Option<Vec<String>> {
    match exec {
        Exec::Json(words) => Some(words.iter().map(|word: &Word| word.text.clone()).collect()),
        Exec::Shell(line, heredocs) if heredocs.is_empty() => plain_words(&line.text),
        Exec::Shell(..) => None,
    }
}

/// ENTRYPOINT and CMD that the old base brought, written out at the end of the shipped stage.
/// A runtime is named without its path, which is the old base's; a CMD that names it already needs no ENTRYPOINT.
pub fn write_entrypoint(draft: &mut Draft, entrypoint: &[String], cmd: &[String]) {
    if cmd.is_empty() && own_cmd_is(draft, entrypoint) {
        return cmd_to_entrypoint(draft);
    }
    // What the new base starts by itself is not named again.
    let own = entrypoint.is_empty() && cmd.first().is_some_and(|program| is_base_entrypoint(draft, program));
    let cmd = &cmd[usize::from(own)..];
    if entrypoint.is_empty() && cmd.is_empty() {
        return;
    }
    let entrypoint = &by_name(entrypoint);
    if entrypoint.len() == 1 && starts_with(draft, &entrypoint[0]) {
        return;
    }
    let at = insert::stage_end(draft);
    let newline = draft.newline();
    let mut text = String::new();
    if !entrypoint.is_empty() {
        text.push_str(&format!("ENTRYPOINT {}{newline}", json(entrypoint)));
    }
    if !cmd.is_empty() {
        text.push_str(&format!("CMD {}{newline}", json(cmd)));
    }
    insert::line_at(draft, at, &text);
}

/// Whether the file's own CMD says just this.
fn own_cmd_is(draft: &Draft, words: &[String]) -> bool {
    let cmd = draft.stage().and_then(|stage| stage.config.cmd.as_ref());
    cmd.is_some_and(|cmd| cmd.words.iter().map(|word| &word.text).eq(words))
}

/// A CMD that the new base would hand to its own program becomes the ENTRYPOINT.
fn cmd_to_entrypoint(draft: &mut Draft) {
    let Some(span) = draft.stage().and_then(|stage| Some(stage.config.cmd.as_ref()?.span)) else { return };
    let found = draft.build.tree.instructions.iter().position(|one| one.span.contains(span));
    let Some(at) = found else { return };
    let (keyword, body) = (draft.build.tree.instructions[at].keyword.span, body_span(draft, at));
    draft.replace(keyword, "ENTRYPOINT");
    let shell = super::run::shell_text(&draft.build.tree.instructions[at].kind).map(plain_words);
    match (shell, body) {
        (Some(Some(words)), Some(body)) => draft.replace(body, &json(&words)),
        (Some(None), _) => exec_form(draft, at),
        _ => {}
    }
}

fn by_name(entrypoint: &[String]) -> Vec<String> {
    let mut words = entrypoint.to_vec();
    let name = words.first().and_then(|program| program.rsplit('/').next()).unwrap_or_default().to_string();
    if ["node", "python3", "python", "java", "ruby", "php", "dotnet"].contains(&name.as_str()) {
        words[0] = name;
    }
    words
}

/// Whether the file's own CMD begins with this program.
fn starts_with(draft: &Draft, program: &str) -> bool {
    let cmd = draft.stage().and_then(|stage| stage.config.cmd.as_ref());
    cmd.and_then(|cmd| cmd.commands.first()).is_some_and(|command| command.name() == program)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&[&str]>) {
        let expect = expect.map(|words| words.iter().map(|w| w.to_string()).collect::<Vec<_>>());
        assert_eq!(plain_words(text), expect, "{text}");
    }

    #[test]
    fn plain_lines_become_words() {
        check("node server.js", Some(&["node", "server.js"]));
        check(
            "exec gunicorn 'my app:main' --bind \"0.0.0.0:80\"",
            Some(&["gunicorn", "my app:main", "--bind", "0.0.0.0:80"]),
        );
    }

    #[test]
    fn lines_that_need_a_shell_do_not() {
        for text in ["node $FILE", "a && b", "A=1 b", "cat *.txt", "say 'open", ""] {
            check(text, None);
        }
    }

    /// The last line that a start command stands in, after moving to another base.
    fn started(file: &str, to: &str) -> String {
        use crate::wishes::{Input, Wishes};
        let advice = crate::advise(&Input::pasted(file), &Wishes::default());
        let one = advice.recommendations.iter().find(|one| one.candidate.choice.image.reference == to);
        let rewrite = crate::rewrite::apply(&advice, &one.expect("it is considered").candidate, &Wishes::default());
        let text = rewrite.expect("there is a rewrite").dockerfile;
        let mut lines = text.lines().rev();
        lines.find(|line| line.starts_with("CMD") || line.starts_with("ENTRYPOINT")).unwrap_or("none").to_string()
    }

    #[test]
    fn what_the_base_starts_by_itself_is_not_named_again() {
        let java = "FROM eclipse-temurin:21\nCOPY app.jar /app.jar\nCMD [\"java\", \"-jar\", \"/app.jar\"]\n";
        let distroless = "gcr.io/distroless/java21-debian13:nonroot";
        assert_eq!(started(java, distroless), "CMD [\"/app.jar\"]");
        let heap = java.replace("\"-jar\"", "\"-Xmx1g\", \"-jar\"");
        assert_eq!(started(&heap, distroless), "ENTRYPOINT [\"/usr/bin/java\", \"-Xmx1g\", \"-jar\", \"/app.jar\"]");
        let bare = "FROM node:24-alpine\nWORKDIR /app\nCOPY . .\n";
        assert_eq!(started(bare, "gcr.io/distroless/nodejs24-debian13:nonroot"), "none");
        let node = "FROM node:24\nWORKDIR /app\nCOPY a.js .\nENTRYPOINT node\nCMD [\"a.js\"]\n";
        assert_eq!(started(node, "gcr.io/distroless/nodejs24-debian13:nonroot"), "CMD [\"a.js\"]");
    }
}
