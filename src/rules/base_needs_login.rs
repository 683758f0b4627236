//! # The base needs an account
//!
//! ## What it is
//! The registry gives the image only to those who log in, or only to paying customers.
//!
//! ## Why it matters
//! Every build machine, every CI job and every colleague needs credentials, and whoever builds your public project needs them too. A build that lacks them fails at the first line.
//!
//! ## What to do
//! If that suits you, set the login up in CI before you switch. Otherwise choose a base that is free to pull.
//!
//! ## When not to
//! When your organisation has the account anyway, this is no obstacle. Say so in your wishes, and such bases count like the free ones.
//!
//! ## Example
//! ```dockerfile
//! FROM dhi.io/python:3.13-debian13
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//! ```dockerfile
//! FROM python:3.13-slim
//! COPY app.py .
//! CMD ["python", "app.py"]
//! ```
//!
//! ## Sources
//! - [Use a Docker Hardened Image](https://docs.docker.com/dhi/how-to/use/)

use super::claims::*;
use super::ground::Footing;
use crate::catalogue::{Access, Image};

pub const RULE: Rule = Rule { id: "base-needs-login", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    case.footings().iter().filter_map(|footing| claim(case, footing)).collect()
}

fn claim(case: &Case, footing: &Footing) -> Option<Finding> {
    let lang = case.lang();
    let what = text(case, footing.image())?;
    let why = say!(lang,
        en: "Every build machine needs the credentials; a build without them fails at this line.",
        de: "Jede Build-Maschine braucht die Zugangsdaten; ohne sie scheitert der Build an dieser Zeile.",
        zh: "每台构建机器都需要凭据；没有凭据，构建会在这一行失败。");
    let todo = say!(lang,
        en: "Set the login up wherever this is built, or choose a base that is free to pull.",
        de: "Richte den Login überall ein, wo gebaut wird, oder wähle ein frei ladbares Image.",
        zh: "在所有构建环境中配置登录，或选用可自由拉取的基础镜像。");
    Some(finding(RULE.id, Severity::Note, [what, why, todo], vec![footing.stage.from.span]))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let text = text(case, &choice.image);
    text.map(|text| objection(RULE.id, Weight::Risk, text, Vec::new())).into_iter().collect()
}

fn text(case: &Case, image: &Image) -> Option<String> {
    let (lang, name) = (case.lang(), &image.reference);
    match image.access {
        Access::Login if !case.wishes.login_is_fine => Some(say!(lang,
            en: "`{name}` is free, but needs an account and a login to pull.",
            de: "`{name}` ist kostenlos, braucht zum Laden aber ein Konto und einen Login.",
            zh: "`{name}` 免费，但拉取需要账号并登录。")),
        Access::Paid => Some(say!(lang,
            en: "`{name}` needs a paid plan to pull.",
            de: "`{name}` braucht zum Laden einen bezahlten Vertrag.",
            zh: "`{name}` 需要付费方案才能拉取。")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_base_behind_a_login_is_noted() {
        fires(RULE.id, "FROM dhi.io/python:3.13-debian13\nCMD [\"python\", \"app.py\"]\n");
        let to = "dhi.io/python:3.13-debian13";
        assert_eq!(weight(RULE.id, "FROM python:3.13\n", to, Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn a_free_base_is_not() {
        silent(RULE.id, "FROM python:3.13-slim\nCMD [\"python\", \"app.py\"]\n");
        assert_eq!(weight(RULE.id, "FROM python:3.13\n", "python:3.13-slim", Shape::Swap), None);
    }
}
