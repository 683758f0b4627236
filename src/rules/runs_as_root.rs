//! # The program runs as root
//!
//! ## What it is
//! Neither the file nor its base names a user, so the program runs as root inside the container.
//!
//! ## Why it matters
//! Whoever takes over the program owns everything in the container, and one flaw in the runtime or one careless mount more is the way out. Many clusters refuse such images.
//!
//! ## What to do
//! Add `USER` with a number after the last line that needs root, or take a base that runs unprivileged by itself, such as the `:nonroot` tags of distroless.
//!
//! ## When not to
//! Some products start as root on purpose and step down themselves (databases, nginx). Programs that manage devices or networks may need it.
//!
//! ## Example
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! USER 10001
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Docker: best practices, USER](https://docs.docker.com/build/building/best-practices/#user)
//! - [Kubernetes: pod security standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)

use super::claims::*;
use super::users::identity;
use crate::evidence::Product;
use crate::stages::Launch;

pub const RULE: Rule = Rule { id: "runs-as-root", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let judged = case.facts.product == Product::Service && !is_lambda(case) && !steps_down(case);
    let Some(fact) = root(case).filter(|_| judged) else { return Vec::new() };
    let lang = case.lang();
    let said = case.build.shipped_stage().and_then(|stage| stage.config.user.as_ref());
    let what = match said {
        Some(user) => {
            let line = case.line(&[user.span]);
            say!(lang,
                en: "The program runs as root: {line} says so.",
                de: "Das Programm läuft als root: So steht es in {line}.",
                zh: "程序以 root 运行：{line}这样指定。")
        }
        None => say!(lang,
            en: "The program runs as root: neither the file nor its base names another user.",
            de: "Das Programm läuft als root: Weder die Datei noch ihr Basis-Image nennt einen anderen Benutzer.",
            zh: "程序以 root 运行：文件和基础镜像都没有指定其他用户。"),
    };
    let why = say!(lang,
        en: "Whoever takes the program over owns the container.",
        de: "Wer das Programm übernimmt, dem gehört der Container.",
        zh: "攻破程序就等于控制了整个容器。");
    let todo = say!(lang,
        en: "Add `USER` with a number after the last line that needs root, or take a base that is unprivileged by itself.",
        de: "Ergänze `USER` mit einer Zahl nach der letzten Zeile, die root braucht, oder nimm ein Image, das von sich aus keine Rechte hat.",
        zh: "在最后一行需要 root 的指令之后加上带数字的 `USER`，或改用默认非特权的基础镜像。");
    let todo = kept(case).unwrap_or(todo);
    vec![finding(RULE.id, Severity::Note, [what, why, todo], fact.spans.clone())]
}

/// The base has an account for that.
fn kept(case: &Case) -> Option<String> {
    let (lang, image) = (case.lang(), case.present()?);
    let (user, image) = (identity::offered(image)?, &image.reference);
    Some(say!(lang,
        en: "`{image}` keeps a user for that: write `USER {user}` after the last line that needs root, and give it what the program writes to (`COPY --chown`).",
        de: "`{image}` hat einen Benutzer dafür: Schreib `USER {user}` nach der letzten Zeile, die root braucht, und gib ihm, wohin das Programm schreibt (`COPY --chown`).",
        zh: "`{image}` 为此备有用户：请在最后一行需要 root 的指令之后写 `USER {user}`，并把程序要写入的位置交给它（`COPY --chown`）。"))
}

/// Lambda starts every function as a user of its own without rights, whatever the image says
/// ([container images for Lambda](https://docs.aws.amazon.com/lambda/latest/dg/images-create.html)).
fn is_lambda(case: &Case) -> bool {
    case.present().is_some_and(|image| image.repository.starts_with("public.ecr.aws/lambda/"))
}

fn root<'a>(case: &'a Case) -> Option<&'a Fact> {
    case.facts
        .find("runs-as")
        .find(|fact| fact.what == What::RunsAs { user: None } && fact.certainty == Certainty::Certain)
}

/// `gosu`, `su-exec`, `setpriv` in front, or a script that may do it.
fn steps_down(case: &Case) -> bool {
    let Some(stage) = case.build.shipped_stage() else { return false };
    let down = |launch: &Launch| {
        launch
            .words
            .iter()
            .any(|word| ["gosu", "su-exec", "setpriv", "entrypoint"].iter().any(|tool| word.text.contains(tool)))
    };
    stage.config.entrypoint.iter().chain(&stage.config.cmd).any(down)
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(user) = identity::of_base(&choice.image).filter(|_| root(case).is_some() && !case.stays(choice)) else {
        return Vec::new();
    };
    if case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_some()) {
        return Vec::new();
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` does not run as root, but as `{user}`.",
        de: "`{image}` läuft nicht als root, sondern als `{user}`.",
        zh: "`{image}` 不以 root 运行，而是以 `{user}` 运行。");
    vec![objection(RULE.id, Weight::Reason, text, Vec::new())]
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const PYTHON: &str = "FROM python:3.13-slim\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n";

    #[test]
    fn the_account_of_the_base_is_named() {
        let todo = |base: &str, start: &str| fires(RULE.id, &format!("FROM {base}\nCOPY . .\nCMD {start}\n")).todo;
        assert!(todo("node:24-slim", "[\"node\", \"a.js\"]").contains("`USER node`"));
        let web = "[\"dotnet\", \"Web.dll\"]";
        assert!(todo("mcr.microsoft.com/dotnet/aspnet:9.0", web).contains("`USER $APP_UID`"));
        assert!(!todo("mcr.microsoft.com/dotnet/aspnet:6.0", web).contains("APP_UID"));
    }

    #[test]
    fn nobody_is_named() {
        assert_eq!(fires(RULE.id, PYTHON).severity, Severity::Note);
        let to = "gcr.io/distroless/python3-debian13:nonroot";
        assert_eq!(weight(RULE.id, PYTHON, to, Shape::Swap), Some(Weight::Reason));
    }

    #[test]
    fn root_by_name_is_told_with_its_line() {
        let root = PYTHON.replace("COPY", "USER 10001\nCOPY").replace("CMD", "USER root\nCMD");
        assert_eq!(fires(RULE.id, &root).what, "The program runs as root: line 4 says so.");
        let unknown = root.replace("python:3.13-slim", "example.org/own/python:3");
        assert!(found(RULE.id, &unknown).iter().all(|told| told.what.contains("line 4")));
    }

    #[test]
    fn a_user_and_products_that_step_down_are_fine() {
        silent(RULE.id, &PYTHON.replace("python:3.13-slim", "example.org/own/python:3"));
        silent(RULE.id, &PYTHON.replace("CMD", "USER 10001\nCMD"));
        silent(RULE.id, "FROM nginx:1.29\nCOPY dist /usr/share/nginx/html\n");
    }

    #[test]
    fn lambda_has_a_user_of_its_own() {
        silent(RULE.id, "FROM public.ecr.aws/lambda/python:3.13\nCOPY a.py ./\nCMD [\"a.handler\"]\n");
    }
}
