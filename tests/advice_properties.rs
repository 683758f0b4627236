//! What must hold for every advice, on every workload and on mutations of it.

use basewise::advice::{Advice, Outcome};
use basewise::candidates::{Verdict, elder, life};
use basewise::catalogue::{self, Tri};
use basewise::rules::Weight;
use basewise::wishes::{Input, Leaning, Policy, Wishes};
use basewise::words::Lang;

/// The Dockerfiles of the table of workloads.
fn files() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workloads");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let pages = paths.iter().map(|path| std::fs::read_to_string(path).expect("a page"));
    pages.flat_map(|page| blocks(&page)).collect()
}

fn blocks(page: &str) -> Vec<String> {
    let parts = page.split("```dockerfile\n").skip(1);
    parts.filter_map(|part| part.split("\n```").next()).map(|text| format!("{text}\n")).collect()
}

fn advise(text: &str, wishes: &Wishes) -> Advice {
    basewise::advise(&Input::pasted(text), wishes)
}

/// One line less, one line twice, a line cut short: chosen by a counter, so that a failure can be repeated.
fn mutated(text: &str, seed: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = (seed * 7919) % lines.len().max(1);
    match (seed % 3, lines.get(at).copied()) {
        (0, Some(_)) => drop(lines.remove(at)),
        (1, Some(line)) => lines.insert(at, line),
        (_, Some(line)) => lines[at] = line.get(..line.len() / 2).unwrap_or_default(),
        _ => {}
    }
    lines.join("\n") + "\n"
}

fn check(text: &str, wishes: &Wishes) {
    let advice = advise(text, wishes);
    for (at, one) in advice.recommendations.iter().enumerate() {
        let image = one.candidate.image();
        assert_eq!(one.rank, at + 1, "{text}");
        let blocked = one.candidate.of(Weight::Blocker).next().is_some();
        assert_eq!(blocked, one.verdict() == Verdict::DoesNotFit, "{}: {text}", image.reference);
        if !one.candidate.present {
            assert!(catalogue::named(&image.reference).is_some(), "{} is in no catalogue: {text}", image.reference);
        }
        let sum: u32 = one.score.parts.iter().map(|(_, points, weight)| points * weight).sum();
        assert_eq!(one.score.total, (sum + 50) / 100, "the arithmetic shown is the arithmetic used");
        assert_eq!(one.score.parts.iter().map(|(_, _, weight)| weight).sum::<u32>(), 100);
    }
    if let Some(best) = advice.recommendations.first().filter(|_| goes(&advice)) {
        assert!(best.candidate.holds() && !best.candidate.present, "{text}");
        // The last resort says that it is one, and still gets fixes.
        let resort = elder::is_one(&best.candidate) && life::has_fixes(best.candidate.image(), &wishes.today);
        assert!(
            life::is_alive(best.candidate.image(), &wishes.today) || resort,
            "{} is over: {text}",
            best.candidate.image().reference
        );
        told(&advice, text);
    }
    assert!(!advice.headline.is_empty(), "{text}");
}

fn goes(advice: &Advice) -> bool {
    matches!(advice.outcome, Outcome::Switch | Outcome::Upgrade | Outcome::Split)
}

/// Applying the advice makes no shown figure worse without a word about it.
fn told(advice: &Advice, text: &str) {
    let best = &advice.recommendations[0];
    let Some(now) = advice.recommendations.iter().find(|one| one.candidate.present) else { return };
    let (old, new) = (now.candidate.image(), best.candidate.image());
    let said = |rule: &str| best.candidate.objections.iter().any(|objection| objection.rule == rule);
    let grew = old.size.compressed.zip(new.size.compressed).is_some_and(|(before, after)| after > before);
    let more = old.packages.zip(new.packages).is_some_and(|((before, _), (after, _))| after > before);
    let shell = old.shell == Tri::No && new.shell == Tri::Yes;
    assert!(!(grew || more || shell) || said("heavier-than-needed"), "{} grows silently: {text}", new.reference);
}

#[test]
fn every_advice_keeps_its_promises() {
    let leanings = [Leaning::Safest, Leaning::Balanced, Leaning::Smallest];
    for (at, text) in files().iter().enumerate() {
        check(text, &Wishes { leaning: leanings[at % 3], ..Wishes::default() });
    }
}

#[test]
fn mutations_keep_them_too() {
    for (at, text) in files().iter().enumerate() {
        check(&mutated(text, at), &Wishes::default());
    }
}

#[test]
fn a_smaller_leaning_never_recommends_more_bytes_than_a_safer_one_that_goes_too() {
    let size = |advice: &Advice| advice.recommendations.first().and_then(|best| best.candidate.image().size.compressed);
    for text in files().iter().step_by(3) {
        let safe = advise(text, &Wishes { leaning: Leaning::Safest, ..Wishes::default() });
        let small = advise(text, &Wishes { leaning: Leaning::Smallest, ..Wishes::default() });
        if let (true, Some(before), Some(after)) = (goes(&safe) && goes(&small), size(&safe), size(&small)) {
            assert!(after <= before, "{before} < {after}: {text}");
        }
    }
}

#[test]
fn the_house_policy_holds_and_its_clause_is_named() {
    let policy = Policy {
        allow: vec!["docker.io/library/".into()],
        forbid_families: vec!["alpine".into()],
        supported_until: Some("2027-12-31".into()),
        ..Policy::default()
    };
    let wishes = Wishes { policy: Some(policy), ..Wishes::default() };
    let mut named = 0;
    for text in files().iter().step_by(4) {
        let advice = advise(text, &wishes);
        let best = advice.recommendations.first().filter(|_| goes(&advice));
        if let Some(image) = best.map(|best| best.candidate.image()) {
            let own = image.repository.starts_with("docker.io/library/") || image.reference == "scratch";
            assert!(own && image.family != catalogue::Family::Alpine, "{}: {text}", image.reference);
        }
        named += advice.recommendations.iter().filter(|one| one.candidate.forbidden.is_some()).count();
    }
    assert!(named > 0, "a clause is named where it ruled something out");
}

#[test]
fn a_golden_base_is_offered_and_a_mirror_is_written() {
    let policy = Policy::read(
        r#"{ "mirrors": [{ "of": "docker.io", "at": "mirror.example.com/hub" }],
             "golden": [{ "image": "registry.example.com/base/python:3.13", "like": "python:3.13-slim-trixie",
                          "user": "10001", "compressed_bytes": 20000000, "supported_until": "2029-01-01" }] }"#,
    );
    let wishes = Wishes { policy: Some(policy.expect("a policy")), ..Wishes::default() };
    let advice = advise("FROM python:3.13\nCOPY . /app\nCMD [\"python\", \"/app/main.py\"]\n", &wishes);
    let offered: Vec<&str> =
        advice.recommendations.iter().map(|one| one.candidate.choice.image.reference.as_str()).collect();
    assert!(offered.contains(&"registry.example.com/base/python:3.13"), "{offered:?}");
    assert!(offered.contains(&"mirror.example.com/hub/library/python:3.13-slim-trixie"), "{offered:?}");
}

#[test]
fn any_bytes_get_an_answer_in_every_language() {
    let odd = [
        "",
        "\u{feff}",
        "FROM",
        "FROM \n",
        "FROM scratch AS",
        "FROM a:b:c\n",
        "FROM $X$Y\nRUN [\n",
        "\0\u{1F980}\nFROM 例え\n",
    ];
    for lang in [Lang::En, Lang::De, Lang::Zh] {
        for text in odd {
            assert!(!advise(text, &Wishes { lang, ..Wishes::default() }).headline.is_empty(), "{text:?}");
        }
    }
}
