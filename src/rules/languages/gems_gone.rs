//! Libraries that Ruby no longer brings, or that Bundler no longer finds unasked. Follows the sentence on Ruby's line.

use super::runtimes;
use crate::rules::claims::*;
use std::cmp::Ordering;

/// Since when the Gemfile must name them
/// ([Ruby 3.0](https://www.ruby-lang.org/en/news/2020/12/25/ruby-3-0-0-released/): no longer bundled;
/// [Ruby 3.1](https://www.ruby-lang.org/en/news/2021/12/25/ruby-3-1-0-released/) and
/// [Ruby 3.4](https://www.ruby-lang.org/en/news/2024/12/25/ruby-3-4-0-released/): default gems that became bundled ones).
const GONE: [(&str, &str); 3] = [
    ("3.0", "`webrick`"),
    ("3.1", "`matrix`, `net-imap`, `net-pop`, `net-smtp`, `prime`"),
    ("3.4", "`base64`, `bigdecimal`, `csv`, `drb`, `mutex_m`, `observer`"),
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
        assert!(told(file).contains("`webrick`") && told(file).contains("`csv`"), "{}", told(file));
        let later = told(&file.replace("2.6", "3.1"));
        assert!(!later.contains("webrick") && later.contains("`csv`"), "{later}");
    }
}
