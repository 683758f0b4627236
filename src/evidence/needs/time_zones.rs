//! Time zones: tzdata installed, TZ set, zone files copied.

use crate::evidence::running::brought;
use crate::evidence::{Certainty, Doing, Facts, Scene, What};
use crate::stages::Does;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if is_built_in(scene) {
        return;
    }
    let env = scene.shipped().config.env.iter().rev().find(|(name, _)| name == "TZ");
    let zone = env.filter(|(_, value)| !is_utc(&value.text));
    if let Some((_, value)) = zone {
        facts.note(What::NeedsTimeZones, scene.stage, Certainty::Certain, vec![value.span]);
    }
    let copied = scene.steps().find(|step| match &step.does {
        Does::Bring { sources, .. } => sources.iter().any(|value| value.text.contains("zoneinfo")),
        _ => false,
    });
    if let Some(step) = copied {
        facts.note(What::NeedsTimeZones, scene.stage, Certainty::Certain, vec![step.span]);
    }
    if let Some(effect) = facts.effects.iter().find(|effect| effect.does == Doing::TimeZone) {
        facts.note(What::NeedsTimeZones, scene.stage, Certainty::Certain, vec![effect.span]);
    } else if let Some(package) = brought::has_package(scene, &["tzdata"]) {
        // With TZ at UTC the package is there for its installer's question only.
        let certainty = if env.is_some() && zone.is_none() { Certainty::Assumed } else { Certainty::Likely };
        facts.note(What::NeedsTimeZones, scene.stage, certainty, vec![package.span]);
    }
}

/// `go build -tags timetzdata`: the program carries the table itself.
fn is_built_in(scene: &Scene) -> bool {
    let runs = scene.build.stages.iter().flat_map(|stage| &stage.steps).filter_map(|step| step.run());
    let commands = runs.flat_map(|launch| &launch.commands);
    let mut go = commands.filter(|command| command.name() == "go");
    go.any(|command| command.args.iter().any(|arg| arg.text.contains("timetzdata")))
}

fn is_utc(zone: &str) -> bool {
    matches!(zone, "UTC" | "Etc/UTC" | "UTC0" | "GMT" | "Etc/GMT" | "" | "Universal" | "Zulu")
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn zones_that_are_used_are_needed() {
        check("FROM alpine\nENV TZ=Europe/Berlin\nCMD [\"a\"]", &["needs-time-zones"]);
        check("FROM alpine\nRUN apk add tzdata\nCMD [\"a\"]", &["needs-time-zones"]);
        check(
            "FROM debian\nRUN ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime\nCMD [\"a\"]",
            &["needs-time-zones"],
        );
    }

    #[test]
    fn a_program_with_its_own_table_needs_none() {
        let file = "FROM golang AS b\nRUN CGO_ENABLED=0 go build -tags netgo,timetzdata -o /a .\nFROM scratch\nCOPY --from=b /a /a\nENV TZ=Asia/Tokyo\nCMD [\"/a\"]\n";
        lacks(file, "needs-time-zones");
        check(&file.replace(",timetzdata", ""), &["needs-time-zones"]);
    }

    #[test]
    fn utc_needs_no_zone() {
        lacks("FROM alpine\nENV TZ=UTC\nCMD [\"a\"]", "needs-time-zones");
    }
}
