//! An image whose tag names no line of its language. Told under `runtime-version-mismatch`.

use super::runtimes::Needed;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::packages::pinned;
use crate::rules::runtime_version_mismatch::{is_own, is_retired};

/// The present tag names no line, and stood still with its system: what is newer than that is another line.
pub fn compare(case: &Case, needed: &Needed, image: &Image) -> Option<(Weight, String)> {
    let given_up = is_left_for(case, image);
    let now = case.present().filter(|now| needed.offered(now).is_some() && (given_up || is_own(case, image)))?;
    let ended = now.lifecycle.os.ends.filter(|_| case.is_over());
    let gone = now.lifecycle.retired.as_ref().and_then(|gone| gone.since.filter(|_| given_up));
    let since = gone.or(ended)?;
    let (lang, name, met) = (case.lang(), needed.title(), needed.line_of(image)?);
    let (reference, old) = (&image.reference, &now.reference);
    if gone.is_some() {
        let text = say!(lang,
            en: "`{old}` names no line of {name}, and was given up on {since}: `{reference}` brings {met}, a newer one.",
            de: "`{old}` nennt keine Linie von {name} und wurde am {since} aufgegeben: `{reference}` bringt {met} mit, eine neuere.",
            zh: "`{old}` 没有写明 {name} 的版本线，并已于 {since} 停止维护：`{reference}` 自带更新的 {met}。");
        return Some((Weight::Change, text));
    }
    let mut text = say!(lang,
        en: "`{old}` names no line of {name}, and its system ended on {since}: `{reference}` brings {met}, a newer one.",
        de: "`{old}` nennt keine Linie von {name}, und sein System endete am {since}: `{reference}` bringt {met} mit, eine neuere.",
        zh: "`{old}` 没有写明 {name} 的版本线，其系统已于 {since} 终止：`{reference}` 自带更新的 {met}。");
    text.extend(pinned::of_line(case, needed.name, &met));
    Some((Weight::Change, text))
}

/// The present image was given up, and another repository takes its place.
pub fn is_left_for(case: &Case, image: &Image) -> bool {
    is_retired(case) && !is_own(case, image)
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::runtime_version_mismatch::RULE;
    use crate::rules::{Shape, Weight};

    #[test]
    fn what_names_no_line_and_was_given_up_is_told() {
        let file = "FROM dockerfile/nodejs\nADD . /app\nWORKDIR /app\nRUN npm install\nCMD [\"node\", \"app.js\"]\n";
        assert_eq!(weight(RULE.id, file, "node:24-trixie-slim", Shape::Swap), Some(Weight::Change));
        assert_eq!(
            weight(RULE.id, file, "gcr.io/distroless/nodejs24-debian13:nonroot", Shape::Split),
            Some(Weight::Blocker)
        );
    }
}
