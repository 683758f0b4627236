//! Hostile Dockerfiles, made here and stored nowhere: the command line and the page are both given all of them.

/// A text and what is bad about it.
pub struct Case {
    pub kind: &'static str,
    pub name: String,
    pub text: String,
}

fn case(kind: &'static str, name: impl Into<String>, text: impl Into<String>) -> Case {
    Case { kind, name: name.into(), text: text.into() }
}

/// Hundreds of small ones.
pub fn small() -> Vec<Case> {
    [control(), bidi(), tags(), prototypes(), patterns()].into_iter().flatten().collect()
}

/// One text in every place of a file that takes a text.
fn everywhere(bad: &str) -> String {
    format!(
        "# syntax=docker/dockerfile:1{bad}\nARG v{bad}={bad}\nFROM debian:12{bad} AS a{bad}\n# {bad}\nLABEL k{bad}=\"{bad}\" d={bad}\n\
         ENV e{bad} {bad}\nRUN apt-get install -y {bad} && echo '{bad}' > /x{bad}\nUSER u{bad}\nWORKDIR /w{bad}\nEXPOSE 80{bad}\n\
         COPY --from={bad} --chown={bad} a{bad} /b{bad}\nADD http://x/{bad} /y\nSHELL [\"{bad}\"]\nHEALTHCHECK CMD {bad}\nSTOPSIGNAL {bad}\n\
         VOLUME {bad}\nONBUILD RUN {bad}\nMAINTAINER {bad}\n{bad}\nFROM {bad}\nENTRYPOINT [\"/a{bad}\", \"{bad}\"]\nCMD {bad}\n"
    )
}

fn control() -> Vec<Case> {
    let codes = (0u32..0x20).chain(0x7f..0xa0).filter_map(char::from_u32);
    codes
        .flat_map(|c| {
            let name = format!("U+{:04X}", c as u32);
            let alone = format!("FROM alp{c}ine{c}\nRUN a{c}pk add cu{c}rl\nCMD [\"/{c}\"]\n");
            [case("control", format!("{name} everywhere"), everywhere(&c.to_string())), case("control", name, alone)]
        })
        .collect()
}

fn bidi() -> Vec<Case> {
    let marks = "\u{061c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{00ad}\u{180e}\u{e0041}\u{fffd}\u{10ffff}";
    let each = marks.chars().map(|c| case("bidi", format!("U+{:04X}", c as u32), everywhere(&format!("a{c}b"))));
    let trick = "FROM alpine\nRUN echo \u{202e}} ;lruc dda kpa\u{2066} # only a comment\u{2069}\u{2066}\nCMD [\"\u{202e}hs/nib/\u{202c}\"]\n";
    each.chain([case("bidi", "a comment that is none", trick)]).collect()
}

fn tags() -> Vec<Case> {
    const BAD: &[&str] = &[
        "<script>hit=1</script>",
        "</textarea><script>hit=1</script>",
        "<img src=x onerror=hit=1>",
        "<svg onload=hit=1>",
        "<svg><script>hit=1</script></svg>",
        "\"><iframe srcdoc='<script>parent.hit=1</script>'>",
        "' onmouseover='hit=1' x='",
        "javascript:hit=1",
        "[x](javascript:hit=1)",
        "`<b>`<script>hit=1</script>`",
        "{{constructor.constructor('hit=1')()}}",
        "${alert(1)}",
        "data:text/html,<script>hit=1</script>",
        "<style>*{display:none}</style>",
        "<base href=//x>",
        "<meta http-equiv=refresh content=0;url=//x>",
        "]]><!--<script>hit=1</script>-->",
        "%3Cscript%3Ehit=1%3C/script%3E",
        "&lt;script&gt;hit=1&lt;/script&gt;",
    ];
    const PLACES: &[&str] = &[
        "FROM {}\n",
        "FROM debian:{}\nCMD [\"/bin/true\"]\n",
        "FROM debian:12 AS {}\nCMD [\"/bin/true\"]\n",
        "FROM debian:12\nRUN apt-get install -y {}\n",
        "FROM debian:12\nRUN pip install {}\nUSER {}\n",
        "FROM debian:12\nCMD [\"{}\"]\n",
        "FROM debian:12\nENTRYPOINT {}\n",
        "FROM debian:12\nCOPY --from={} a b\n",
        "FROM --platform={} debian:12\n",
        "ARG A={}\nFROM ${A}\n",
        "# {}\nFROM debian:12\n",
        "FROM debian:12\n{} x\n",
        "FROM debian:12\nRUN <<{}\nx\n{}\n",
    ];
    let one = |bad: &str, place: &str| case("tags", format!("{bad} in {place:?}"), place.replace("{}", bad));
    let all = BAD.iter().map(|bad| case("tags", format!("{bad} everywhere"), everywhere(bad)));
    all.chain(BAD.iter().flat_map(|bad| PLACES.iter().map(move |place| one(bad, place)))).collect()
}

fn prototypes() -> Vec<Case> {
    let names =
        ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__", "then"];
    let text = |name: &str| {
        format!(
            "ARG {name}=debian\nFROM ${{{name}}}:12 AS {name}\nENV {name}={name}\nLABEL {name}={name}\nFROM {name}\nCOPY --from={name} {name} {name}\nUSER {name}\nCMD [\"{name}\"]\n"
        )
    };
    let alone = names.iter().map(|name| case("prototypes", *name, text(name)));
    alone.chain(names.iter().map(|name| case("prototypes", format!("{name} everywhere"), everywhere(name)))).collect()
}

/// What makes matchers go back and forth.
fn patterns() -> Vec<Case> {
    let long = "a".repeat(20_000);
    let stars = "*a".repeat(2_000);
    let texts = [
        ("a glob of stars", format!("FROM alpine\nRUN ls {stars}b\nCOPY {stars} /\n")),
        ("a replacement of stars", format!("ARG A={long}\nFROM alpine:${{A//{stars}b/x}}\n")),
        ("a prefix of stars", format!("ARG A={long}\nFROM alpine:${{A##{stars}b}}\n")),
        ("a suffix of stars", format!("ARG A={long}\nFROM alpine:${{A%%{stars}b}}\n")),
        ("case arms of stars", format!("FROM alpine\nRUN case {long} in {stars}b) ;; esac\n")),
        ("a find of stars", format!("FROM alpine\nRUN find / -name '{stars}b' -exec rm {{}} \\;\n")),
        ("a sed of groups", format!("FROM alpine\nRUN sed -e 's/\\({stars}\\)*$/x/' f\n")),
        ("spaces before an end", format!("FROM alpine{}x\nRUN a{}&&\n", " ".repeat(50_000), " \\\n".repeat(20_000))),
        ("dashes", format!("FROM {}\n", "a-".repeat(30_000))),
        ("slashes", format!("FROM {}b\nRUN cat {}\n", "a/".repeat(30_000), "../".repeat(30_000))),
        ("colons", format!("FROM a{}\n", ":".repeat(30_000))),
        ("digests", format!("FROM a{}\n", "@sha256:0".repeat(5_000))),
    ];
    texts.into_iter().map(|(name, text)| case("patterns", name, text)).collect()
}

/// Some dozens that are large, deep, or grow: `size` is about how many bytes the large ones have.
pub fn large(size: usize) -> Vec<Case> {
    let many = |line: &str| line.repeat(size / line.len());
    let numbered = |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<String>();
    let deep = size.min(200_000);
    let nested =
        |open: &str, close: &str| format!("{}{}", open.repeat(deep / open.len()), close.repeat(deep / open.len()));
    let texts = [
        ("one line", format!("FROM alpine\nRUN echo {}\n", "x".repeat(size))),
        ("one comment", format!("#{}\nFROM alpine\n", "x".repeat(size))),
        ("one name", format!("FROM {}\n", "x".repeat(size))),
        ("no end", "RUN \\\n".repeat(size / 6)),
        ("empty lines", "\n".repeat(size)),
        ("zero bytes", "\0".repeat(size)),
        ("one kind of quote", "'\"".repeat(size / 2)),
        ("stages", numbered(&|n| format!("FROM alpine AS s{n}\n"), (size / 20).min(100_000))),
        (
            "a chain of stages",
            numbered(&|n| format!("FROM s{} AS s{n}\n", n.saturating_sub(1)), (size / 20).min(100_000)),
        ),
        (
            "a ring of copies",
            numbered(&|n| format!("FROM alpine AS s{n}\nCOPY --from=s{} a b\n", n + 1), (size / 44).min(100_000)),
        ),
        ("installs", many("RUN apt-get update && apt-get install -y curl ca-certificates\n")),
        ("unknown words", many("WORD x\n")),
        ("broken flags", many("COPY --x --y=z\n")),
        (
            "args",
            format!(
                "{}FROM alpine\n",
                numbered(&|n| format!("ARG a{n}=${{a{}}}\n", n.saturating_sub(1)), (size / 20).min(50_000))
            ),
        ),
        (
            "doubling",
            format!(
                "FROM alpine\nENV a0=xxxxxxxxxx\n{}RUN echo $a60\n",
                numbered(&|n| format!("ENV a{}=$a{n}$a{n}\n", n + 1), 60)
            ),
        ),
        (
            "doubling of args",
            format!("ARG a0=xxxxxxxxxx\n{}FROM ${{a60}}\n", numbered(&|n| format!("ARG a{}=$a{n}$a{n}\n", n + 1), 60)),
        ),
        ("doubling of paths", format!("FROM alpine\nENV P=/a\n{}CMD [\"x\"]\n", "ENV P=$P:$P\n".repeat(60))),
        ("itself", "ARG A=${A:-${A:-${A}}}\nFROM ${A}\nENV B=$B$B C=$C\n".to_owned()),
        ("heredocs", format!("FROM alpine\n{}", many("RUN <<E\nx\nE\n"))),
        ("heredocs on one line", format!("FROM alpine\nRUN {}\n", "<<E ".repeat(deep / 4))),
        ("a heredoc without end", format!("FROM alpine\nRUN <<EOF\n{}", many("x y z\n"))),
        ("triggers", format!("FROM alpine\n{}RUN x\n", "ONBUILD ".repeat(deep / 8))),
        ("brackets", format!("FROM alpine\nCMD {}\n", nested("[", "]"))),
        ("braces", format!("FROM ${}\n", nested("{a:-$", "}"))),
        ("parentheses", format!("FROM alpine\nRUN {}\n", nested("(", ")"))),
        ("groups", format!("FROM alpine\nRUN {}\n", nested("{ ", "; }"))),
        ("substitutions", format!("FROM alpine\nRUN {}\n", nested("$(", ")"))),
        ("backticks", format!("FROM alpine\nRUN {}\n", nested("`\\", "`"))),
        ("shells in shells", format!("FROM alpine\nRUN {}true\n", "sh -c ".repeat(deep / 6))),
        ("ifs", format!("FROM alpine\nRUN {}\n", nested("if ", " fi"))),
        ("sudo", format!("FROM alpine\nRUN {}true\n", "sudo env ".repeat(deep / 9))),
        ("pipes", format!("FROM alpine\nRUN a{}\n", "|a".repeat(deep / 2))),
        ("ands", format!("FROM alpine\nRUN a{}\n", "&&a".repeat(deep / 3))),
        ("exports", format!("FROM alpine\nRUN {}\n", "export P=$P$P;".repeat(deep / 14))),
        ("labels", format!("FROM alpine\nLABEL {}\n", "a=b ".repeat(deep / 4))),
        ("ports", format!("FROM alpine\nEXPOSE {}\n", "1-65535 ".repeat(deep / 8))),
        ("numbers", format!("FROM python:{}\nUSER {}\n", "9".repeat(deep), "9".repeat(deep))),
        ("platforms", many("FROM --platform=a/b/c/d alpine\n")),
        ("sources", format!("FROM alpine\nCOPY {}/\n", "a ".repeat(deep / 2))),
        ("escapes", format!("# escape=`\nFROM alpine\nRUN {}\n", "`".repeat(deep))),
        ("umlauts", "ä🐳\u{202e}\n".repeat(size / 11)),
    ];
    texts.into_iter().map(|(name, text)| case("large", name, text)).collect()
}
