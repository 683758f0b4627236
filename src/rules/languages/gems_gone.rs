//! Libraries that Ruby no longer brings, or that Bundler no longer finds unasked. Follows the sentence on Ruby's line.

use super::runtimes;
use crate::rules::claims::*;
use std::cmp::Ordering;

/// Since when the Gemfile must name them: default gems that became bundled ones, and what left, as `webrick` with 3.0 and
/// `cgi` with 4.0 ([the news of 3.0](https://www.ruby-lang.org/en/news/2020/12/25/ruby-3-0-0-released/), and
/// [those](https://github.com/ruby/ruby/tree/master/doc/NEWS) of 3.1, 3.3, 3.4 and 4.0, read 2026-11-30), without those of
/// Windows.
const GONE: [(&str, &str); 5] = [
    ("3.0", "`rexml`, `rss`, `webrick`"),
    ("3.1", "`matrix`, `net-ftp`, `net-imap`, `net-pop`, `net-smtp`, `prime`"),
    ("3.3", "`racc`"),
    (
        "3.4",
        "`abbrev`, `base64`, `bigdecimal`, `csv`, `drb`, `getoptlong`, `mutex_m`, `nkf`, `observer`, `resolv-replace`, `rinda`, `syslog`",
    ),
    ("4.0", "`benchmark`, `cgi`, `fiddle`, `irb`, `logger`, `ostruct`, `pstore`, `rdoc`, `readline`, `reline`"),
];

pub fn of_line(lang: Lang, runtime: &str, old: &str, new: &str) -> Option<String> {
    let crossed =
        |since: &str| runtimes::order(old, since) == Ordering::Less && runtimes::order(new, since) != Ordering::Less;
    let names: Vec<&str> = GONE.iter().filter(|(since, _)| crossed(since)).map(|(_, names)| *names).collect();
    let names = names.join(", ");
    (runtime == "ruby" && !names.is_empty()).then(|| {
        say!(lang,
        en: " What needs one of these, as `jekyll serve` and older Rails do, must name it in the Gemfile now: {names}.",
        de: " Was eines von diesen braucht, wie `jekyll serve` und älteres Rails, muss es nun im Gemfile nennen: {names}.",
        zh: "需要以下任一库的程序（如 `jekyll serve`、较旧的 Rails）现在必须在 Gemfile 中写明：{names}。")
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Shape, runtime_version_mismatch::RULE};

    #[test]
    fn what_left_ruby_is_named_with_its_line() {
        let file = "FROM ruby:2.6\nWORKDIR /site\nCOPY . .\nRUN bundle install\nCMD [\"bundle\", \"exec\", \"jekyll\", \"serve\"]\n";
        let told = |file: &str| weighed(RULE.id, file, "ruby:3.4-slim-trixie", Shape::Swap).remove(0).text;
        for gone in ["`rexml`", "`webrick`", "`net-ftp`", "`racc`", "`csv`", "`syslog`"] {
            assert!(told(file).contains(gone), "{gone}: {}", told(file));
        }
        assert!(!told(file).contains("`logger`"), "{}", told(file));
        let later = told(&file.replace("2.6", "3.1"));
        assert!(!later.contains("webrick") && later.contains("`csv`"), "{later}");
        let newest = super::of_line(crate::words::Lang::En, "ruby", "3.4", "4.0").expect("ten left");
        assert!(newest.contains("`logger`") && !newest.contains("`csv`"), "{newest}");
    }
}
