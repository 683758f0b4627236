//! `basewise catalogue`: the repositories that are known, and what is known of one image.

use super::options::Options;
use crate::advice::figures;
use crate::catalogue::{self, Basis, Image, Tri};
use crate::report::Format;
use std::collections::BTreeMap;

/// Repositories with the number of their rows.
pub(super) fn list() -> String {
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for image in catalogue::all() {
        *rows.entry(image.repository).or_default() += 1;
    }
    let lines: String = rows.iter().map(|(repository, count)| format!("{count:>5}  {repository}\n")).collect();
    format!("{lines}{:>5}  rows, as of {}\n", rows.values().sum::<usize>(), catalogue::as_of())
}

/// One image, as text or JSON; `None` when nothing is known of it.
pub(super) fn page(name: &str, options: &Options) -> Option<String> {
    let image = catalogue::named(name)?;
    Some(match options.format {
        Some(Format::Json | Format::Jsonl) => serde_json::to_string_pretty(&image).unwrap_or_default() + "\n",
        _ => text(&image, &options.wishes.today),
    })
}

fn text(image: &Image, today: &str) -> String {
    let mut lines = vec![image.reference.clone()];
    let mut say = |what: &str, value: Option<String>| {
        lines.push(format!("  {what:<16} {}", value.unwrap_or_else(|| "unknown".into())));
    };
    say("repository", Some(image.repository.clone()));
    say("family", word(&image.family));
    let open = if image.lifecycle.os.open { "(rolls)" } else { "(release unknown)" };
    say("system", image.os.as_ref().map(|os| format!("{} {}", os.name, os.version.unwrap_or(open))));
    say("libc", word(&image.libc).map(|libc| format!("{libc} {}", image.libc_version.unwrap_or_default())));
    say(
        "runtime",
        image.runtime.as_ref().map(|of| format!("{} {}", of.name, of.version.as_deref().unwrap_or_default())),
    );
    say("made for", word(&image.purpose));
    say("shell", tri(image.shell));
    say("package manager", word(&image.package_manager));
    say("certificates", tri(image.ca_certificates));
    say("time zones", tri(image.tzdata));
    say(
        "user",
        image.user.as_ref().map(|user| {
            format!("{} {}", user.name.unwrap_or_default(), user.uid.map(|uid| uid.to_string()).unwrap_or_default())
        }),
    );
    say("entrypoint", image.entrypoint.as_ref().map(|words| words.join(" ")));
    say("command", image.cmd.as_ref().map(|words| words.join(" ")));
    say("platforms", Some(image.architectures.join(" ")));
    say("made by", word(&image.official));
    say("access", word(&image.access));
    let trust = image.trust.and_then(catalogue::trust);
    say("signed", trust.as_ref().map(|trust| schemes(trust).join(", ")));
    say("SBOM", trust.as_ref().and_then(|trust| trust.sbom).map(String::from));
    say("compressed", image.size.compressed.map(|bytes| size(bytes, image)));
    say("packages", image.packages.map(|(count, basis)| format!("{count} ({})", word(&basis).unwrap_or_default())));
    say("support", word(&catalogue::lifecycle(image, today)));
    for cycle in [&image.lifecycle.os, &image.lifecycle.runtime, &image.lifecycle.image] {
        if let Some(of) = &cycle.of {
            say(
                "",
                Some(format!("{of}: {}", cycle.ends.unwrap_or(if cycle.open { "no end named" } else { "unknown" }))),
            );
        }
    }
    if let Some(gone) = &image.lifecycle.retired {
        say(
            "retired",
            Some(format!("{} {} {}", gone.since.unwrap_or_default(), gone.why, gone.replacement.join(", "))),
        );
    }
    say("source", Some(format!("{} ({}): {}", image.source.title, image.source.as_of, image.source.url)));
    lines.join("\n") + "\n"
}

/// How a vendor signs, each way once.
fn schemes(trust: &catalogue::Trust) -> Vec<&'static str> {
    let mut schemes: Vec<&str> = trust.signatures.iter().map(|signature| signature.scheme).collect();
    schemes.dedup();
    schemes
}

fn size(bytes: u64, image: &Image) -> String {
    let of = image
        .size
        .of
        .as_ref()
        .filter(|_| image.size.basis != Basis::Measured)
        .map(|of| format!(" on {of}"))
        .unwrap_or_default();
    let basis = word(&image.size.basis).unwrap_or_default();
    format!("{} ({basis}{of}, {})", figures::bytes(bytes), image.size.as_of.unwrap_or("no date"))
}

fn tri(value: Tri) -> Option<String> {
    (value != Tri::Unknown).then(|| word(&value).unwrap_or_default())
}

/// A name as JSON has it.
fn word(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().filter(|word| *word != "unknown").map(String::from)
}

/// What to look for instead.
pub(super) fn unknown(name: &str) -> String {
    let hits = catalogue::search(name);
    let near: Vec<&str> = hits.iter().take(8).map(|hit| hit.name.as_str()).collect();
    let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
    format!("basewise: nothing is known of {name}{hint}\n")
}
