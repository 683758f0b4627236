//! Rocker's Shiny is started by another program from R 4 on. Told under `entrypoint-changes`.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::languages::runtimes;
use std::cmp::Ordering;

/// What the images of R 3 started; those of R 4 start S6's `/init`, and the script is not there
/// ([rocker-versioned2: install_shiny_server.sh](https://github.com/rocker-org/rocker-versioned2/blob/master/scripts/install_shiny_server.sh)).
const SCRIPT: &str = "/usr/bin/shiny-server.sh";

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let of_four = |image: &Image| {
        let version = image.runtime.as_ref()?.version.as_deref()?;
        Some(runtimes::order(version, "4") != Ordering::Less)
    };
    let shiny = |image: &Image| image.repository.rsplit('/').next() == Some("shiny");
    let now = case.present().filter(|now| shiny(now) && shiny(&choice.image) && of_four(now) == Some(false))?;
    of_four(&choice.image).filter(|new| *new && !case.brings_file("shiny-server.sh"))?;
    let config = &case.build.shipped_stage()?.config;
    let mut started = config.entrypoint.iter().chain(&config.cmd).flat_map(|launch| &launch.commands);
    let span = started.find(|command| command.program.text == SCRIPT)?.program.span;
    let (lang, line, old, new) = (case.lang(), sentence(case.line(&[span])), &now.reference, &choice.image.reference);
    let text = say!(lang,
        en: "{line} starts `{SCRIPT}` of `{old}`; `{new}` does not have it and is started by `/init`.",
        de: "{line} startet `{SCRIPT}` aus `{old}`; `{new}` hat es nicht und wird mit `/init` gestartet.",
        zh: "{line}启动 `{old}` 中的 `{SCRIPT}`；`{new}` 没有它，由 `/init` 启动。");
    let change = Change::Path { span, to: "/init".into() };
    Some(crate::rules::claims::objection(rule, Weight::Change, text, vec![span]).by(change))
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn what_started_the_old_image_is_not_in_the_new_one() {
        let file =
            "FROM rocker/shiny:3.6.1\nCOPY app /srv/shiny-server/\nEXPOSE 3838\nCMD [\"/usr/bin/shiny-server.sh\"]\n";
        let text = |file: &str| {
            let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
            crate::advise(&Input::pasted(file), &wishes).rewrite.expect("it moves").dockerfile
        };
        assert!(
            text(file).contains("FROM rocker/shiny:4") && text(file).ends_with("CMD [\"/init\"]\n"),
            "{}",
            text(file)
        );
        let own = file.replace("EXPOSE", "COPY shiny-server.sh /usr/bin/shiny-server.sh\nEXPOSE");
        assert!(text(&own).ends_with("CMD [\"/usr/bin/shiny-server.sh\"]\n"), "{}", text(&own));
    }
}
