//! What is said about a text that is not as it should be, and where; and what is read on all the same.

use basewise::dockerfile::{self, Exec, Kind};
use basewise::words::Lang;

/// `line: id: the text it points at` for each problem, in order.
fn check(input: &str, expect: &[&str]) {
    let tree = dockerfile::parse(input);
    let told = |problem: &dockerfile::Problem| {
        let line = tree.source.line(problem.span.start);
        format!("{line}: {}: {}", problem.id, tree.source.slice(problem.span))
    };
    assert_eq!(tree.problems.iter().map(told).collect::<Vec<_>>(), expect, "{input:?}");
}

#[test]
fn whole_files_have_none() {
    check("", &[]);
    check("FROM a\n", &[]);
    check("# syntax=x\n\nARG A\nFROM a AS b\nRUN x\nCMD [\"y\"]\nHEALTHCHECK NONE\n", &[]);
}

#[test]
fn half_typed_lines() {
    check("FR", &["1: unknown-instruction: FR"]);
    check("FROM", &["1: missing-argument: FROM"]);
    check("FROM a\nCOPY .", &["2: missing-destination: ."]);
    check("FROM a\nRUN", &["2: missing-argument: RUN"]);
    check("FROM a\nENV x", &["2: missing-value: x"]);
    check("FROM a\nENV a=b c", &["2: missing-equals: c"]);
    check("FROM a\nENV a=b c d", &["2: missing-equals: c"]);
    check("FROM a\nCMD [\"a\", ", &["2: json-invalid: [\"a\","]);
    check("FROM a\nRUN <<EOF", &["2: unterminated-heredoc: <<EOF"]);
    check("FROM a\nHEALTHCHECK CM", &["2: invalid-healthcheck: CM"]);
    check("FROM a b", &["1: invalid-from: a b"]);
    check("FROM a AS 1x", &["1: invalid-stage-name: 1x"]);
}

#[test]
fn what_docker_refuses() {
    check("# escape=x\nFROM a", &["1: invalid-escape: x"]);
    check("# escape=`\n# escape=`\nFROM a", &["2: repeated-directive: `"]);
    check("FROM a\nRUN --mont=x y", &["2: unknown-flag: --mont=x"]);
    check("FROM a\nCMD [1]", &["2: json-not-strings: [1]"]);
    check("FROM a\nSHELL bash", &["2: shell-not-json: bash"]);
    check("FROM a\nONBUILD FROM b", &["2: invalid-trigger: FROM"]);
    check("FROM a\nONBUILD ONBUILD RUN b", &["2: invalid-trigger: ONBUILD"]);
    check("FROM a\nRUN x \\\n\n  y", &["3: empty-continuation: "]);
    check("FROM a\n{{ if x }}\nRUN y\n", &["2: template: {{"]);
    check(&format!("FROM a\nRUN {}", "x".repeat(70_000)), &[&format!("2: long-line: RUN {}", "x".repeat(70_000))]);
}

#[test]
fn what_you_may_have_meant() {
    let said = |input: &str, lang: Lang| dockerfile::parse(input).problems[0].trouble.message(lang);
    assert_eq!(
        said("FORM a", Lang::En),
        "`FORM` is not an instruction that Docker knows, so this line is left out. Did you mean `FROM`?"
    );
    assert_eq!(
        said("entripoint a", Lang::De),
        "`entripoint` ist keine Anweisung, die Docker kennt; diese Zeile bleibt deshalb außen vor. Meintest du `ENTRYPOINT`?"
    );
    assert_eq!(said("RUN --mont=x y", Lang::Zh), "RUN 没有 `--mont` 这个选项。你是想写 `--mount` 吗？");
    assert_eq!(
        said("BANANA a", Lang::En),
        "`BANANA` is not an instruction that Docker knows, so this line is left out."
    );
}

#[test]
fn the_rest_is_read_on() {
    let text = "FROM a\nRUNN x\n\u{1}\u{2}rubbish\nUSER u\nRUN <<EOF\necho hi\nCOPY a b\n";
    let tree = dockerfile::parse(text);
    let keywords: Vec<&str> = tree.instructions.iter().map(|one| one.keyword.text.as_str()).collect();
    assert_eq!(keywords, ["FROM", "RUNN", "\u{1}\u{2}rubbish", "USER", "RUN", "COPY"]);
}

#[test]
fn rubbish_is_not_reported_without_end() {
    let tree = dockerfile::parse(&"what ever\n".repeat(100_000));
    assert_eq!(tree.instructions.len(), 100_000);
    assert!(tree.problems.len() <= dockerfile::MOST_PROBLEMS);
}

/// The bodies of the heredocs of the first RUN.
fn bodies(text: &str) -> Vec<(String, bool, String)> {
    let tree = dockerfile::parse(text);
    let Kind::Run(Exec::Shell(_, heredocs)) = &tree.instructions[0].kind else { panic!("{text}") };
    heredocs.iter().map(|doc| (doc.delimiter.clone(), doc.expand, tree.source.slice(doc.body).to_string())).collect()
}

/// What today's BuildKit reads and the recorded oracle, which is older, does not.
#[test]
fn white_space_before_the_word_of_a_heredoc() {
    assert_eq!(bodies("RUN << EOF\nx\nEOF\n"), [("EOF".into(), true, "x\n".into())]);
    assert_eq!(bodies("RUN cat << \t'E' > y\n\tx\nE\n"), [("E".into(), false, "\tx\n".into())]);
}

#[test]
fn what_is_no_heredoc() {
    for text in [
        "RUN echo $((1<<2))",
        "RUN cat <<< x",
        "RUN echo '<<EOF'",
        "RUN echo \\<<EOF",
        "RUN echo it's <<EOF",
        "RUN a<<EOF",
    ] {
        assert_eq!(bodies(text), [], "{text}");
    }
}
