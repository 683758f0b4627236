//! The page on paper, in forced colours, without motion, on a small phone under a thumb.

use browser::{Look, Page};
use serde_json::json;

/// Names as companies make them.
const LONG: &str = "FROM mcr.microsoft.com/dotnet/sdk:8.0-bookworm-slim-amd64 AS build-environment-for-the-production-service\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /out\n\nFROM mcr.microsoft.com/dotnet/aspnet:8.0-bookworm-slim-amd64\nCOPY --from=build-environment-for-the-production-service /out /app\nENTRYPOINT [\"dotnet\", \"/app/Company.Product.Services.Identity.Api.Host.dll\"]\n";
const PINNED: &str = "FROM registry.example.com/team/base:7@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nCOPY app /app\nCMD [\"/app\"]\n";

fn fresh(page: &Page) {
    page.open("");
    page.wait(".rung");
}

fn emulate(page: &Page, media: &str, features: &[(&str, &str)]) {
    let features: Vec<_> = features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    page.cdp("Emulation.setEmulatedMedia", json!({"media": media, "features": features}));
}

/// The computed style of the first match.
fn style(page: &Page, css: &str, property: &str) -> String {
    let script = "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1])";
    page.run(script, &[json!(css), json!(property)]).as_str().unwrap_or_default().to_owned()
}

browser::page_tests! {
in chromium:
    /// On paper: the verdict, the file, the ladder and the change; no buttons, nothing cut off.
    fn prints(page) {
        fresh(page);
        page.look(Look { width: 720, height: 1000, dark: true });
        emulate(page, "print", &[]);
        for gone in [".tools", ".head nav", ".actions", ".desk-head", ".wishes", ".source"] {
            assert_eq!(style(page, gone, "display"), "none", "{gone}");
        }
        assert_eq!(style(page, ".ladder", "display"), "block");
        assert_eq!(style(page, "html", "background-color"), "rgb(255, 255, 255)");
        // Backgrounds are not printed.
        assert_eq!(style(page, ".badge.here", "color"), "rgb(0, 0, 0)");
        let cut = page.run("return ['.editor', '.diff', '.commands pre'].filter((css) => { const one = document.querySelector(css);
            return one && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2) })", &[]);
        assert_eq!(cut, json!([]), "cut off on paper");
    }

in chromium:
    /// In forced colours nothing is told by a background alone, and the text stays readable.
    fn stands_forced_colours(page) {
        fresh(page);
        emulate(page, "", &[("forced-colors", "active")]);
        page.wait_until("return matchMedia('(forced-colors: active)').matches", &[]);
        assert_eq!(style(page, ".rung.present .bar .fill", "fill"), "none");
        assert_ne!(style(page, ".rung.present .bar .fill", "stroke"), "none");
        assert_eq!(style(page, ".rung.chosen", "outline-style"), "solid");
        assert_ne!(style(page, ".backdrop", "color"), style(page, ".editor", "background-color"));
        assert_ne!(style(page, ".diff mark", "color"), style(page, ".diff mark", "background-color"));
        assert_ne!(style(page, ".diff mark", "background-color"), style(page, ".diff .new", "background-color"));
        assert!(["solid", "double"].contains(&style(page, ".gutter .marked", "border-left-style").as_str()));
        assert_eq!(style(page, ".head nav [aria-current]", "text-decoration-line"), "underline");
        page.accessible();
    }

in chromium:
    fn rests_where_motion_is_unwanted(page) {
        fresh(page);
        emulate(page, "", &[("prefers-reduced-motion", "reduce")]);
        let moving = page.run("return [...document.querySelectorAll('*')].filter((one) => { const { transitionDuration, animationName } = getComputedStyle(one);
            return transitionDuration !== '0s' || animationName !== 'none' }).length", &[]);
        assert_eq!(moving, json!(0));
    }

in chromium:
    /// On a small phone a long name pushes nothing out of its frame, a change is read without scrolling sideways, the
    /// head leaves room for the rest, and a digest is told in short.
    fn long_names_fit_a_small_phone(page) {
        page.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": true, "maxTouchPoints": 1}));
        for width in [360, 320] {
            page.look(Look { width, height: 740, dark: false });
            fresh(page);
            page.paste(LONG);
            page.wait_text(".stage-name", "build-environment");
            page.wait(".hunk-head button:enabled");
            assert_eq!(page.run("return document.documentElement.scrollWidth", &[]), json!(width));
            let out = page.run("const end = document.querySelector('.diff').getBoundingClientRect().right;
                return [...document.querySelectorAll('.diff *')].filter((one) => one.getBoundingClientRect().right > end).map((one) => one.outerHTML)", &[]);
            assert_eq!(out, json!([]), "{width}");
            let head = page.run("return document.querySelector('.head').offsetHeight", &[]);
            assert!(head.as_u64().is_some_and(|head| head < 100), "{width}: a head of {head}");
        }
        page.paste(PINNED);
        page.wait_text(".headline", "base:7@sha256:0123456…");
        page.look(Look { width: 740, height: 360, dark: false });
        assert_eq!(style(page, ".head", "position"), "static");
    }

in chromium:
    /// 360 pixels and a thumb: no example makes the page scroll sideways, and what is pressed is large enough.
    fn fits_a_small_phone(page) {
        page.look(Look { width: 360, height: 740, dark: false });
        page.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": true, "maxTouchPoints": 1}));
        fresh(page);
        let count = page.count(".desk-head option") - 1;
        for at in 0..count {
            page.run("const select = document.querySelector('.desk-head select'); select.value = arguments[0];
                select.dispatchEvent(new Event('change', { bubbles: true }))", &[json!(at.to_string())]);
            page.wait_until("return !document.querySelector('.eyebrow.waiting')", &[]);
            assert_eq!(page.run("return document.documentElement.scrollWidth", &[]), json!(360), "example {at}");
        }
        let small = page.run("return [...document.querySelectorAll('button:not(.line-link, .stage-name, .rung-name), select, .head nav a')]
            .filter((one) => one.checkVisibility()).map((one) => [one.innerText || one.ariaLabel, one.getBoundingClientRect().height]).filter(([, height]) => height < 39)", &[]);
        assert_eq!(small, json!([]), "too low for a thumb");
        let rungs = page.run("return [...document.querySelectorAll('.rung')].every((one) => one.getBoundingClientRect().height >= 44)", &[]);
        assert_eq!(rungs, json!(true));
    }

in chromium:
    /// Wide or narrow, light or dark: nothing leaves its column.
    fn fits_every_width(page) {
        for (width, dark) in [(820, false), (1100, true), (1600, false), (2200, true)] {
            page.look(Look { width, height: 900, dark });
            fresh(page);
            assert_eq!(page.run("return document.documentElement.scrollWidth <= innerWidth", &[]), json!(true), "{width}");
        }
        page.accessible();
    }
}
