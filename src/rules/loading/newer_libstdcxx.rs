//! A C++ program of a newer GCC than the libstdc++ that it meets. Told under `glibc-newer-than-runtime`.

use super::linked::linkages;
use crate::catalogue::{Image, Libc, Os};
use crate::evidence::Linkage;
use crate::rules::claims::*;
use crate::shell::Arg;
use crate::stages::{Form, Stage};

/// With GCC 13 every program that includes `<iostream>` asks for a new symbol, `GLIBCXX_3.4.32`; later ones added some that
/// few use ([libstdc++: ABI policy](https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html)).
const STEP: u32 = 13;

struct Gap<'a> {
    fact: &'a Fact,
    built: u32,
    /// Of a base, where somebody named it.
    met: Option<u32>,
    /// The stage that links it.
    maker: &'a Stage,
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
        Some(_) => return mended(case, &gap, &told, rule).or_else(|| Some(claim(rule, Weight::Doubt, told, &gap))),
        None => (Weight::Doubt, told),
    };
    Some(claim(rule, weight, told, &gap))
}

fn claim(rule: &'static str, weight: Weight, told: String, gap: &Gap) -> Objection {
    crate::rules::claims::objection(rule, weight, told, gap.fact.spans.clone())
}

/// The library is linked into the program where its line is at hand; what `make` links finds it beside the program.
fn mended(case: &Case, gap: &Gap, told: &str, rule: &'static str) -> Option<Objection> {
    let (lang, met) = (case.lang(), gap.met?);
    if let Some(span) = linker(case, gap) {
        let to = format!("{} -static-libstdc++ -static-libgcc", case.build.tree.source.slice(span));
        let todo = say!(lang,
            en: "Link with `-static-libstdc++ -static-libgcc`, or build on `gcc:{met}`.",
            de: "Linke mit `-static-libstdc++ -static-libgcc`, oder baue auf `gcc:{met}`.",
            zh: "请用 `-static-libstdc++ -static-libgcc` 链接，或在 `gcc:{met}` 上构建。");
        return Some(claim(rule, Weight::Change, format!("{told} {todo}"), gap).by(Change::Path { span, to }));
    }
    let todo = say!(lang,
        en: "That of the compiler goes along; or link with `-static-libstdc++`, or build on `gcc:{met}`.",
        de: "Die des Compilers kommt mit; oder linke mit `-static-libstdc++`, oder baue auf `gcc:{met}`.",
        zh: "编译器自带的库会一并带上；也可用 `-static-libstdc++` 链接，或在 `gcc:{met}` 上构建。");
    let lines = library_of(case, gap.maker)?;
    Some(claim(rule, Weight::Change, format!("{told} {todo}"), gap).by(Change::Lines(lines)))
}

/// The word `g++` of the line that links nothing else of C++: a library of its own would bring the other one along.
fn linker(case: &Case, gap: &Gap) -> Option<Span> {
    const OF_C: [&str; 4] = ["-ldl", "-lm", "-lpthread", "-lrt"];
    let place = *gap.fact.spans.first()?;
    let runs = gap.maker.steps.iter().filter_map(|step| step.run()).filter(|run| run.form == Form::Shell);
    let command = runs.flat_map(|run| &run.commands).find(|command| command.span == place)?;
    let alone = |arg: &Arg| {
        let text = arg.text.as_str();
        (arg.known || text.ends_with(".cpp"))
            && (!text.starts_with("-l") || OF_C.contains(&text))
            && !text.contains(".so")
    };
    let own = |name: &str| matches!(name, "g++" | "c++") && case.build.tree.source.slice(command.program.span) == name;
    (own(&command.program.text) && command.args.iter().all(alone)).then_some(command.program.span)
}

/// Where Docker's `gcc` has its own
/// ([its Dockerfile](https://github.com/docker-library/gcc/blob/master/Dockerfile.template)), on machines of 64 bits.
fn library_of(case: &Case, maker: &Stage) -> Option<Vec<String>> {
    let sets = |stage: &Stage| stage.config.env.iter().any(|(name, _)| name == PATHS);
    if case.build.stages.iter().any(|stage| stage.platform.is_some() || sets(stage)) {
        return None;
    }
    let from = maker.name.clone().unwrap_or_else(|| maker.index.to_string());
    let copy =
        format!("COPY --from={from} /usr/local/lib64/libgcc_s.so.1 /usr/local/lib64/libstdc++.so.6 /usr/local/lib64/");
    Some(vec![copy, format!("ENV {PATHS}=/usr/local/lib64")])
}

const PATHS: &str = "LD_LIBRARY_PATH";

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
    let index = case.sources().iter().copied().chain(own).find(makes)?;
    let maker = case.build.stages.get(index)?;
    let compiler = case.facts.standings.get(index)?.image().filter(|image| is_compiler(image))?;
    let built = compiler.runtime.as_ref()?.version.as_deref()?.split('.').next()?.parse().ok()?;
    let newer = built > met.unwrap_or(NEWEST);
    (built >= STEP && newer && image.libc == Libc::Glibc).then_some(Gap { fact, built, met, maker })
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
        assert_eq!(one("latest", "-O2"), Some(Weight::Change));
        assert_eq!(one("14-trixie", "-O2"), None);
        let unnamed =
            weighed(RULE, &file("16-trixie", "gcc:16-trixie"), "cgr.dev/chainguard/glibc-dynamic", Shape::Swap);
        assert!(unnamed.iter().any(|one| one.weight == Weight::Doubt && one.text.contains("GCC 16")), "{unnamed:?}");
        assert_eq!(one("latest", "-static-libstdc++ -static-libgcc"), None);
        let beside = file("16-trixie", "gcc:16-trixie");
        assert_eq!(weight(RULE, &beside, "gcr.io/distroless/cc-debian13", Shape::Swap), Some(Weight::Change));
        let elsewhere = beside.replace("FROM gcc:16-trixie AS", "FROM --platform=linux/arm/v7 gcc:16-trixie AS");
        let made = elsewhere.replace("g++ -o /app main.cpp", "make");
        assert_eq!(weight(RULE, &made, "gcr.io/distroless/cc-debian13", Shape::Swap), Some(Weight::Doubt));
    }

    #[test]
    fn the_library_goes_along() {
        let file = |run: &str| format!("FROM gcc:latest\nWORKDIR /app\nCOPY . .\nRUN {run}\nCMD [\"./srv\"]\n");
        let text = |run: &str| {
            let advice = crate::advise(&crate::wishes::Input::pasted(file(run)), &crate::wishes::Wishes::default());
            advice.rewrite.expect("two stages").dockerfile
        };
        let linked = text("g++ -c a.cpp && g++ -O2 a.o -o srv -lpthread");
        let lines = "RUN g++ -c a.cpp && g++ -static-libstdc++ -static-libgcc -O2 a.o -o srv -lpthread\n\nFROM gcr.io/distroless/cc-debian13:nonroot\n";
        assert!(linked.contains(lines) && !linked.contains("lib64"), "{linked}");
        // A library of C++, or a Makefile whose flags cannot be seen.
        for run in ["make", "g++ a.cpp -o srv -lboost_system"] {
            let beside = text(run);
            let lines = "COPY --from=build /usr/local/lib64/libgcc_s.so.1 /usr/local/lib64/libstdc++.so.6 /usr/local/lib64/\nENV LD_LIBRARY_PATH=/usr/local/lib64\n";
            assert!(beside.contains(lines) && beside.contains("COPY --from=build /app/srv /app/srv\n"), "{beside}");
        }
    }
}
