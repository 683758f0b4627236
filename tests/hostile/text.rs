//! Characters and words that mean something to somebody who does not expect them.

use super::{Case, each};

/// One text in every place of a file that takes a text.
pub fn everywhere(bad: &str) -> String {
    format!(
        "# syntax=docker/dockerfile:1{bad}\nARG v{bad}={bad}\nFROM debian:12{bad} AS a{bad}\n# {bad}\nLABEL k{bad}=\"{bad}\" d={bad}\n\
         ENV e{bad} {bad}\nRUN apt-get install -y {bad} && echo '{bad}' > /x{bad}\nUSER u{bad}\nWORKDIR /w{bad}\nEXPOSE 80{bad}\n\
         COPY --from={bad} --chown={bad} a{bad} /b{bad}\nADD http://x/{bad} /y\nSHELL [\"{bad}\"]\nHEALTHCHECK CMD {bad}\nSTOPSIGNAL {bad}\n\
         VOLUME {bad}\nONBUILD RUN {bad}\nMAINTAINER {bad}\n{bad}\nFROM {bad}\nENTRYPOINT [\"/a{bad}\", \"{bad}\"]\nCMD {bad}\n"
    )
}

/// What a terminal takes for a command.
pub fn control() -> Vec<Case> {
    let codes = (0u32..0x20).chain(0x7f..0xa0).filter_map(char::from_u32);
    codes
        .flat_map(|c| {
            let name = format!("U+{:04X}", c as u32);
            let alone = format!("FROM alp{c}ine{c}\nRUN a{c}pk add cu{c}rl\nCMD [\"/{c}\"]\n");
            [
                Case::new("control", format!("{name} everywhere"), everywhere(&c.to_string())),
                Case::new("control", name, alone),
            ]
        })
        .collect()
}

/// What turns, joins or hides writing.
pub const MARKS: &str = "\u{061c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{00ad}\u{180e}\u{e0041}\u{fffd}\u{10ffff}";

pub fn bidi() -> Vec<Case> {
    const PLACES: &[&str] = &[
        "FROM alp{}ine{}:3\nRUN apk add curl\n",
        "# pinned {} for now {}\nFROM debian:12\nCMD [\"/bin/true\"]\n",
        "FROM debian:12\nRUN {}apt-get update && apt-get{} install -y cu{}rl\n",
        "FROM debian:12 AS b{}\nENV {}=1 A=\"{}\"\nUSER a{}b\nCMD [\"/{}\"]\n",
    ];
    let trick = "FROM alpine\nRUN echo \u{202e}} ;lruc dda kpa\u{2066} # only a comment\u{2069}\u{2066}\nCMD [\"\u{202e}hs/nib/\u{202c}\"]\n";
    let named = |c: char| format!("U+{:04X}", c as u32);
    let all =
        MARKS.chars().map(|c| Case::new("bidi", format!("{} everywhere", named(c)), everywhere(&format!("a{c}b"))));
    let one = MARKS.chars().flat_map(|c| each("bidi", &named(c), &c.to_string(), PLACES));
    all.chain(one).chain([Case::new("bidi", "a comment that is none", trick)]).collect()
}

/// Of every kind that some page has taken for its own.
pub const TAGS: &[&str] = &[
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

pub fn tags() -> Vec<Case> {
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
    let all = TAGS.iter().map(|bad| Case::new("tags", format!("{bad} everywhere"), everywhere(bad)));
    all.chain(TAGS.iter().flat_map(|bad| each("tags", bad, bad, PLACES))).collect()
}

/// Names that every object of JavaScript has already.
pub const NAMES: &[&str] = &[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "__defineGetter__",
    "__lookupSetter__",
    "isPrototypeOf",
    "then",
    "toJSON",
    "length",
];

pub fn prototypes() -> Vec<Case> {
    const PLACES: &[&str] = &[
        "ARG {}=debian\nFROM ${{}}:12 AS {}\nENV {}={}\nLABEL {}={}\nFROM {}\nCOPY --from={} {} {}\nUSER {}\nCMD [\"{}\"]\n",
        "FROM {}\n",
        "FROM debian:{}\nCMD [\"/bin/true\"]\n",
        "FROM debian:12 AS {}\nRUN make\nFROM {}\nCMD [\"/bin/true\"]\n",
        "FROM debian:12\nRUN apt-get update && apt-get install -y {}\n",
        "FROM node:24\nRUN npm install {}\nCMD [\"node\", \"{}\"]\n",
        "FROM debian:12\nENV {}=1\nRUN echo ${} ${{}:-{}}\n",
        "FROM debian:12\nUSER {}\nWORKDIR {}\n{} x\n",
        "FROM --{}={} debian:12\nRUN --{}={} true\nCOPY --{} a b\n",
    ];
    let all = NAMES.iter().map(|name| Case::new("prototypes", format!("{name} everywhere"), everywhere(name)));
    all.chain(NAMES.iter().flat_map(|name| each("prototypes", name, name, PLACES))).collect()
}
