//! The ports that EXPOSE names.

use crate::evidence::{Certainty, Facts, Scene, What};

/// More ports than this of one range say nothing more.
const MOST: u16 = 16;

pub fn detect(scene: &Scene, facts: &mut Facts) {
    for value in &scene.shipped().config.ports {
        for port in ports(&value.text) {
            facts.note(What::Listens { port }, scene.stage, Certainty::Certain, vec![value.span]);
        }
    }
}

/// `80`, `53/udp`, `3000-3005`.
fn ports(text: &str) -> Vec<u16> {
    let plain = text.split('/').next().unwrap_or_default();
    let mut ends = plain.split('-').map(|end| end.trim().parse::<u16>().ok());
    match (ends.next().flatten(), ends.next().flatten()) {
        (Some(first), Some(last)) if first < last => (first..=last.min(first.saturating_add(MOST))).collect(),
        (Some(port), _) => vec![port],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn exposed_ports_are_listened_on() {
        check("FROM alpine\nEXPOSE 80/tcp 8000-8001\nCMD [\"a\"]", &["listens 80", "listens 8000", "listens 8001"]);
        lacks("FROM alpine\nARG P\nEXPOSE $P\nCMD [\"a\"]", "listens");
    }
}
