//! `CMD ["gunicorn", …]` on an image that starts Python by itself: Python gets the word, and looks for a file of that name.
//! Told under `entrypoint-changes`.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::entrypoint_changes::{RULE, cmd, interpreter};
use crate::stages::Launch;

/// Programs that are modules of the same name: each has a `__main__.py`
/// ([Python: -m](https://docs.python.org/3/using/cmdline.html#cmdoption-m)).
const MODULES: [&str; 8] = ["celery", "daphne", "fastapi", "flask", "gunicorn", "hypercorn", "streamlit", "uvicorn"];

pub fn finding(case: &Case, image: &Image) -> Option<Finding> {
    let (lang, (cmd, program, own)) = (case.lang(), handed(case, image)?);
    let what = text(case, cmd, program, own, image);
    let why = say!(lang,
        en: "`{own}` finds no file of that name, and the container ends.",
        de: "`{own}` findet keine Datei dieses Namens, und der Container endet.",
        zh: "`{own}` 找不到同名文件，容器会随即退出。");
    Some(crate::rules::claims::finding(RULE.id, Severity::Error, [what, why, remedy(lang, program)], vec![cmd.span]))
}

pub fn objection(case: &Case, image: &Image) -> Option<Objection> {
    let (lang, (cmd, program, own)) = (case.lang(), handed(case, image)?);
    let (text, remedy) = (text(case, cmd, program, own, image), remedy(lang, program));
    let told = crate::rules::claims::objection(RULE.id, Weight::Change, format!("{text} {remedy}"), vec![cmd.span]);
    Some(told.by(Change::Yours))
}

fn handed<'a>(case: &Case<'a>, image: &Image) -> Option<(&'a Launch, &'static str, &'static str)> {
    let (cmd, own) = (cmd(case)?, interpreter(image).filter(|own| own.starts_with("python"))?);
    let first = cmd.commands.first()?.program.text.as_str();
    Some((cmd, MODULES.into_iter().find(|module| *module == first)?, own))
}

fn text(case: &Case, cmd: &Launch, program: &str, own: &str, image: &Image) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[cmd.span])), &image.reference);
    say!(lang,
        en: "{line} starts `{program}`, and `{image}` hands it to `{own}`.",
        de: "{line} startet `{program}`, und `{image}` gibt das an `{own}` weiter.",
        zh: "{line}启动 `{program}`，而 `{image}` 会把它交给 `{own}`。")
}

fn remedy(lang: Lang, program: &str) -> String {
    say!(lang,
        en: "Start it as a module: `CMD [\"-m\", \"{program}\", …]`.",
        de: "Starte es als Modul: `CMD [\"-m\", \"{program}\", …]`.",
        zh: "请作为模块启动：`CMD [\"-m\", \"{program}\", …]`。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn python_is_handed_the_name_of_a_module() {
        let file = "FROM gcr.io/distroless/python3-debian12\nCOPY . /app\nCMD [\"gunicorn\", \"wsgi:app\"]\n";
        let told = fires(RULE.id, file);
        assert!(told.severity == Severity::Error && told.todo.contains("\"-m\", \"gunicorn\""), "{told:?}");
        let there = weighed(RULE.id, file, "gcr.io/distroless/python3-debian13", Shape::Swap);
        assert!(matches!(&there[..], [one] if one.change == Some(Change::Yours)), "{there:?}");
        let module = file.replace("\"gunicorn\"", "\"-m\", \"gunicorn\"");
        silent(RULE.id, &module);
        let slim = file.replace("gcr.io/distroless/python3-debian12", "python:3.13-slim");
        silent(RULE.id, &slim);
        silent(RULE.id, &file.replace("CMD", "ENTRYPOINT"));
    }
}
