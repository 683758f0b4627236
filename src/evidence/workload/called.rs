//! What the started program may call besides: the compiler or the language that the image brings.

use super::{brought, is_binary, start_ground};
use crate::catalogue::Purpose;
use crate::evidence::artefact::ask;
use crate::evidence::asked::COMPILER;
use crate::evidence::trace::{self, By};
use crate::evidence::{Artefact, Doubt, Facts, Ground, Scene, language};
use crate::shell::Action;

/// The language that a started program of another make may call, and whether the file installs packages of it for that;
/// where only the base brings it, the reader may say that nothing does.
pub fn called(scene: &Scene, ground: &Ground) -> Option<(&'static str, bool)> {
    const CALLED: [&str; 6] = ["java", "node", "perl", "php", "python", "ruby"];
    let producer = scene.running.producer.as_ref()?;
    let By::Command(by) = &producer.by else { return None };
    let apart = scene.build.lineage(scene.stage).iter().all(|stage| stage.index != producer.stage);
    if !apart && trace::builds(by) {
        return None;
    }
    let installed = brought::commands(scene).filter_map(|command| {
        let action = command.packages.as_ref()?;
        let installs = matches!(action.action, Action::Install | Action::InstallManifest);
        language::of_manager(action.manager).filter(|name| installs && CALLED.contains(name))
    });
    if let Some(language) = installed.into_iter().next() {
        return Some((language, true));
    }
    let own = language::of_runtime(ground.runtime.as_deref().filter(|_| !ground.guessed)?);
    let carried = |made: &str| made == own || made == "graalvm" && own == "java";
    let made = language::of_builder(by).or(scene.running.name.as_deref().filter(|_| apart));
    let language = CALLED.into_iter().find(|name| *name == own && !made.is_some_and(carried))?;
    (scene.wishes.answer(COMPILER) != Some("no")).then_some((language, false))
}

/// A compiler's image named once more for the stage that ships a program of another stage: linters, generators and
/// release tools call it.
pub fn compiler(scene: &Scene, ground: &Ground) -> Option<&'static str> {
    let name = ["go", "rust"].into_iter().find(|name| ground.runtime.as_deref() == Some(name))?;
    let made = scene.running.producer.as_ref()?.stage;
    let apart = scene.build.lineage(scene.stage).iter().all(|stage| stage.index != made);
    (apart && ground.purpose == Purpose::Build && !ground.guessed).then_some(name)
}

/// Whether it is called cannot be seen.
pub fn compilers(scene: &Scene, facts: &mut Facts, artefact: Option<Artefact>) {
    let ground = start_ground(scene);
    let beside = || called(scene, &ground).filter(|(_, installed)| is_binary(artefact) && !installed);
    if let Some(name) = compiler(scene, &ground).or_else(|| Some(beside()?.0)) {
        let tool = if name == "rust" { "cargo" } else { name };
        let doubt = Doubt {
            id: COMPILER,
            spans: vec![scene.shipped().from.span],
            answers: vec!["yes", "no"],
            assumed: Some("yes"),
            subject: Some(tool.into()),
        };
        ask(scene, facts, doubt);
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::check;
    use crate::wishes::{Input, Wishes};

    #[test]
    fn a_runtime_under_a_program_of_another_make_may_be_called() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bot .\nFROM python:3.12-slim\nRUN pip install yt-dlp\nCOPY --from=b /bot /bot\nCMD [\"/bot\"]\n";
        check(file, &["workload python 3.12"]);
        let bare = file.replace("RUN pip install yt-dlp\n", "");
        check(&bare, &["workload python 3.12"]);
        let asked = |file: &str, answer: &str| {
            let answers = [("compiler-at-run-time".into(), answer.into())].into_iter().filter(|_| !answer.is_empty());
            let wishes = Wishes { answers: answers.collect(), ..Wishes::default() };
            let told = crate::conclude(&Input::pasted(file), &wishes);
            (told.questions.iter().any(|one| one.id == "compiler-at-run-time"), told.headline.contains("static"))
        };
        assert_eq!((asked(&bare, ""), asked(&bare, "no")), ((true, false), (false, true)));
        assert_eq!((asked(file, ""), asked(file, "no")), ((false, false), (false, false)));
        let system = file.replace("FROM python:3.12-slim", "FROM alpine:3.20\nRUN apk add --no-cache python3 py3-pip");
        check(&system, &["workload tools"]);
        check(
            &file.replace("FROM python:3.12-slim\nRUN pip install yt-dlp", "FROM alpine:3.20"),
            &["workload static-binary"],
        );
        let fetched = "FROM python:3.12\nRUN curl -fsSL -o /usr/local/bin/kubectl https://dl.k8s.io/kubectl\nRUN pip install awscli\nENTRYPOINT [\"kubectl\"]\n";
        check(fetched, &["workload python 3.12"]);
        let unpacked = "FROM python:3.12\nRUN curl -o /tmp/tf.zip https://example.org/tf.zip && unzip /tmp/tf.zip -d /usr/local/bin\nCOPY . .\nRUN pip install -r requirements.txt\nCMD cron && tail -f /var/log/cron.log\n";
        check(unpacked, &["workload python 3.12", "artefact interpreted"]);
    }

    #[test]
    fn a_compiler_named_for_what_ships_may_be_called() {
        let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /lint .\nFROM golang:1.26-alpine\nRUN apk add --no-cache git gcc musl-dev\nCOPY --from=b /lint /usr/bin/lint\nENTRYPOINT [\"lint\"]\n";
        check(file, &["workload application:go 1.26"]);
        check(&file.replace("FROM golang:1.26-alpine", "FROM alpine:3.24"), &["workload static-binary"]);
        let told = crate::conclude(&Input::pasted(file), &Wishes::default());
        assert!(told.questions.iter().any(|one| one.id == "compiler-at-run-time"), "{:?}", told.questions);
        assert!(
            !told.recommendations.iter().any(|one| one.leads && one.candidate.image().reference.starts_with("alpine"))
        );
    }
}
