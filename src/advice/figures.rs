//! Figures as people read them.

use crate::catalogue::{Basis, Image};
use crate::order;
use crate::source::Span;
use crate::stages::Build;
use crate::words::Lang;

/// `41.2 MB`: decimal, as registries count.
pub fn bytes(count: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match UNITS.iter().find(|(unit, _)| count >= *unit) {
        Some((unit, name)) => {
            let tenths = (count * 10 + unit / 2) / unit;
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{count} B"),
    }
}

/// The same as the reader's language writes numbers: `41,2 MB`.
pub fn bytes_in(lang: Lang, count: u64) -> String {
    let text = bytes(count);
    if lang == Lang::De { text.replace('.', ",") } else { text }
}

/// `41.2 MB` compressed, `about 41.2 MB` where it was measured on a relative or estimated; `None` where nobody knows.
pub fn size(lang: Lang, image: &Image) -> Option<String> {
    let bytes = bytes_in(lang, image.size.compressed?);
    Some(match image.size.basis {
        Basis::Measured => bytes,
        _ => say!(lang, en: "about {bytes}", de: "etwa {bytes}", zh: "约 {bytes}"),
    })
}

/// The 1-based lines that spans begin on, ascending, each once.
pub fn lines(build: &Build, spans: &[Span]) -> Vec<u32> {
    let mut lines: Vec<u32> = spans.iter().map(|span| build.lines(*span).0).collect();
    order::sort(&mut lines);
    lines.dedup();
    lines
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_decimal_with_one_place() {
        for (count, text) in
            [(0, "0 B"), (999, "999 B"), (789_000, "789.0 kB"), (41_249_999, "41.2 MB"), (1_050_000_000, "1.1 GB")]
        {
            assert_eq!(bytes(count), text);
        }
    }
}
