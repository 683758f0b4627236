//! Python 2, which no maintained image has. Told under `runtime-version-mismatch`.

use crate::catalogue::Libc;
use crate::rules::Case;
use crate::rules::builds::compiling;
use crate::words::Lang;

/// Code that asks for it.
pub fn is_it(name: &str, wanted: &str) -> bool {
    name == "python" && wanted.starts_with("2.")
}

/// [How to port](https://docs.python.org/3/howto/pyporting.html).
pub fn port(lang: Lang) -> String {
    say!(lang,
        en: " Code for Python 2 alone does not run on Python 3 (`print`, text and bytes, `urllib2`): it must be ported first, with its packages.",
        de: " Code allein für Python 2 läuft nicht auf Python 3 (`print`, Text und Bytes, `urllib2`): Er muss zuerst portiert werden, mit seinen Paketen.",
        zh: " 只面向 Python 2 的代码无法在 Python 3 上运行（`print`、文本与字节、`urllib2`）：必须先连同其软件包一起移植。")
}

/// What stands on the full image and takes nothing of its compiler, nor of servers that have dropped its system.
pub fn is_frozen(case: &Case) -> bool {
    case.present().is_some_and(|now| now.reference == "python:2.7")
        && case.every_install().is_empty()
        && compiling::compiled(case, Libc::Glibc).next().is_none()
}

/// Nobody rebuilds an image of Python 2 ([docker-library/python, issue 438](https://github.com/docker-library/python/issues/438)).
pub fn frozen(lang: Lang) -> String {
    say!(lang,
        en: " Until then `python:2.7-slim` is smaller, without a compiler, and as frozen as `python:2.7`.",
        de: " Bis dahin ist `python:2.7-slim` kleiner, ohne Compiler, und so eingefroren wie `python:2.7`.",
        zh: "在此之前，`python:2.7-slim` 更小、没有编译器，但与 `python:2.7` 一样已不再更新。")
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Change, Shape};

    const RULE: &str = crate::rules::runtime_version_mismatch::RULE.id;
    const PYTHON: &str = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"main.py\"]\n";

    #[test]
    fn code_for_python_2_is_to_be_ported() {
        let old = PYTHON.replace("3.12-slim", "2.7");
        let told = weighed(RULE, &old, "python:3.11-slim-trixie", Shape::Swap);
        assert!(told[0].change == Some(Change::Yours) && told[0].text.contains("ported first"), "{told:?}");
        assert!(told[0].text.contains("`python:2.7-slim`"), "{told:?}");
        for line in ["RUN pip install uwsgi\n", "RUN apt-get update && apt-get install -y libpq-dev\n"] {
            let more = old.replace("COPY . .\n", &format!("COPY . .\n{line}"));
            let told = weighed(RULE, &more, "python:3.11-slim-trixie", Shape::Swap);
            assert!(told.iter().all(|one| !one.text.contains("`python:2.7-slim`")), "{told:?}");
        }
    }
}
