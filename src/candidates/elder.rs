//! The release before. Where no living base of its system fits because a package is gone from the newest release, or
//! because what builds has no tag there, the same image on the one that still has it, and still gets extended fixes, is
//! better than a release that gets none: the last resort.

use super::{Candidate, Verdict, consider, field::Entrant, life};
use crate::catalogue::{self, Image, Purpose};
use crate::rules::{self, Case, Finding, Objection, Shape, Weight};

/// The newest release of a distribution and the one before, as tags write them.
const BEFORE: &[(&str, &str)] = &[("trixie", "bookworm"), ("26.04", "24.04"), ("resolute", "noble")];

/// The rules whose word it takes: what is installed is not there any more.
const GONE: &str = "package-unavailable";
/// The rule that says how long such a release is cared for.
const RULE: &str = "base-os-ended";

/// Bases on the release before, each with why it is there.
pub fn propose(case: &Case, found: &[Candidate], findings: &[Finding]) -> Vec<Candidate> {
    let system = |image: &Image| image.os.as_ref().map(|os| os.name);
    let own = |one: &Candidate| case.present().is_some_and(|now| system(now) == system(one.image()));
    if found.iter().any(|one| !one.present && own(one) && one.holds()) {
        return Vec::new();
    }
    let standing = is_standing(case, found);
    let older = found.iter().filter_map(|one| {
        let gone = one.of(Weight::Blocker).find(|blocker| blocker.rule == GONE);
        let gone = gone.filter(|_| one.choice.shape == Shape::Swap && !standing);
        let why = gone.or_else(|| held(case, one))?;
        Some((before(case, found, one.image())?, why))
    });
    older.flat_map(|(image, gone)| judge(case, image, gone, findings)).collect()
}

/// A plain system on which what ships would leave what builds it, where more than a system ships today.
fn held<'a>(case: &Case, one: &'a Candidate) -> Option<&'a Objection> {
    let more = case.present().is_some_and(|now| now.purpose != Purpose::Os) && one.image().purpose == Purpose::Os;
    let stays = more && one.verdict == Verdict::CannotTell && rules::stays_with_builder(case, &one.choice);
    one.of(Weight::Doubt).next().filter(|_| stays)
}

/// Whether a base is here as the last resort.
pub fn is_one(candidate: &Candidate) -> bool {
    candidate.of(Weight::Reason).any(|reason| reason.rule == RULE)
}

/// The present base is such a release itself.
fn is_standing(case: &Case, found: &[Candidate]) -> bool {
    let fits = |one: &&Candidate| one.present && one.holds();
    found.iter().find(fits).is_some_and(|one| life::has_fixes(one.image(), &case.wishes.today))
}

fn before(case: &Case, found: &[Candidate], image: &Image) -> Option<Image> {
    let (new, old) = BEFORE.iter().find(|(new, _)| image.reference.contains(new))?;
    let older = catalogue::listed(&image.reference.replace(new, old))?;
    let known = found.iter().any(|one| one.image().reference == older.reference);
    (!known && life::has_fixes(&older, &case.wishes.today)).then_some(older)
}

fn judge(case: &Case, image: Image, gone: &Objection, findings: &[Finding]) -> Vec<Candidate> {
    let reason = Objection { weight: Weight::Reason, rule: RULE, text: text(case, &image, gone), ..gone.clone() };
    let mut judged = consider(case, Entrant::of(image), findings);
    judged.retain(Candidate::holds);
    for one in &mut judged {
        one.objections.push(reason.clone());
    }
    judged
}

fn text(case: &Case, image: &Image, gone: &Objection) -> String {
    let (lang, why, cycle) = (case.wishes.lang, &gone.text, &image.lifecycle.os);
    let of = cycle.of.clone().unwrap_or_default();
    let ordinary = cycle.ends.filter(|ends| *ends >= case.wishes.today.as_str());
    let until = ordinary.or(cycle.extended).or(cycle.ends).unwrap_or_default();
    say!(lang,
        en: "{why} The last resort is {of}, which still gets fixes until {until}: plan how to do without by then.",
        de: "{why} Als letzter Ausweg bleibt {of}, das noch bis {until} Korrekturen bekommt: Plane, bis dahin ohne auszukommen.",
        zh: "{why}最后的办法是 {of}，它到 {until} 为止仍会收到修复：请在此之前找到替代方案。")
}

#[cfg(test)]
mod tests {
    use crate::advice::{Advice, Outcome};
    use crate::wishes::{Input, Wishes};

    fn advised(file: &str) -> Advice {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        crate::advise(&Input::pasted(file), &wishes)
    }

    fn named(file: &str) -> Option<String> {
        let first = advised(file).recommendations.into_iter().next()?;
        Some(first.candidate.choice.image.reference)
    }

    const OLD: &str = "FROM debian:11-slim\nRUN apt-get update && apt-get install -y wkhtmltopdf && rm -rf /var/lib/apt/lists/*\nCOPY app.py /\nCMD [\"/app.py\"]\n";

    #[test]
    fn the_release_before_is_the_last_resort_and_says_so() {
        let advice = advised(OLD);
        assert_eq!(advice.outcome, Outcome::Upgrade, "{}", advice.headline);
        assert!(advice.headline.contains("`debian:bookworm-slim`"), "{}", advice.headline);
        assert!(!advice.headline.contains("2026-"), "{}", advice.headline);
        let why = &advice.because;
        assert!(why.contains("`wkhtmltopdf`") && why.contains("last resort") && why.contains("2028-06-30"), "{why}");
        let text = advice.rewrite.expect("written").dockerfile;
        assert!(
            text.starts_with("FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y wkhtmltopdf &&"),
            "{text}"
        );
    }

    #[test]
    fn ubuntu_s_release_before_keeps_the_family() {
        let advice = advised(&OLD.replace("debian:11-slim", "ubuntu:18.04"));
        assert!(advice.headline.contains("`ubuntu:24.04`"), "{}", advice.headline);
        assert!(advice.because.contains("fixes until 2029-"), "{}", advice.because);
    }

    #[test]
    fn a_living_release_that_fits_goes_before() {
        assert_eq!(named(&OLD.replace("wkhtmltopdf", "curl")).as_deref(), Some("debian:trixie-slim"));
        let named = named(&OLD.replace("debian:11-slim", "node:16").replace("app.py", "app.js"));
        assert_eq!(named.as_deref(), Some("node:24-bookworm-slim"));
    }

    #[test]
    fn what_is_built_on_a_release_ships_on_it() {
        let one = "FROM elixir:1.17\nWORKDIR /app\nCOPY . .\nRUN mix local.hex --force && mix deps.get && MIX_ENV=prod mix release\nCMD [\"_build/prod/rel/app/bin/app\",\"start\"]\n";
        let two = one.replace("1.17\n", "1.17 AS build\n").replace(
            "CMD [\"_build/prod/rel/app",
            "FROM elixir:1.17\nCOPY --from=build /app/_build/prod/rel/app /app\nCMD [\"/app",
        );
        for file in [one, &two] {
            let advice = advised(file);
            assert!(advice.headline.contains("`debian:bookworm-slim`"), "{}", advice.headline);
            assert!(advice.because.contains("2028-06-30"), "{}", advice.because);
            let text = advice.rewrite.expect("written").dockerfile;
            assert!(text.contains("FROM elixir:1.17 AS build\n") && text.contains("libncurses6"), "{text}");
        }
        assert_eq!(named(&two.replace("elixir:1.17", "elixir:1.18")).as_deref(), Some("debian:trixie-slim"));
        let system = two.replace("FROM elixir:1.17\n", "FROM debian:bookworm-slim\n");
        assert_eq!(named(&system).as_deref(), Some("debian:bookworm-slim"));
    }

    #[test]
    fn who_stands_there_stays() {
        let file = OLD.replace("debian:11-slim", "debian:12-slim");
        assert_eq!(advised(&file).outcome, Outcome::Stay, "{}", advised(&file).headline);
    }
}
