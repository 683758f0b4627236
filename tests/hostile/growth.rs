//! What is small to write and large to follow: patterns, variables, nesting.

use super::{Case, each};

/// What makes matchers go back and forth, about `length` bytes of it.
pub fn patterns(length: usize) -> Vec<Case> {
    const UNITS: &[&str] = &["*a", "?a", "[ab]*", "*?", "(a+)+", "(a|a)*", ".*", "\\*a", "{a,a}", "a-", "a/"];
    let long = "a".repeat(length);
    let places = [
        "FROM alpine\nRUN ls {}b\n".to_owned(),
        "FROM alpine\nCOPY {} /\n".to_owned(),
        format!("ARG A={long}\nFROM alpine:${{A//{{}}b/x}}\n"),
        format!("ARG A={long}\nFROM alpine:${{A##{{}}b}}\n"),
        format!("ARG A={long}\nFROM alpine:${{A%%{{}}b}}\n"),
        format!("FROM alpine\nRUN case {long} in {{}}b) ;; esac\n"),
        "FROM alpine\nRUN find / -name '{}b' -exec rm -r {} \\;\n".to_owned(),
        "FROM alpine\nRUN sed -e 's/\\({}\\)*$/x/' f\n".to_owned(),
        "FROM alpine\nRUN grep -E '{}$' f | awk '/{}/'\n".to_owned(),
        "FROM a{}\nRUN rm -rf /var/{}\n".to_owned(),
    ];
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let of = |unit: &&str| each("patterns", unit, &unit.repeat(length / 10 / unit.len()), &places);
    UNITS.iter().flat_map(of).chain(runs(length)).collect()
}

/// One character again and again, where a reader looks for what comes after it.
fn runs(length: usize) -> Vec<Case> {
    let texts = [
        ("spaces before an end", format!("FROM alpine{}x\nRUN a{}&&\n", " ".repeat(length), " \\\n".repeat(length))),
        ("dashes", format!("FROM {}\n", "a-".repeat(length))),
        ("slashes", format!("FROM {}b\nRUN cat {}\n", "a/".repeat(length), "../".repeat(length))),
        ("colons", format!("FROM a{}\n", ":".repeat(length))),
        ("digests", format!("FROM a{}\n", "@sha256:0".repeat(length / 4))),
    ];
    texts.into_iter().map(|(name, text)| Case::new("patterns", name, text)).collect()
}

/// So often is each variable made of the one before: with two of it in each, more than a thousand million million.
const STEPS: usize = 60;

/// Variables that double, triple and more.
pub fn variables() -> Vec<Case> {
    const USES: &[&str] = &[
        "FROM ${{}}\n",
        "FROM alpine\nRUN echo ${} && apk add ${}\n",
        "FROM alpine\nCOPY ${} /x${}\n",
        "FROM alpine\nUSER ${}\nWORKDIR /${}\nEXPOSE ${}\n",
        "FROM alpine\nENV X=${}${} Y=${{}:-${}}\nCMD [\"/x\"]\n",
    ];
    let mut cases = Vec::new();
    for times in [2, 3, 9] {
        for (name, declared) in declarations(times) {
            let of = each("variables", &format!("{name}, {times} times"), &format!("a{STEPS}"), USES);
            cases.extend(of.into_iter().map(|one| Case { text: declared(&one.text), ..one }));
        }
    }
    cases
}

type Declared = Box<dyn Fn(&str) -> String>;

/// Ways to declare them, each a function that puts them before their use.
fn declarations(times: usize) -> Vec<(&'static str, Declared)> {
    let line = move |word: &str, end: &str| -> String {
        let one = |n: usize| format!("{word}a{}={}{end}", n + 1, format!("${{a{n}}}").repeat(times));
        format!("{word}a0=xxxxxxxxxx{end}") + &(0..STEPS).map(one).collect::<String>()
    };
    let inside = |made: String| {
        move |used: &str| match used.strip_prefix("FROM alpine\n") {
            Some(rest) => format!("FROM alpine\n{made}{rest}"),
            None => format!("FROM alpine\n{made}{used}"),
        }
    };
    let before = |made: String| move |used: &str| format!("{made}{used}");
    let defaults = "ARG a0=x\n".to_owned()
        + &(0..STEPS).map(|n| format!("ARG a{}=${{a{n}:-$a{n}}}${{a{n}:+$a{n}}}\n", n + 1)).collect::<String>();
    let itself =
        format!("ENV a{STEPS}=/a\n{}", format!("ENV a{STEPS}={}\n", format!("$a{STEPS}:").repeat(times)).repeat(STEPS));
    vec![
        ("ARG before FROM", Box::new(before(line("ARG ", "\n"))) as Declared),
        ("ARG", Box::new(inside(line("ARG ", "\n")))),
        ("ENV", Box::new(inside(line("ENV ", "\n")))),
        ("one ENV", Box::new(inside(format!("ENV {}\n", line("", " "))))),
        ("defaults", Box::new(before(defaults))),
        ("itself", Box::new(inside(itself))),
        ("export", Box::new(inside(format!("RUN {}true\n", line("export ", "; "))))),
        ("a script", Box::new(inside(format!("RUN <<E\n{}E\n", line("", "\n"))))),
    ]
}

/// About `depth` bytes of nesting.
pub fn deep(depth: usize) -> Vec<Case> {
    const PAIRS: &[(&str, &str)] = &[
        ("[", "]"),
        ("${a:-", "}"),
        ("(", ")"),
        ("{ ", "; }"),
        ("$(", ")"),
        ("`\\", "`"),
        ("if ", " fi"),
        ("sh -c ", ""),
        ("sudo env ", ""),
        ("'\"", "\"'"),
        ("<<E ", ""),
        ("! ", ""),
        ("a|", ""),
        ("a&&", ""),
    ];
    const PLACES: &[&str] = &[
        "FROM alpine\nRUN {}\n",
        "FROM {}\n",
        "FROM alpine\nCMD {}\n",
        "FROM alpine\nENTRYPOINT [\"{}\"]\n",
        "FROM alpine\nENV A={} B={}\n",
        "ARG A={}\nFROM $A\n",
        "FROM alpine\nHEALTHCHECK CMD {}\n",
        "FROM alpine\nCOPY {} /x\nLABEL {}\n",
    ];
    let of = |(open, close): &(&str, &str)| {
        let times = depth / (open.len() + close.len());
        each("deep", open, &format!("{}a{}", open.repeat(times), close.repeat(times)), PLACES)
    };
    let triggers = Case::new("deep", "triggers", format!("FROM alpine\n{}RUN x\n", "ONBUILD ".repeat(depth / 8)));
    PAIRS.iter().flat_map(of).chain([triggers]).collect()
}
