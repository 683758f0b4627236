//! `/usr/local/lib/python3.9/site-packages`: where packages of one version lie, and where those of another do.

use crate::catalogue::Image;
use crate::evidence::Facts;
use crate::rules::languages::runtimes;
use crate::source::Span;
use crate::stages::{Base, Build, Does, Origin, Stage};

/// Each place of the shipped stage that names the version of a stage that builds for it: that stage, and the place as it
/// is named on the version of `image`. COPY and ENV name such places.
pub fn places(build: &Build, facts: &Facts, image: &Image) -> Vec<(usize, Span, String)> {
    let (Some(new), Some(shipped)) = (line(image), build.shipped_stage()) else { return Vec::new() };
    let builders: Vec<(usize, String)> = build.stages.iter().filter_map(|stage| builder(facts, stage)).collect();
    let mut found = Vec::new();
    for step in &shipped.steps {
        let from = match step.does {
            Does::Set => None,
            Does::Bring { from: Origin::Stage(from), .. } => build.bottom(from).map(|bottom| bottom.index),
            _ => continue,
        };
        let mut own = builders.iter().filter(|(stage, old)| *old != new && from.is_none_or(|from| from == *stage));
        if let Some((stage, old)) = own.next() {
            let (old, renamed) = (format!("/python{old}"), format!("/python{new}"));
            let text = build.tree.source.slice(step.span);
            let ends = |at: usize| !text[at + old.len()..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
            found.extend(text.match_indices(&old).filter(|(at, _)| ends(*at)).map(|(at, _)| {
                let start = step.span.start as usize + at;
                (*stage, Span::new(start, start + old.len()), renamed.clone())
            }));
        }
    }
    found
}

fn builder(facts: &Facts, stage: &Stage) -> Option<(usize, String)> {
    let own = matches!(stage.base, Base::Image(_));
    Some((stage.index, line(facts.standings.get(stage.index)?.image().filter(|_| own)?)?))
}

fn line(image: &Image) -> Option<String> {
    let runtime = image.runtime.as_ref().filter(|runtime| runtime.name == "python")?;
    runtimes::line(runtime.name, runtime.version.as_deref()?)
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn what_one_version_installs_is_found_by_the_other() {
        let file = "FROM python:3.7-slim AS b\nCOPY . /app\nRUN pip install flask\nFROM gcr.io/distroless/python3\nCOPY --from=b /app /app\nCOPY --from=b /usr/local/lib/python3.7/site-packages /usr/local/lib/python3.7/site-packages\nENV PYTHONPATH=/usr/local/lib/python3.7/site-packages\nCMD [\"/app/a.py\"]\n";
        let advised = |file: &str| {
            let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
            let advice = crate::advise(&Input::pasted(file), &wishes);
            (advice.rewrite.expect("it moves").dockerfile, advice.because)
        };
        let (text, said) = advised(file);
        assert!(text.starts_with("FROM python:3.13-slim AS b\n") && !text.contains("3.7"), "{text}");
        assert_eq!(text.matches("/python3.13/site-packages").count(), 3, "{text}");
        assert!(!said.contains("Only FROM"), "{said}");
        let whole = file.replace("/site-packages", "");
        assert!(advised(&whole).0.contains("/usr/local/lib/python3.13 /usr/local/lib/python3.13\n"));
        let (foreign, _) = advised(&file.replace("lib/python3.7", "lib/python3.70"));
        assert!(foreign.contains("/python3.70/"), "{foreign}");
    }
}
