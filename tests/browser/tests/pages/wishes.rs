//! What the reader brings: files, house rules, leanings, answers; and what they take along.

use browser::Page;
use serde_json::json;

fn fresh(page: &Page) {
    page.open("");
    page.wait(".rung");
}

fn folder(page: &Page, files: &[(&str, &str)]) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("basewise-{}-{:?}", std::process::id(), page.engine));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let write = |(name, text): &(&str, &str)| {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("a file can be written");
        file.to_string_lossy().into_owned()
    };
    files.iter().map(write).collect()
}

browser::page_tests! {
in chromium, firefox:
    /// The Dockerfile among the files becomes the text, the others its companions, rules come into force.
    fn opens_files(page) {
        fresh(page);
        let dockerfile = "FROM node:20\r\nCOPY . .\r\nCMD [\"node\", \"server.js\"]\r\n";
        let files = folder(page, &[("Dockerfile", dockerfile), ("package.json", "{\"name\":\"x\"}"), ("house-policy.json", "{\"forbid_families\":[\"alpine\"]}")]);
        page.type_into("input[type=file]", &files.join("\n"));
        page.wait_text(".rung.present", "node:20");
        page.wait_text(".tab-name", "package.json");
        page.wait_text(".notice", "house rules");
        assert_eq!(page.run("return document.querySelector('textarea').value.includes('\\r')", &[]), json!(false));
        page.click(".tab:nth-child(2) .tab-name");
        page.wait_until("return document.querySelector('textarea').value.includes('\"name\"')", &[]);
        page.click(".tab-close");
        page.wait_until("return document.querySelectorAll('.tab').length === 1", &[]);
        page.calm();
    }

in chromium, firefox, webkit:
    /// Rules that are none are refused with the place; those that are come into force and can be dropped.
    fn takes_house_rules(page) {
        fresh(page);
        let fill = "const area = document.querySelector('.policy-text'); area.value = arguments[0]";
        page.click(".wishes > .quiet:last-child");
        page.wait(".policy-text");
        page.run(fill, &[json!("{ \"forbid\": 3 }")]);
        page.click("dialog .primary");
        page.wait_text("#policy-trouble", "Line 1, column");
        page.run(fill, &[json!("{ \"forbidden\": [] }")]);
        page.click("dialog .primary");
        page.wait_text("#policy-trouble", "no rule named forbidden");
        page.run(fill, &[json!("{ \"forbid_families\": [\"distroless\", \"scratch\"] }")]);
        page.click("dialog .primary");
        page.wait(".wishes .on");
        page.wait_until("return !document.querySelector('dialog[open]')", &[]);
        // An emptied box is no rules, and no error.
        page.click(".wishes > .quiet:last-child");
        page.wait(".policy-text");
        page.run(fill, &[json!(" ")]);
        page.click("dialog .primary");
        page.wait_until("return !document.querySelector('dialog[open], .wishes .on')", &[]);
    }

in chromium, firefox, webkit:
    fn leans(page) {
        fresh(page);
        page.click(".wishes .segments button:first-child");
        page.wait(".wishes .segments button:first-child[aria-pressed=true]");
        assert_eq!(page.count(".wishes .segments [aria-pressed=true]"), 1);
        page.calm();
    }

in chromium, firefox, webkit:
    /// A question is answered by one tap, and the answer taken back by another.
    fn answers_a_question(page) {
        fresh(page);
        page.paste("FROM debian:12\nCOPY server /usr/bin/server\nCMD [\"/usr/bin/server\"]\n");
        page.wait_text(".rung.present", "debian:12");
        page.wait(".answer");
        let last = ".question:last-of-type .answer:last-child";
        page.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", &[json!(last)]);
        assert!(!page.text(".answer .effect").is_empty());
        page.click(last);
        page.wait(".answer[aria-pressed=true], .take-back");
        page.click(".answer[aria-pressed=true], .take-back");
        page.wait_until("return !document.querySelector('.answer[aria-pressed=true], .take-back')", &[]);
    }

in chromium, firefox, webkit:
    /// A base that the build names is asked for; what is told stays in its field, after a visit and in a link, and is
    /// taken back.
    fn tells_a_build_argument(page) {
        fresh(page);
        page.paste("ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\", \"https://example.org\"]\n");
        page.wait_text(".headline", "BASE_IMAGE");
        page.wait_text(".arg label", "Value of BASE_IMAGE");
        assert_eq!(page.count(".arg .take-back"), 0);
        page.accessible();
        page.type_into(".arg input", "debian:10\u{e007}");
        page.wait_text(".rung.present", "debian:10");
        page.wait_text(".left-to-you", "--build-arg BASE_IMAGE=");
        let holds = "return document.querySelector('.arg input')?.value === arguments[0]";
        page.wait_until(holds, &[json!("debian:10")]);
        // The draft is kept when typing pauses.
        std::thread::sleep(std::time::Duration::from_millis(600));
        page.open("");
        page.wait_until(holds, &[json!("debian:10")]);
        page.click(".arg .take-back");
        page.wait_until(holds, &[json!("")]);
        page.wait_until("return !document.querySelector('.rung.present')", &[]);
        page.open("#1KxED9QqdHINdIb5WqQaxa7mS-EA0AzykAA");
        page.wait_until(holds, &[json!("debian:13")]);
        page.calm();
    }

in chromium:
    /// Every kind of report is there, and none is empty.
    fn exports(page) {
        fresh(page);
        page.run("window.kept = []; URL.createObjectURL = (blob) => { kept.push(blob); return 'blob:none' };
            HTMLAnchorElement.prototype.click = () => {}", &[]);
        page.click(".tools .primary");
        page.wait(".exports");
        let count = page.count(".exports li");
        page.run("document.querySelectorAll('.exports li button:last-child').forEach((button) => HTMLElement.prototype.click.call(button))", &[]);
        let lengths = page.run_async("return await Promise.all(kept.map(async (blob) => (await blob.text()).length))", &[]);
        let lengths: Vec<u64> = lengths.as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).collect();
        assert!(lengths.len() as u64 == count && lengths.iter().all(|&length| length > 80), "{lengths:?}");
    }
}
