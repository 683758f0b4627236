//! ENTRYPOINT and CMD that only the present base brings.

use crate::evidence::{Certainty, Facts, Product, Scene, Standing, What};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let start = &scene.start;
    let unseen = matches!(scene.standing(), Standing::Private(_) | Standing::Unknown(_));
    let config = &scene.shipped().config;
    let silent = config.entrypoint.is_none() && config.cmd.is_none();
    let inherits = start.inherits_entrypoint || start.inherits_cmd;
    let certainty = if unseen { Certainty::Assumed } else { Certainty::Certain };
    let tells = facts.product != Product::BaseImage && facts.product != Product::Toolbox;
    if inherits || unseen && silent && tells {
        facts.note(What::InheritsEntrypoint, scene.stage, certainty, vec![scene.shipped().span]);
    }
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
