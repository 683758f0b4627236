//! # No directory to write temporary files in
//!
//! ## What it is
//! `scratch` contains nothing at all, not even `/tmp`, and the program writes temporary files.
//!
//! ## Why it matters
//! It fails when it first tries, often in the middle of an upload: `open /tmp/…: no such file or directory`.
//!
//! ## What to do
//! Bring the directory along from the build stage, `COPY --from=build --chmod=1777 /tmp /tmp`, mount one when it runs, or take distroless `static`, which has it.
//!
//! ## When not to
//! If the program never writes a file, it needs none.
//!
//! ## Example
//! ```dockerfile
//! FROM golang:1.26 AS build
//! COPY . .
//! RUN CGO_ENABLED=0 go build -o /app .
//! FROM scratch
//! COPY --from=build /app /app
//! ENV TMPDIR=/tmp
//! CMD ["/app"]
//! ```
//! ```dockerfile
//! FROM golang:1.26 AS build
//! COPY . .
//! RUN CGO_ENABLED=0 go build -o /app .
//! FROM gcr.io/distroless/static-debian13
//! COPY --from=build /app /app
//! ENV TMPDIR=/tmp
//! CMD ["/app"]
//! ```
//!
//! ## Sources
//! - [Docker: scratch](https://hub.docker.com/_/scratch)
//! - [Go: os.TempDir](https://pkg.go.dev/os#TempDir)

use super::claims::*;
use crate::catalogue::Family;
use crate::evidence::Standing;

pub const RULE: Rule = Rule { id: "missing-tmp", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    if !matches!(standing, Some(Standing::Scratch)) || is_brought(case) {
        return Vec::new();
    }
    let lang = case.lang();
    let claim = |need: Need| {
        let why = say!(lang,
            en: "It fails when it first tries to write there.",
            de: "Beim ersten Schreibversuch dort scheitert es.",
            zh: "首次在那里写文件时就会失败。");
        let todo = say!(lang,
            en: "Copy an empty `/tmp` with mode 1777 from a stage, or take distroless `static`, which has it.",
            de: "Kopiere ein leeres `/tmp` mit Modus 1777 aus einer Stufe, oder nimm distroless `static`, das es hat.",
            zh: "从某个阶段复制权限为 1777 的空 `/tmp`，或改用自带 `/tmp` 的 distroless `static`。");
        finding(RULE.id, Severity::Warning, [text(case, &need), why, todo], need.spans)
    };
    needs(case).into_iter().filter(|need| need.certainty > Certainty::Assumed).take(1).map(claim).collect()
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if choice.image.family != Family::Scratch || is_brought(case) || case.stays(choice) {
        return Vec::new();
    }
    let judge = |need: Need| match need.certainty {
        Certainty::Assumed => objection(RULE.id, Weight::Risk, text(case, &need), need.spans),
        _ => objection(RULE.id, Weight::Change, text(case, &need), need.spans).by(Change::Yours),
    };
    needs(case).into_iter().take(1).map(judge).collect()
}

struct Need {
    certainty: Certainty,
    spans: Vec<Span>,
}

/// Writes to `/tmp` that the evidence found, and `TMPDIR` set to it.
fn needs(case: &Case) -> Vec<Need> {
    let in_tmp = |fact: &&Fact| matches!(&fact.what, What::WritesTo { path } if path.starts_with("/tmp"));
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let set = config
        .into_iter()
        .flat_map(|config| &config.env)
        .filter(|(name, value)| matches!(name.as_str(), "TMPDIR" | "TEMP" | "TMP") && value.text.starts_with("/tmp"));
    let writes = case.facts.find("writes-to").filter(in_tmp);
    let told = writes.map(|fact| Need { certainty: fact.certainty, spans: fact.spans.clone() });
    told.chain(set.map(|(_, value)| Need { certainty: Certainty::Certain, spans: vec![value.span] })).collect()
}

fn is_brought(case: &Case) -> bool {
    case.brings("/tmp")
        || case
            .build
            .shipped_stage()
            .is_some_and(|stage| stage.config.volumes.iter().any(|volume| volume.text.contains("/tmp")))
}

fn text(case: &Case, need: &Need) -> String {
    let lang = case.lang();
    let place = if need.spans.is_empty() { String::new() } else { format!(" ({})", case.lines(&need.spans)) };
    say!(lang,
        en: "The program writes to `/tmp`{place}, and `scratch` has no such directory.",
        de: "Das Programm schreibt nach `/tmp`{place}, und `scratch` hat kein solches Verzeichnis.",
        zh: "程序会写入 `/tmp`{place}，而 `scratch` 没有这个目录。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const GO: &str = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nENV TMPDIR=/tmp\nCMD [\"/app\"]\n";

    #[test]
    fn scratch_has_no_tmp() {
        fires(RULE.id, GO);
    }

    #[test]
    fn distroless_has_and_a_copy_brings_it() {
        silent(RULE.id, &GO.replace("scratch", "gcr.io/distroless/static-debian13"));
        silent(RULE.id, &GO.replace("COPY --from=b /app", "COPY --from=b --chmod=1777 /tmp /tmp\nCOPY --from=b /app"));
    }
}
