//! No script of the site makes markup of text, and no link tells where the reader came from.

use super::{Files, lines};

/// Doors from text to markup or script.
const DOORS: &[&str] = &[
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "createContextualFragment",
    "document.write",
    "eval(",
    "new Function",
];

/// The one door that ships: Yew's glue for `Html::from_html_unchecked`, which is bound whether it is called or not. No
/// source of ours calls it (`nothing_makes_markup_of_text`), and Trusted Types refuse a string there.
const YEWS: &[&str] = &["__wbg_set_innerHTML_", "arg0.innerHTML = getStringFromWasm0(arg1, arg2);"];

pub fn is_made_of_nothing(files: &Files) -> Vec<String> {
    let open = |line: &str| DOORS.iter().any(|door| line.contains(door));
    let yews =
        |name: &str, line: &str| name.starts_with("basewise") && YEWS.iter().any(|part| line.trim().starts_with(part));
    let found = lines(files, &[".js", ".html"]).filter(|(_, _, line)| open(line));
    let strange = found.filter(|(name, _, line)| !yews(name, line));
    // A line of the wasm in the one file is very long.
    strange.map(|(name, at, line)| format!("{name}:{at}: {}", line.chars().take(200).collect::<String>())).collect()
}

/// Every page keeps its address to itself, and every link outward says so again.
pub fn leaves_no_trace(files: &Files) -> Vec<String> {
    let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
    let silent = pages.filter(|(_, html)| {
        !String::from_utf8_lossy(html).contains("<meta name=\"referrer\" content=\"no-referrer\">")
    });
    let silent = silent.map(|(name, _)| format!("{name}: no <meta name=\"referrer\">"));
    let own = own(files);
    let telling = lines(files, &[".html"]).flat_map(|(name, at, line)| {
        let telling: Vec<String> = telling(&line, own.as_deref()).map(str::to_owned).collect();
        telling.into_iter().map(move |tag| format!("{name}:{at}: a link without rel=\"noopener noreferrer\": {tag}"))
    });
    silent.chain(telling).collect()
}

/// Where the site was said to be, as its first page names it.
fn own(files: &Files) -> Option<String> {
    let html = String::from_utf8_lossy(files.get("index.html")?).into_owned();
    let rest = html.split_once("<link rel=\"canonical\" href=\"http")?.1;
    Some(format!("href=\"http{}", rest.split('"').next()?))
}

/// The tags of links that lead out and do not say that they take nothing along.
fn telling<'a>(line: &'a str, own: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    let tags = line.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
    let outward = tags.filter(|tag| tag.contains("href=\"http") || tag.contains("href=\"//"));
    outward.filter(move |tag| !tag.contains("rel=\"noopener noreferrer\"") && own.is_none_or(|own| !tag.contains(own)))
}

#[cfg(test)]
mod tests {
    use super::super::files;
    use super::*;

    #[test]
    fn a_door_is_found_and_yews_is_known() {
        let glue = b"__wbg_set_innerHTML_1: function(arg0) {\n  arg0.innerHTML = getStringFromWasm0(arg1, arg2);\n";
        assert!(is_made_of_nothing(&files(&[("basewise-1.js", glue)])).is_empty());
        assert_eq!(is_made_of_nothing(&files(&[("boot.js", glue), ("basewise-1.js", b"a.innerHTML = b")])).len(), 3);
        assert_eq!(is_made_of_nothing(&files(&[("a.html", b"<script>eval('1')</script>")])).len(), 1);
    }

    #[test]
    fn a_link_that_tells_is_found() {
        let head = "<meta name=\"referrer\" content=\"no-referrer\">";
        let good = format!("{head}<a href=\"https://a\" rel=\"noopener noreferrer\">a</a><a href=\"./\">b</a>");
        assert!(leaves_no_trace(&files(&[("a.html", good.as_bytes())])).is_empty());
        let bad = format!("{head}\n<a href=\"./\">b</a><a href=\"https://a\">a</a>");
        let found = leaves_no_trace(&files(&[("a.html", bad.as_bytes()), ("b.html", b"")]));
        assert!(found.len() == 2 && found[1].starts_with("a.html:2"), "{found:?}");
        let index = format!("{head}<link rel=\"canonical\" href=\"https://a/b/\">");
        let lost = format!("{head}<a href=\"https://a/b/\">home</a><a href=\"https://a/c/\">not ours</a>");
        let found = leaves_no_trace(&files(&[("404.html", lost.as_bytes()), ("index.html", index.as_bytes())]));
        assert!(found.len() == 1 && found[0].contains("https://a/c/"), "{found:?}");
    }
}
