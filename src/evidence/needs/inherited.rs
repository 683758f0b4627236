//! ENTRYPOINT and CMD that only the present base brings.

use crate::catalogue::Purpose;
use crate::evidence::{Certainty, Facts, Product, Scene, Standing, What};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let start = &scene.start;
    let unseen = matches!(scene.standing(), Standing::Private(_) | Standing::Unknown(_));
    let config = &scene.shipped().config;
    let silent = config.entrypoint.is_none() && config.cmd.is_none();
    let tells = facts.product != Product::BaseImage && facts.product != Product::Toolbox;
    // Runtimes whose entrypoint only hands the words on: nothing is lost where the file says what to start.
    let passes_on =
        config.cmd.is_some() && scene.ground(scene.stage).purpose == Purpose::Runtime && is_script_of_base(scene);
    let inherits = (start.inherits_entrypoint || start.inherits_cmd) && tells && !passes_on;
    let certainty = if unseen { Certainty::Assumed } else { Certainty::Certain };
    if inherits || unseen && silent && tells {
        facts.note(What::InheritsEntrypoint, scene.stage, certainty, vec![scene.shipped().span]);
    }
}

/// The base's ENTRYPOINT is a script such as node's `docker-entrypoint.sh`.
fn is_script_of_base(scene: &Scene) -> bool {
    let entrypoint = scene.standing().image().and_then(|image| image.entrypoint.as_ref());
    entrypoint.is_some_and(|words| words.len() == 1 && words[0].contains("entrypoint"))
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn what_the_base_starts_is_inherited() {
        check("FROM registry.example/base:1\nCOPY a /a", &["inherits-entrypoint"]);
        lacks("FROM registry.example/base:1\nENTRYPOINT [\"/a\"]", "inherits-entrypoint");
    }
}
