//! An embed is as tall as what is in it, also when something in it opens, and what lies around it moves once.

use crate::embed::{FRAME, GO, LISTEN, docs, host, inside, told};
use browser::{Engine, Page, Site, built};
use serde_json::json;

/// The height of the frame, once it is that of the document in it.
fn fits(page: &Page) -> u64 {
    let begun = std::time::Instant::now();
    loop {
        let frame = page.run(&format!("return {FRAME}.clientHeight"), &[]);
        let script = "return [document.body.offsetHeight, document.documentElement.scrollHeight]";
        let held = inside(page, || page.run(script, &[]));
        if held == json!([frame, frame]) {
            return frame.as_u64().unwrap_or_default();
        }
        assert!(begun.elapsed().as_secs() < 10, "the frame is {frame} tall, what is in it {held}");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

/// Presses something in the frame and gives the height afterwards. (Firefox's driver aims past what is in a frame that is
/// taller than the window.)
fn after(page: &Page, css: &str) -> u64 {
    inside(page, || page.run("document.querySelector(arguments[0]).click()", &[json!(css)]));
    std::thread::sleep(std::time::Duration::from_millis(300));
    fits(page)
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// More of the ladder, and less of it again.
    fn grows_and_shrinks_with_the_ladder(page) {
        let _docs = host(page, "view=ladder");
        told(page, "report");
        let short = fits(page);
        let long = after(page, "#ladder-note .line-link");
        assert!(long > short + 300, "{short} → {long}");
        assert_eq!(page.run("return told.resize", &[]), json!(long));
        assert_eq!(after(page, "#ladder-note .line-link"), short);
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// What a lesson folds away, opened and closed.
    fn grows_and_shrinks_with_what_is_unfolded(page) {
        let _docs = host(page, "lesson=course/reading-a-tag");
        inside(page, || page.wait("details.more summary"));
        let closed = fits(page);
        let open = after(page, "details.more summary");
        assert!(open > closed + 100, "{closed} → {open}");
        assert_eq!(after(page, "details.more summary"), closed);
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// While it starts, the element has two heights: that of what it holds, and that of the advice. What stands below it
    /// moves at that moment and at no other.
    fn starts_with_one_step(page) {
        let watch = "<script>window.heights = []; window.shifts = [];
            try { new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ startTime }) => Math.round(startTime)))).observe({ type: 'layout-shift', buffered: true }) } catch {}
            const sample = () => {
              const height = document.querySelector('base-wise')?.shadowRoot && document.querySelector('base-wise').offsetHeight;
              if (height && height !== heights.at(-1)) heights.push(height);
              requestAnimationFrame(sample);
            };
            sample();</script>";
        let script = format!("{LISTEN}{watch}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let _docs = docs(page, &script, &format!("<base-wise view=ladder><pre>{GO}</pre></base-wise><p>The text goes on below it.</p>"));
        told(page, "report");
        page.run_async("await new Promise((done) => setTimeout(done, 1000))", &[]);
        let heights = page.run("return heights", &[]);
        assert_eq!(heights.as_array().map(Vec::len), Some(2), "{heights}");
        assert_eq!(heights[1], json!(fits(page)));
        if page.engine == Engine::Chromium {
            let shifts = page.run("return shifts", &[]);
            assert_eq!(shifts.as_array().map(Vec::len), Some(1), "the moments of its shifts: {shifts}");
        }
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// A host's style sheet that hides frames and moves everything does not reach into the element.
    fn stands_under_a_hostile_style_sheet(page) {
        let hostile = "<style>iframe { display: none !important; height: 7px !important; position: fixed !important }
            * { box-sizing: content-box !important; float: left !important; max-height: 3px !important; overflow: hidden !important; transform: none !important }
            html, body, base-wise { float: none !important; max-height: none !important }
            slot, div, p, main, section { display: none !important }</style>";
        let script = format!("{hostile}{LISTEN}<script src=\"{}base-wise.js\" defer></script>", page.site.address());
        let _docs = docs(page, &script, &format!("<base-wise view=ladder><pre>{GO}</pre></base-wise><iframe id=mine srcdoc=x></iframe>"));
        told(page, "report");
        assert_eq!(page.run("return getComputedStyle(document.getElementById('mine')).display", &[]), json!("none"));
        assert!(fits(page) > 300);
        let seen = page.run(&format!("const {{ display, position, float }} = getComputedStyle({FRAME}); return [display, position, float, {FRAME}.clientWidth > 300]"), &[]);
        assert_eq!(seen, json!(["block", "static", "none", true]));
        inside(page, || page.wait(".rung"));
    }
}
