//! Reaching something as a reader does: key by key, or with a finger.

use crate::Page;
use serde_json::{Value, json};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// More than so many presses of Tab nobody makes.
const PATIENT: usize = 220;

/// What the reader has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// No mouse, no touch: Tab and Enter.
    Keys,
    /// A touch screen (Chromium).
    Finger,
}

impl Page {
    /// Goes to the first match and activates it. It fails where the reader could not.
    pub fn reach(&self, hand: Hand, css: &str) {
        self.wait(css);
        match hand {
            Hand::Keys => self.tab_to(css),
            Hand::Finger => self.tap(css),
        }
    }

    fn tab_to(&self, css: &str) {
        for _ in 0..PATIENT {
            if self.run("return document.activeElement === document.querySelector(arguments[0])", &[json!(css)])
                == json!(true)
            {
                let field = self.run("return document.activeElement.matches('input, textarea')", &[]);
                if field != json!(true) {
                    self.press(ENTER);
                }
                return;
            }
            self.press(TAB);
        }
        panic!("{:?}: {css} is not reached by {PATIENT} presses of Tab", self.engine);
    }

    fn tap(&self, css: &str) {
        self.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": true, "maxTouchPoints": 1}));
        let script = "const target = document.querySelector(arguments[0]);
            target.scrollIntoView({ block: 'center', behavior: 'instant' });
            const { left, top, width, height } = (target.getClientRects()[0] ?? target.getBoundingClientRect());
            const [x, y] = [left + width / 2, top + height / 2];
            const hit = document.elementFromPoint(x, y);
            const moved = document.aim !== `${x} ${y}`;
            document.aim = `${x} ${y}`;
            return !moved && { x, y, height, hit: target.contains(hit) || hit?.contains(target) || false, wide: left >= 0 && left + width <= innerWidth + 1 }";
        // A finger waits until what it aims at stands still: the page may be scrolling there by itself.
        let place = self.wait_until(script, &[json!(css)]);
        assert_eq!(
            (&place["hit"], &place["wide"]),
            (&json!(true), &json!(true)),
            "{css} is covered or off the screen: {place}"
        );
        assert!(
            place["height"].as_f64().is_some_and(|height| height >= 14.0),
            "{css} is too low for a finger: {place}"
        );
        let points = json!([{"x": place["x"], "y": place["y"]}]);
        self.cdp("Input.dispatchTouchEvent", json!({"type": "touchStart", "touchPoints": points}));
        self.cdp("Input.dispatchTouchEvent", json!({"type": "touchEnd", "touchPoints": Value::Array(Vec::new())}));
    }
}
