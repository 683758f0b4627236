//! A C++ program of a newer GCC than the libstdc++ that it meets. Told under `glibc-newer-than-runtime`.

use super::linked::linkages;
use crate::catalogue::{Image, Libc, Os};
use crate::evidence::Linkage;
use crate::rules::claims::*;

/// With GCC 13 every program that includes `<iostream>` asks for a new symbol, `GLIBCXX_3.4.32`; later ones added some that
/// few use ([libstdc++: ABI policy](https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html)).
const STEP: u32 = 13;

struct Gap<'a> {
    fact: &'a Fact,
    built: u32,
    /// Of a base, where somebody named it.
    met: Option<u32>,
}

pub fn finding(case: &Case, rule: &'static str) -> Option<Finding> {
    let image = case.present()?;
    let (lang, gap) = (case.lang(), gap(case, image, None)?);
    let why = say!(lang,
        en: "It stops at the start: `version 'GLIBCXX_3.4.32' not found` or the like.",
        de: "Es bricht beim Start ab: `version 'GLIBCXX_3.4.32' not found` oder ähnlich.",
        zh: "它一启动就会中止：`version 'GLIBCXX_3.4.32' not found` 之类的错误。");
    let todo = say!(lang,
        en: "Build with the compiler of the release that ships, or link with `-static-libstdc++`.",
        de: "Baue mit dem Compiler des Stands, der ausgeliefert wird, oder linke mit `-static-libstdc++`.",
        zh: "请用交付所用发行版的编译器构建，或用 `-static-libstdc++` 链接。");
    let severity = if gap.met? < STEP { Severity::Error } else { Severity::Warning };
    let told = [text(case, &gap, image), why, todo];
    Some(crate::rules::claims::finding(rule, severity, told, gap.fact.spans.clone()))
}

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let own = case.build.shipped.filter(|_| choice.shape == Shape::Split);
    let gap = gap(case, &choice.image, own).filter(|_| !case.stays(choice))?;
    // Beside the compiler every program finds its library: on an older one it was not tried yet.
    let tried = own.is_none() && !case.present().is_some_and(is_compiler);
    let told = text(case, &gap, &choice.image);
    let (weight, told) = match gap.met {
        Some(met) if met < STEP => (Weight::Blocker, told),
        _ if tried => (Weight::Risk, told),
        Some(met) => (Weight::Doubt, format!("{told} {}", link_inside(case.lang(), met))),
        None => (Weight::Doubt, told),
    };
    Some(crate::rules::claims::objection(rule, weight, told, gap.fact.spans.clone()))
}

fn link_inside(lang: Lang, met: u32) -> String {
    say!(lang,
        en: "Link with `-static-libstdc++ -static-libgcc`, or build on `gcc:{met}`.",
        de: "Linke mit `-static-libstdc++ -static-libgcc`, oder baue auf `gcc:{met}`.",
        zh: "请用 `-static-libstdc++ -static-libgcc` 链接，或在 `gcc:{met}` 上构建。")
}

fn is_compiler(image: &Image) -> bool {
    image.repository == "docker.io/library/gcc"
}

/// Built on Docker's `gcc`, which compiles its own libstdc++: in a stage of its own, or in the one that would be parted.
fn gap<'a>(case: &'a Case, image: &Image, own: Option<usize>) -> Option<Gap<'a>> {
    let os = image.os.as_ref().filter(|_| !is_compiler(image) && !case.brings("libstdc++"))?;
    let met = libstdcxx(os);
    let cpp = |linkage: &Linkage| matches!(linkage, Linkage::Glibc { cpp: true, .. });
    let fact = linkages(case).find(|(fact, linkage)| cpp(linkage) && fact.certainty > Certainty::Assumed)?.0;
    let makes = |index: &usize| {
        let mut steps = case.build.stages[*index].steps.iter();
        steps.any(|step| fact.spans.iter().any(|span| step.span.contains(*span)))
    };
    let maker = case.sources().iter().copied().chain(own).find(makes)?;
    let maker = case.facts.standings.get(maker)?.image().filter(|image| is_compiler(image))?;
    let built = maker.runtime.as_ref()?.version.as_deref()?.split('.').next()?.parse().ok()?;
    let newer = built > met.unwrap_or(NEWEST);
    (built >= STEP && newer && image.libc == Libc::Glibc).then_some(Gap { fact, built, met })
}

/// No stable Debian has a newer one.
const NEWEST: u32 = 14;

/// The GCC that a release's `libstdc++6` is of ([Debian](https://packages.debian.org/libstdc++6),
/// [Ubuntu](https://packages.ubuntu.com/libstdc++6)).
fn libstdcxx(os: &Os) -> Option<u32> {
    let number: u32 = os.version?.split('.').next()?.parse().ok()?;
    match (os.name, number) {
        ("debian", 11) | ("ubuntu", 20) => Some(10),
        ("debian", 12) | ("ubuntu", 22) => Some(12),
        ("debian", 13) | ("ubuntu", 24) => Some(14),
        _ => None,
    }
}

fn text(case: &Case, gap: &Gap, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), case.lines(&gap.fact.spans), &image.reference);
    let built = gap.built;
    let Some(met) = gap.met else {
        return say!(lang,
            en: "The program of {line} is built with GCC {built}; of which GCC the C++ library of `{image}` is, we do not know. Start it once.",
            de: "Das Programm aus {line} ist mit GCC {built} gebaut; von welchem GCC die C++-Bibliothek von `{image}` ist, ist nicht bekannt. Starte es einmal.",
            zh: "{line}的程序用 GCC {built} 构建；不知道 `{image}` 的 C++ 库来自哪个 GCC。请试着启动一次。");
    };
    say!(lang,
        en: "The program of {line} is built with GCC {built}, and the C++ library of `{image}` is that of GCC {met}.",
        de: "Das Programm aus {line} ist mit GCC {built} gebaut, und die C++-Bibliothek von `{image}` ist die von GCC {met}.",
        zh: "{line}的程序用 GCC {built} 构建，而 `{image}` 的 C++ 库来自 GCC {met}。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn a_newer_compiler_asks_for_a_newer_library() {
        const RULE: &str = "glibc-newer-than-runtime";
        let file = |gcc: &str, base: &str| {
            format!(
                "FROM gcc:{gcc} AS b\nCOPY . .\nRUN g++ -o /app main.cpp\nFROM {base}\nCOPY --from=b /app /app\nCMD [\"/app\"]\n"
            )
        };
        let told = |gcc: &str, base: &str| {
            found(RULE, &file(gcc, base)).into_iter().find(|one| one.what.contains("C++")).map(|one| one.severity)
        };
        assert_eq!(told("13-bookworm", "debian:bookworm-slim"), Some(Severity::Error));
        assert_eq!(told("15-trixie", "debian:trixie-slim"), Some(Severity::Warning));
        assert_eq!(told("14-trixie", "debian:trixie-slim"), None);
        assert_eq!(told("12-bookworm", "debian:bookworm-slim"), None);
        let bundled = file("13-bookworm", "debian:bookworm-slim").replace("-o", "-static-libstdc++ -o");
        assert!(found(RULE, &bundled).is_empty());
        let to = |to: &str| weight(RULE, &file("15-trixie", "debian:trixie-slim"), to, Shape::Swap);
        assert_eq!(to("gcr.io/distroless/cc-debian13"), Some(Weight::Risk));
        let one = |gcc: &str, flag: &str| {
            let file = format!(
                "FROM gcc:{gcc}\nWORKDIR /app\nCOPY . .\nRUN g++ {flag} -o /app/srv main.cpp\nCMD [\"/app/srv\"]\n"
            );
            weight(RULE, &file, "gcr.io/distroless/cc-debian13", Shape::Split)
        };
        assert_eq!(one("latest", "-O2"), Some(Weight::Doubt));
        assert_eq!(one("14-trixie", "-O2"), None);
        let unnamed =
            weighed(RULE, &file("16-trixie", "gcc:16-trixie"), "cgr.dev/chainguard/glibc-dynamic", Shape::Swap);
        assert!(unnamed.iter().any(|one| one.weight == Weight::Doubt && one.text.contains("GCC 16")), "{unnamed:?}");
        assert_eq!(one("latest", "-static-libstdc++ -static-libgcc"), None);
        let beside = file("16-trixie", "gcc:16-trixie");
        assert_eq!(weight(RULE, &beside, "gcr.io/distroless/cc-debian13", Shape::Swap), Some(Weight::Doubt));
    }
}
