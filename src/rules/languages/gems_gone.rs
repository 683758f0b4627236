//! Libraries that Ruby no longer brings, or that Bundler no longer finds unasked. Follows the sentence on Ruby's line.

use super::runtimes;
use crate::catalogue::packages::{Ecosystem, Prebuilt};
use crate::evidence::companions::versions;
use crate::rules::builds::natives::{self, Part};
use crate::rules::claims::*;
use crate::stages::Launch;
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

pub fn of_line(case: &Case, runtime: &str, old: &str, new: &str) -> Option<String> {
    let names = names(case.lang(), runtime, old, new)?;
    Some(old_rails(case, old, new).unwrap_or_default() + &names + &tainted(case, old, new).unwrap_or_default())
}

/// Rails 5.2 and before are not made for Ruby 3 ([rails/rails, issue 40938](https://github.com/rails/rails/issues/40938)).
fn old_rails(case: &Case, old: &str, new: &str) -> Option<String> {
    let below = |line: &str| runtimes::order(line, "3") == Ordering::Less;
    let locked = versions::of(case.input, Ecosystem::Gem, "rails");
    let named = || {
        let calls = |launch: &&Launch| launch.words.iter().any(|word| word.text.rsplit('/').next() == Some("rails"));
        let config = &case.build.shipped_stage()?.config;
        config.entrypoint.iter().chain(&config.cmd).find(calls).map(|_| "Rails".to_string())
    };
    let told = match &locked {
        Some(version) if runtimes::order(version, "6") != Ordering::Less => return None,
        Some(version) => format!("`rails {version}`"),
        None => named()?,
    };
    let lang = case.lang();
    (below(old) && !below(new)).then(|| match locked {
        Some(_) => say!(lang,
            en: " {told} does not run on Ruby 3: 6.0 was the first, 6.1 the first that was made for it.",
            de: " {told} läuft nicht auf Ruby 3: 6.0 war die erste Version, 6.1 die erste, die dafür gemacht ist.",
            zh: "{told} 不能在 Ruby 3 上运行：6.0 起才可以，6.1 起才正式面向它。"),
        None => say!(lang,
            en: " The first {told} that was made for Ruby 3 is 6.1.",
            de: " Das erste {told}, das für Ruby 3 gemacht ist, ist 6.1.",
            zh: "面向 Ruby 3 的首个 {told} 版本是 6.1。"),
    })
}

/// Ruby 3.2 took `rb_tainted_str_new` and its like out of its C interface
/// ([its removals](https://www.ruby-lang.org/en/news/2022/12/25/ruby-3-2-0-released/);
/// [ruby-odbc, issue 7](https://github.com/larskanis/ruby-odbc/issues/7)).
fn tainted(case: &Case, old: &str, new: &str) -> Option<String> {
    let below = |line: &str| runtimes::order(line, "3.2") == Ordering::Less;
    let locked = |part: &Part| {
        part.version.is_some() && part.row.is_some_and(|row| row.is_dated() && row.glibc == Prebuilt::None)
    };
    let names: Vec<String> = natives::parts(case)
        .filter(|part| below(old) && !below(new) && locked(part))
        .map(|part| part.title())
        .collect();
    let (lang, names) = (case.lang(), codes(case.lang(), names.first().map(|_| &names[..])?));
    Some(say!(lang,
        en: " From 3.2 on Ruby's C interface has no `rb_tainted_str_new`: should {names} not compile for that, take a newer release.",
        de: " Ab 3.2 hat Rubys C-Schnittstelle kein `rb_tainted_str_new`: Sollte {names} deshalb nicht kompilieren, nimm eine neuere Version.",
        zh: "从 3.2 起，Ruby 的 C 接口不再有 `rb_tainted_str_new`：如果 {names} 因此无法编译，请改用更新的版本。"))
}

fn names(lang: Lang, runtime: &str, old: &str, new: &str) -> Option<String> {
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
    fn an_old_rails_is_named() {
        use crate::wishes::{Companion, Input};
        let file = "FROM ruby:2.6\nWORKDIR /a\nCOPY . .\nRUN bundle install\nCMD [\"rails\", \"server\"]\n";
        let told = |file: &str| weighed(RULE.id, file, "ruby:3.4-slim-trixie", Shape::Swap).remove(0).text;
        assert!(told(file).contains("The first Rails that was made for Ruby 3 is 6.1."), "{}", told(file));
        assert!(!told(&file.replace("2.6", "3.0")).contains("first Rails"));
        assert!(!told(&file.replace("rails", "rackup")).contains("first Rails"));
        let locked = |version: &str| {
            let text =
                format!("GEM\n  remote: https://rubygems.org/\n  specs:\n    rails ({version})\n\nPLATFORMS\n  ruby\n");
            let companions = vec![Companion { path: "Gemfile.lock".into(), text }];
            with(&Input { companions, ..Input::pasted(file) }, |case| super::of_line(case, "ruby", "2.6", "3.4"))
        };
        assert!(
            locked("5.2.3").is_some_and(|told| told.contains("`rails 5.2.3` does not run")),
            "{:?}",
            locked("5.2.3")
        );
        assert!(!locked("6.1.4").unwrap_or_default().contains("rails"));
        let tainted = |version: &str, new: &str| {
            let text = format!("GEM\n  specs:\n    nokogiri ({version})\n");
            let companions = vec![Companion { path: "Gemfile.lock".into(), text }];
            with(&Input { companions, ..Input::pasted(file) }, |case| super::tainted(case, "2.6", new).is_some())
        };
        assert!(tainted("1.10.10", "3.4") && !tainted("1.10.10", "3.1") && !tainted("1.18.0", "3.4"));
    }

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
        let newest = super::names(crate::words::Lang::En, "ruby", "3.4", "4.0").expect("ten left");
        assert!(newest.contains("`logger`") && !newest.contains("`csv`"), "{newest}");
    }
}
