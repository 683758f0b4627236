//! What a shell line runs, one short line a command.

use super::*;
use crate::dockerfile::{self, Exec, Kind};
use std::rc::Rc;

/// The commands of `RUN …`, `?` before those that may not run, `*` after what is not known.
fn commands(run: &str) -> Vec<Command> {
    let tree = dockerfile::parse(run);
    let Kind::Run(exec) = &tree.instructions[0].kind else { return Vec::new() };
    let lookup = |name: &str| (name == "KNOWN").then(|| Rc::from("x y"));
    let budget = Budget::for_text(run.len());
    let scope = Scope { source: &tree.source, lookup: &lookup, cwd: Some("/app".into()), budget: &budget };
    match exec {
        Exec::Json(words) => exec_of(words, &scope),
        Exec::Shell(text, _) => line(text, &[], &scope),
    }
}

fn exec_of(words: &[dockerfile::Word], scope: &Scope) -> Vec<Command> {
    exec(words, scope)
}

fn told(command: &Command) -> String {
    let words = std::iter::once(&command.program).chain(&command.args);
    let words: Vec<String> = words.map(|arg| format!("{}{}", arg.text, if arg.known { "" } else { "*" })).collect();
    format!("{}{}", if command.conditional { "?" } else { "" }, words.join(" "))
}

fn check(input: &str, expect: &[&str]) {
    let got: Vec<String> = commands(&format!("RUN {input}")).iter().map(told).collect();
    assert_eq!(got, expect, "{input}");
}

#[test]
fn lists_and_pipes() {
    check("a b && c; d | e & f", &["a b", "c", "d", "e", "f"]);
    check("a || b && c", &["a", "?b", "c"]);
    check("[ -f x ] && a && b; c", &["[ -f x ]", "?a", "?b", "c"]);
    check("command -v x || a", &["command -v x", "x", "?a"]);
    check("! a > out 2>&1 < in && b >> x", &["a", "b"]);
    check("a # comment", &["a"]);
}

#[test]
fn quotes_and_variables() {
    check(r#"a 'b c' "d e" f\ g "" h"i"'j'"#, &["a b c d e f g  hij"]);
    check("A=1; b $A \"$A\" '$A' ${A} ${A}2", &["b 1 1 $A 1 12"]);
    check("b $KNOWN \"$KNOWN\"", &["b x y x y"]);
    check("b $OTHER ${OTHER:-x} *.txt", &["b $OTHER* ${OTHER:-x}* *.txt*"]);
    check("V=v1.2; b ${V#v} ${V%.*}", &["b 1.2 v1"]);
    check("PKGS='a b'; apk add $PKGS", &["apk add a b"]);
    check("export A=1 B=2; c $A$B", &["export A=1 B=2", "c 12"]);
    check("a $(b $(c)) `d`", &["c", "b $(c)*", "d", "a $(b $(c))* `d`*"]);
    check("a $((1 + 2))", &["a $((1 + 2))*"]);
    check("A=$(b); c $A", &["b", "c $A*"]);
    check("if a; then V=1; b $V; else V=2; c $V; fi; d $V", &["a", "?b 1", "?c 2", "d $V*"]);
    check("case $(a) in x) V=1;; *) b $V;; esac; c $V", &["a", "?b $V*", "c $V*"]);
    check("V=1; [ $W ] || V=2; a $V", &["[ $W* ]", "a $V*"]);
}

#[test]
fn constructs() {
    check("if a; then b; elif c; then d; else e; fi; f", &["a", "?b", "?c", "?d", "?e", "f"]);
    check("for x in 1 2; do a $x lib$x; done", &["a 1 2 lib1 lib2"]);
    check("for x in $L; do a $x; done", &["?a $x*"]);
    check("while a; do b; done; c", &["a", "?b", "c"]);
    check("case $x in a|b) c ;; (d) e; f ;; *) g;; esac; h", &["?c", "?e", "?f", "?g", "h"]);
    check("(cd b; a); { c; } 2>&1", &["cd b", "a", "c"]);
    check("f() { a; }; b", &["?a", "b"]);
    check("[[ a && b || c ]] && d", &["[[ a b c", "?d"]);
    check("((x++)); a", &["a"]);
}

#[test]
fn programs_that_run_programs() {
    check("sudo -u x apt-get install y", &["sudo -u x apt-get install y", "apt-get install y"]);
    check("env A=b c d", &["env A=b c d", "c d"]);
    check("sh -c 'a && b'", &["sh -c a && b", "a", "b"]);
    check("bash -euxo pipefail -c \"a \\\"b c\\\"\"", &["bash -euxo pipefail -c a \"b c\"", "a b c"]);
    check("a | xargs -n 1 b c", &["a", "xargs -n 1 b c", "b c"]);
    check("find / -exec rm {} + -name x", &["find / -exec rm {} + -name x", "rm {}"]);
    check("timeout 10 a; gosu u b; exec c", &["timeout 10 a", "a", "gosu u b", "b", "exec c", "c"]);
    check("[\"sh\", \"-c\", \"a \\\"b\\\" && c\"]", &["sh -c a \"b\" && c", "a b", "c"]);
    check("[\"tini\", \"--\", \"a\", \"b\"]", &["tini -- a b", "a b"]);
}

#[test]
fn spans_point_into_the_file() {
    let run = "RUN a \\\n  # c\n  && apk add \\\n  'b c' \"sh -c\"";
    let commands = commands(run);
    let slices: Vec<&str> = commands[1].args.iter().map(|arg| &run[arg.span.range()]).collect();
    assert_eq!(slices, ["add", "'b c'", "\"sh -c\""]);
    let nested = super::tests::commands("RUN [\"sh\", \"-c\", \"a\\tb\"]");
    assert_eq!(nested[1].args[0].span, crate::source::Span::new(21, 22));
}

#[test]
fn directories_and_surroundings() {
    let cwd = |run: &str| commands(run).last().and_then(|command| command.cwd.clone());
    assert_eq!(cwd("RUN a"), Some("/app".into()));
    assert_eq!(cwd("RUN cd /x && cd ../y && a"), Some("/y".into()));
    assert_eq!(cwd("RUN (cd /x && b); a"), Some("/app".into()));
    assert_eq!(cwd("RUN cd $X && a"), None);
    let set = commands("RUN A=1; B=2 c");
    let env: Vec<(&str, &str)> = set[0].env.iter().map(|(name, value)| (name.as_str(), value.text.as_str())).collect();
    assert_eq!(env, [("A", "1"), ("B", "2")]);
}

#[test]
fn deep_nesting_ends() {
    for deep in ["(", "$(", "{ ", "if ", "sh -c '", "sudo ", "`", "\"$(", "${", "case x in "] {
        commands(&format!("RUN {}a", deep.repeat(3000)));
    }
}
