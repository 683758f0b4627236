//! Wording that rules share: places, lists, and the two kinds of claim.

pub(super) use super::PLAIN;
pub use super::{Case, Change, Choice, Finding, Objection, Rule, Shape, Weight};
pub use crate::dockerfile::Severity;
pub use crate::evidence::{Certainty, Doing, Fact, What};
use crate::order;
pub use crate::source::Span;
pub use crate::words::Lang;

/// What is wrong, why it matters, what to do: in that order.
pub fn finding(rule: &'static str, severity: Severity, told: [String; 3], spans: Vec<Span>) -> Finding {
    let [what, why, todo] = told;
    Finding { rule, severity, what, why, todo, spans, sources: Vec::new() }
}

/// A claim about one base. The change, where there is one, follows with [`Objection::by`].
pub fn objection(rule: &'static str, weight: Weight, text: String, spans: Vec<Span>) -> Objection {
    Objection { rule, weight, text, spans, change: None }
}

impl Objection {
    /// Names the change that answers it.
    pub fn by(mut self, change: Change) -> Objection {
        self.change = Some(change);
        self
    }
}

impl Objection {
    /// Of a stage that builds, on whatever base the other ships: it speaks for none and against none. What is said of a base
    /// itself names no line.
    pub fn is_of_builder(&self) -> bool {
        self.rule == super::base_os_ended::RULE.id && !self.spans.is_empty()
    }
}

impl Case<'_> {
    pub fn lang(&self) -> Lang {
        self.wishes.lang
    }

    /// "line 6": where the first of them begins. For sentences that go on with a verb.
    pub fn line(&self, spans: &[Span]) -> String {
        self.lines(&spans[..spans.len().min(1)])
    }

    /// "line 6", "lines 3 and 8"; each where it begins.
    pub fn lines(&self, spans: &[Span]) -> String {
        let mut numbers: Vec<u32> = spans.iter().map(|&span| self.build.lines(span).0).collect();
        order::sort(&mut numbers);
        numbers.dedup();
        name_lines(self.lang(), &numbers)
    }
}

/// More than six are counted.
fn name_lines(lang: Lang, numbers: &[u32]) -> String {
    if let [first, second, third, rest @ ..] = numbers
        && rest.len() > 3
    {
        let more = rest.len();
        return say!(lang,
            en: "lines {first}, {second}, {third} and {more} more",
            de: "Zeilen {first}, {second}, {third} und {more} weitere",
            zh: "第 {first}、{second}、{third} 行等另外 {more} 处");
    }
    let all = match numbers {
        [only] => only.to_string(),
        _ => join(lang, &numbers.iter().map(u32::to_string).collect::<Vec<_>>()),
    };
    match numbers.len() {
        0 | 1 => say!(lang, en: "line {all}", de: "Zeile {all}", zh: "第 {all} 行"),
        _ => say!(lang, en: "lines {all}", de: "Zeilen {all}", zh: "第 {all} 行"),
    }
}

/// "`a`, `b` and `c`"; more than five are counted.
pub fn codes<S: AsRef<str>>(lang: Lang, names: &[S]) -> String {
    listed(lang, names.iter().map(AsRef::as_ref).collect(), 5)
}

/// All of them, each once: what the reader is to check.
pub fn each_code<S: AsRef<str>>(lang: Lang, names: &[S]) -> String {
    listed(lang, names.iter().map(AsRef::as_ref).collect(), usize::MAX)
}

fn listed(lang: Lang, mut unique: Vec<&str>, most: usize) -> String {
    order::keep_first(&mut unique, |name| *name);
    let more = unique.len().saturating_sub(most);
    let told = if more < 2 { unique.len() } else { most };
    let shown: Vec<String> = unique[..told].iter().map(|name| format!("`{name}`")).collect();
    if more < 2 {
        return join(lang, &shown);
    }
    let shown = shown.join(if lang == Lang::Zh { "、" } else { ", " });
    say!(lang, en: "{shown} and {more} more", de: "{shown} und {more} weitere", zh: "{shown} 等另外 {more} 个")
}

pub fn join(lang: Lang, parts: &[String]) -> String {
    let Some((last, before)) = parts.split_last() else { return String::new() };
    if before.is_empty() {
        return last.clone();
    }
    let before = before.join(if lang == Lang::Zh { "、" } else { ", " });
    say!(lang, en: "{before} and {last}", de: "{before} und {last}", zh: "{before} 和 {last}")
}

/// Capitalises the first letter: sentences may begin with "line 6".
pub fn sentence(mut text: String) -> String {
    text.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    text
}
