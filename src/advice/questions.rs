//! What cannot be seen and decides the advice, as questions; the effect of each answer is found by really answering.

use super::{Answer, Outcome, Parts, Question, Recommendation};
use crate::candidates;
use crate::evidence::asked;
use crate::evidence::{self, Doubt};
use crate::rules::{self, Case};
use crate::stages::{Base, Build};
use crate::words::Lang;

/// More are not asked at once.
const MOST: usize = 3;

/// Questions whose answers part ways, in the order of the doubts; one that changes nothing is not asked.
pub fn ask(case: &Case, outcome: Outcome, ranked: &[Recommendation], parts: Parts) -> Vec<Question> {
    let now = told(case, outcome, ranked);
    let open = case.facts.doubts().iter().filter(|doubt| case.wishes.answer(doubt.id).is_none());
    let mut questions: Vec<Question> = open.take(MOST).map(|doubt| question(case, doubt, &now, parts)).collect();
    questions.retain(|question| question.answers.iter().any(|answer| answer.effect != question.answers[0].effect));
    questions
}

/// Names without value that the shipped base depends on. One that no ARG declares is none of them: the build would not
/// listen to what is given for it.
pub fn open_args(build: &Build) -> Vec<String> {
    let bottom = build.shipped.and_then(|at| build.bottom(at));
    let Some((stage, Base::Unknown(names))) = bottom.map(|stage| (stage, &stage.base)) else { return Vec::new() };
    let declared = |name: &&String| stage.from.chain.iter().any(|link| link.name == **name);
    names.iter().filter(declared).take(MOST).cloned().collect()
}

fn question(case: &Case, doubt: &Doubt, now: &str, parts: Parts) -> Question {
    let answers = doubt.answers.iter().map(|&value| {
        let assumed = doubt.assumed == Some(value);
        // What is assumed is what the advice rests on already.
        let effect = if assumed { now.to_string() } else { effect(case, doubt.id, value, parts) };
        Answer { value, label: label(case.wishes.lang, value), effect, assumed }
    });
    let answers = answers.collect();
    Question { id: doubt.id, text: text(case, doubt), answers, spans: doubt.spans.clone() }
}

/// The pipeline from the facts on, with the answer given.
fn effect(case: &Case, id: &str, value: &str, parts: Parts) -> String {
    let mut wishes = case.wishes.clone();
    wishes.answers.insert(id.into(), value.into());
    let facts = match id {
        asked::PASSED_ON => evidence::detect(case.build, case.input, &wishes),
        _ => evidence::detect_on(case.build, case.input, &wishes, case.facts.standings.clone()),
    };
    let answered = Case::answered(case.input, &wishes, case, &facts);
    let (outcome, ranked) =
        super::weigh(&answered, candidates::propose(&answered, &rules::judge_file(&answered)), parts);
    told(&answered, outcome, &ranked)
}

/// What the advice is, in half a sentence.
fn told(case: &Case, outcome: Outcome, ranked: &[Recommendation]) -> String {
    let lang = case.wishes.lang;
    let first = ranked.first().map(|one| one.candidate.choice.image.reference.clone()).unwrap_or_default();
    match outcome {
        Outcome::CannotTell => say!(lang,
            en: "no base can be recommended yet.",
            de: "noch ist kein Basis-Image zu empfehlen.",
            zh: "暂时无法推荐基础镜像。"),
        Outcome::Stay => say!(lang, en: "stay on `{first}`.", de: "bei `{first}` bleiben.", zh: "继续使用 `{first}`。"),
        Outcome::Split => say!(lang,
            en: "build in a stage of its own, and ship on `{first}`.",
            de: "in einer eigenen Stufe bauen und auf `{first}` ausliefern.",
            zh: "在单独的阶段构建，并用 `{first}` 交付。"),
        _ => say!(lang, en: "`{first}` is the advice.", de: "der Rat ist `{first}`.", zh: "建议使用 `{first}`。"),
    }
}

fn label(lang: Lang, value: &str) -> String {
    match value {
        "yes" => say!(lang, en: "Yes", de: "Ja", zh: "是"),
        "no" => say!(lang, en: "No", de: "Nein", zh: "否"),
        "unknown" => say!(lang, en: "I do not know", de: "Weiß ich nicht", zh: "不清楚"),
        other => other.into(),
    }
}

/// Well-known packages with compiled parts, of the language that the file speaks.
fn compiled(case: &Case) -> &'static str {
    match case.present().and_then(|image| image.runtime.as_ref()).map_or("", |runtime| runtime.name) {
        "python" => "numpy, psycopg2, lxml, cryptography",
        "node" => "bcrypt, sharp, better-sqlite3, canvas",
        "ruby" => "puma, pg, nokogiri, bcrypt",
        _ => "numpy, psycopg2, bcrypt, sharp",
    }
}

/// The question's sentence, by its id.
fn text(case: &Case, doubt: &Doubt) -> String {
    let lang = case.wishes.lang;
    let subject = doubt.subject.as_deref().map(|name| format!("`{name}`"));
    let program = subject.clone().unwrap_or_else(|| say!(lang, en: "the program", de: "das Programm", zh: "该程序"));
    match doubt.id {
        asked::PASSED_ON => {
            let own = super::headline::written(case);
            say!(lang,
                en: "Is `{own}` the public {program} under another name, or an image of your own (no)?",
                de: "Ist `{own}` das öffentliche {program} unter anderem Namen, oder ein eigenes Image (nein)?",
                zh: "`{own}` 就是公开的 {program}，只是换了名字吗？如果是你们自己的镜像，请选“否”。")
        }
        asked::STATIC => say!(lang,
            en: "Is {program} linked statically (`ldd` says “not a dynamic executable”)?",
            de: "Ist {program} statisch gelinkt (`ldd` sagt „not a dynamic executable“)?",
            zh: "{program} 是静态链接的吗（`ldd` 显示 “not a dynamic executable”）？"),
        asked::NETWORK => say!(lang,
            en: "Does {program} call other servers over HTTPS?",
            de: "Ruft {program} andere Server über HTTPS auf?",
            zh: "{program} 会通过 HTTPS 访问其他服务器吗？"),
        asked::SHELL => say!(lang,
            en: "Is {program} a script that needs a shell?",
            de: "Ist {program} ein Skript, das eine Shell braucht?",
            zh: "{program} 是需要 shell 的脚本吗？"),
        asked::NATIVE => {
            let names = compiled(case);
            say!(lang,
            en: "Do your dependencies contain packages with compiled parts ({names} …)?",
            de: "Enthalten deine Abhängigkeiten Pakete mit kompilierten Teilen ({names} …)?",
            zh: "你的依赖中有含编译代码的包吗（{names} 等）？")
        }
        asked::FOR_CUDA => {
            let list = subject.unwrap_or_else(
                || say!(lang, en: "your list of packages", de: "deine Paketliste", zh: "你的软件包清单"),
            );
            say!(lang,
            en: "Does {list} hold packages that are compiled for CUDA (`flash-attn`, `deepspeed`, `apex`, `mmcv` …)?",
            de: "Stehen in {list} Pakete, die für CUDA kompiliert werden (`flash-attn`, `deepspeed`, `apex`, `mmcv` …)?",
            zh: "{list} 中有需要为 CUDA 编译的包吗（`flash-attn`、`deepspeed`、`apex`、`mmcv` 等）？")
        }
        asked::JDK => say!(lang,
            en: "Does {program} call the JDK's own tools (`javac`, `jcmd`, `jstack` …) when it runs?",
            de: "Ruft {program} im Betrieb Werkzeuge des JDK auf (`javac`, `jcmd`, `jstack` …)?",
            zh: "{program} 运行时会调用 JDK 自带的工具（`javac`、`jcmd`、`jstack` 等）吗？"),
        asked::COMPILER => say!(lang,
            en: "Does the program call {program} when it runs, as linters and code generators do?",
            de: "Ruft das Programm im Betrieb {program} auf, wie Linter und Code-Generatoren es tun?",
            zh: "程序运行时会调用 {program} 吗（如代码检查和代码生成工具那样）？"),
        asked::HABIT => say!(lang,
            en: "Does the program, or a probe, call {program} in the running container?",
            de: "Ruft das Programm oder eine Prüfung {program} im laufenden Container auf?",
            zh: "程序或探针会在运行的容器中调用 {program} 吗？"),
        asked::MODULES => say!(lang,
            en: "Does your `nginx.conf` load modules (`load_module`: image filter, XSLT, GeoIP, njs)?",
            de: "Lädt deine `nginx.conf` Module (`load_module`: Bildfilter, XSLT, GeoIP, njs)?",
            zh: "你的 `nginx.conf` 会用 `load_module` 加载模块（图像处理、XSLT、GeoIP、njs）吗？"),
        id => {
            let asked = id.replace('-', " ");
            say!(lang, en: "For {program}: {asked}?", de: "Für {program}: {asked}?", zh: "关于 {program}：{asked}？")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::advice::{Advice, Outcome};
    use crate::pairs::Pairs;
    use crate::rules::{self, Case};
    use crate::wishes::{Input, Wishes};
    use crate::{candidates, dockerfile, evidence, stages};

    fn told(text: &str, args: &[(&str, &str)]) -> Advice {
        let build_args = args.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        crate::conclude(&Input { build_args, ..Input::pasted(text) }, &Wishes::default())
    }

    #[test]
    fn a_base_that_the_build_names_is_asked_for() {
        let file = "ARG R\nARG V\nARG S=slim\nFROM ${R}/python:${V}-$S AS b\nFROM b\nCMD [\"python\"]\n";
        assert_eq!(told(file, &[]).open_args, ["R", "V"]);
        assert!(told(file, &[]).because.contains("`--build-arg R=…`"));
        assert_eq!(told(file, &[("V", "3.13")]).open_args, ["R"]);
        let known = told(file, &[("V", "3.13"), ("R", "docker.io")]);
        assert!(known.open_args.is_empty() && known.outcome == Outcome::Switch, "{}", known.headline);
    }

    /// Of what the rules said before, only what the answer leaves untouched may stand.
    #[test]
    fn an_answer_judges_as_if_it_had_been_given_before() {
        let mut seen: Pairs<usize> = Pairs::default();
        let nginx = "FROM nginx:1.31\nCOPY nginx.conf /etc/nginx/nginx.conf\n".to_string();
        let linter = "FROM golang:1.26 AS b\nRUN go build -o /lint .\nFROM golang:1.26\nCOPY --from=b /lint /lint\nCMD [\"/lint\"]\n";
        for text in workloads().into_iter().chain([nginx, linter.into()]) {
            let (input, wishes) = (Input::pasted(text), Wishes { today: "2026-11-28".into(), ..Wishes::default() });
            let build = stages::resolve(dockerfile::parse(&input.text), &input);
            let facts = evidence::detect(&build, &input, &wishes);
            let case = Case::new(&input, &wishes, &build, &facts);
            for doubt in facts.doubts() {
                let count = seen.entry(doubt.id);
                *count += 1;
                if *count > 4 {
                    continue;
                }
                candidates::propose(&case, &rules::judge_file(&case));
                for value in &doubt.answers {
                    let mut wishes = wishes.clone();
                    wishes.answers.insert(doubt.id.into(), value.to_string());
                    let facts = evidence::detect(&build, &input, &wishes);
                    let [again, anew] =
                        [Case::answered(&input, &wishes, &case, &facts), Case::new(&input, &wishes, &build, &facts)]
                            .map(|case| candidates::propose(&case, &rules::judge_file(&case)));
                    assert_eq!(again, anew, "{}: {value}\n{}", doubt.id, input.text);
                }
            }
        }
        assert_eq!(seen.iter().count(), 10, "each question that there is: {seen:?}");
    }

    /// The Dockerfiles of `tests/workloads`.
    fn workloads() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workloads");
        let files = std::fs::read_dir(folder).expect("they are there").flatten();
        let pages = files.map(|file| std::fs::read_to_string(file.path()).expect("text"));
        let blocks = |page: String| page.split("```dockerfile\n").skip(1).map(block).collect::<Vec<_>>();
        pages.flat_map(blocks).collect()
    }

    fn block(rest: &str) -> String {
        rest.split("```").next().unwrap_or_default().to_string()
    }

    #[test]
    fn what_no_build_would_listen_to_is_not() {
        let undeclared = told("FROM $BASE\n", &[("BASE", "debian:13")]);
        assert!(undeclared.open_args.is_empty() && undeclared.because.starts_with("Declare"), "{}", undeclared.because);
        assert!(told("ARG V\nFROM debian:${V:-13}\n", &[]).open_args.is_empty());
        assert_eq!(told("ARG A\nARG B\nARG C\nARG D\nFROM $A$B$C$D\n", &[]).open_args.len(), super::MOST);
    }
}
