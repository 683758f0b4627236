//! Every state of the page says what it is: all is well, cannot tell, stale, broken, applied hunk by hunk.

use crate::own::CLIPBOARD;
use browser::Page;
use serde_json::json;

const WELL: &str = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT [\"/app\"]\n";
const UNTOLD: &str = "FROM registry.example.com/team/base:7\nCOPY app /app\nCMD [\"/app\"]\n";
const NODE: &str =
    "FROM node:20\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\nCOPY . .\nCMD [\"npm\", \"start\"]\n";
const NET: &str = "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS b\nCOPY . .\nRUN dotnet publish -o /app\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY --from=b /app .\nRUN mkdir /data && chown app /data\nUSER app\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";
const ASKS: &str = "FROM debian:12\nCOPY server /usr/bin/server\nCMD [\"/usr/bin/server\"]\n";
const OLD: &str = "FROM debian:10\nRUN apt-get update && apt-get install -y curl\nCOPY app /app\nCMD /app\n";

fn fresh(page: &Page, text: &str) {
    page.open("");
    page.wait(".rung");
    page.paste(text);
    page.wait_until("return document.querySelector('.verdict').getAttribute('class') && !document.querySelector('.eyebrow.waiting')", &[]);
}

fn text(page: &Page) -> String {
    page.run("return document.querySelector('textarea').value", &[]).as_str().unwrap_or_default().to_owned()
}

browser::page_tests! {
in chromium, firefox, webkit:
    fn says_that_all_is_well(page) {
        fresh(page, WELL);
        page.wait(".verdict.well");
        page.wait(".rung.present.pick");
        assert_eq!(page.count(".verdict .actions"), 0);
        page.calm();
    }

in chromium, firefox, webkit:
    /// An image nobody knows is left as it is, and the page says why and what would help.
    fn says_when_it_cannot_tell(page) {
        fresh(page, UNTOLD);
        page.wait(".verdict.open");
        page.wait_text(".headline", "registry.example.com/team/base:7");
        page.wait(".claim .do");
        assert_eq!(page.count(".rung.pick"), 0);
    }

in chromium, firefox, webkit:
    /// Each example is read, and has a verdict of its own.
    fn every_example_teaches(page) {
        page.open("");
        page.wait(".rung");
        let choose = "const select = document.querySelector('.desk-head select'); select.value = arguments[0];
            select.dispatchEvent(new Event('change', { bubbles: true }))";
        let count = page.count(".desk-head option") - 1;
        assert!(count >= 12, "{count} examples");
        let mut said = std::collections::BTreeSet::new();
        for at in 0..count {
            page.run(choose, &[json!(at.to_string())]);
            page.wait_until("return document.querySelector('.rung.present') && !document.querySelector('.eyebrow.waiting')", &[]);
            said.insert(page.text(".headline"));
        }
        assert_eq!(said.len() as u64, count, "{said:#?}");
        page.calm();
    }

in chromium, firefox, webkit:
    /// Beside the change: a `.dockerignore`, and what keeps the base fresh, to be copied; and that something is left.
    fn offers_files_beside_the_change(page) {
        fresh(page, "FROM python:3.8\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]\n");
        page.wait(".beside summary");
        let names = page.run("return [...document.querySelectorAll('.beside summary code')].map((one) => one.textContent)", &[]);
        assert_eq!(names, json!([".dockerignore", "renovate.json", ".github/dependabot.yml"]));
        page.wait_text(".beside pre", "**/__pycache__");
        page.click(".beside summary");
        page.wait_until("return document.querySelector('.beside pre').offsetHeight > 0", &[]);
        page.run(CLIPBOARD, &[]);
        page.run("document.querySelector('.beside[open] .commands button').click()", &[]);
        let copied = page.wait_until("return window.copied", &[]);
        assert!(copied.as_str().is_some_and(|text| text.contains("**/__pycache__\n")), "{copied}");
        page.wait(".left-to-you .incomplete");
        page.calm();
    }

in chromium, firefox, webkit:
    /// One hunk alone is applied, and taken back; side by side stands side by side, with the changed words marked.
    fn applies_a_hunk(page) {
        fresh(page, OLD);
        page.wait_text(".rung.present", "debian:10");
        page.wait(".diff mark");
        let reason = page.text(".hunk-head p");
        assert!(!reason.is_empty());
        page.click("#change .segments button:last-child");
        page.wait(".diff.two .pair");
        let aside = page.run("const [old, other] = document.querySelector('.pair:has(.old)').children;
            return old.getBoundingClientRect().right <= other.getBoundingClientRect().left + 1
              && Math.abs(old.getBoundingClientRect().top - other.getBoundingClientRect().top) < 2", &[]);
        assert_eq!(aside, json!(true));
        page.run("document.querySelector('.hunk-head button').scrollIntoView({ block: 'center' })", &[]);
        page.click(".hunk-head button:not(:disabled)");
        page.wait_until("return document.querySelector('textarea').value !== arguments[0]", &[json!(OLD)]);
        assert!(text(page).contains("apt-get install -y curl"), "only the hunk: {}", text(page));
        page.click(".notice button");
        page.wait_until("return document.querySelector('textarea').value === arguments[0]", &[json!(OLD)]);
        page.calm();
    }

in chromium, firefox:
    /// What flows from which stage into what ships, and what one line less would allow.
    fn draws_stages_and_counterfactuals(page) {
        fresh(page, WELL);
        page.wait(".stages .arcs .flows path");
        assert_eq!(page.count(".flow li"), 2);
        assert_eq!(page.count(".flow li.ships"), 1);
        page.paste(NET);
        page.wait(".counterfactual .line-link");
        page.click(".counterfactual .line-link");
        page.wait_until("const area = document.querySelector('textarea'); return document.activeElement === area && area.selectionEnd > area.selectionStart", &[]);
    }

in chromium, firefox, webkit:
    /// The page breaks: it says so, the text is still there, and the next visit shows it unread.
    fn keeps_the_text_when_the_script_fails(page) {
        fresh(page, WELL);
        page.wait(".rung.present");
        // What it wants to insert before is gone: no page of Yew's survives that.
        page.run("document.querySelector('.ladder').remove()", &[]);
        page.run("const area = document.querySelector('textarea'); area.focus(); area.select(); document.execCommand('insertText', false, arguments[0])", &[json!(ASKS)]);
        page.wait("#broken");
        assert_eq!(text(page), ASKS);
        page.open("?again");
        page.wait(".verdict.idle");
        page.wait_until("return document.querySelector('textarea')?.value === arguments[0]", &[json!(ASKS)]);
        page.paste(OLD);
        page.wait(".rung.present");
    }

in chromium:
    /// A catalogue that grew old says so; a fresh one has nothing to say.
    fn says_how_old_its_knowledge_is(page) {
        fresh(page, OLD);
        let day = page.text(".foot p:last-child");
        let day = day.split_whitespace().last().unwrap_or_default().trim_end_matches('.').to_owned();
        for (after, stale) in [(5, 0), (200, 1)] {
            let script = format!("const shift = Date.parse('{day}') + {after} * 864e5 - Date.now(); const Real = Date;
                globalThis.Date = class extends Real {{ constructor(...given) {{ given.length ? super(...given) : super(Real.now() + shift) }} }}");
            let kept = page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
            page.open(&format!("?after={after}"));
            page.wait(".rung");
            assert_eq!(page.count(".stale"), stale, "{after} days after {day}");
            page.cdp("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": kept["identifier"] }));
        }
    }

in chromium, firefox, webkit:
    /// Who cannot see the page hears the verdict once typing pauses, not at every key.
    fn does_not_chatter(page) {
        fresh(page, OLD);
        page.wait_until("return document.querySelector('#spoken').textContent !== ''", &[]);
        page.run("window.heard = 0; new MutationObserver(() => heard++).observe(document.querySelector('#spoken'), { childList: true, characterData: true, subtree: true })", &[]);
        page.run_async("const area = document.querySelector('textarea'); area.focus(); area.setSelectionRange(11, 14);
            for (const letter of 'ubuntu:26.04') { document.execCommand('insertText', false, letter); await new Promise((done) => setTimeout(done, 60)) }
            await new Promise((done) => setTimeout(done, 3500))", &[]);
        let heard = page.run("return heard", &[]);
        assert!(heard.as_u64().is_some_and(|heard| heard <= 2), "it spoke {heard} times");
    }

in firefox:
    /// A folder is dropped: its Dockerfile becomes the text, what sharpens the advice its companions. No driver can
    /// drop a real one, so the entries are ours; walking, reading and sorting are the page's.
    fn takes_a_folder(page) {
        fresh(page, OLD);
        page.run("const entry = (kind, own) => Object.create(kind.prototype, Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value }])));
            const file = (path, text) => entry(FileSystemFileEntry, { isFile: true, isDirectory: false, fullPath: path, file: (done) => done(new File([text], path.split('/').pop())) });
            const folder = (path, children) => entry(FileSystemDirectoryEntry, { isFile: false, isDirectory: true, fullPath: path,
              createReader: () => { let left = [children]; return { readEntries: (done) => done(left.pop() ?? []) } } });
            const shop = folder('/shop', [file('/shop/Dockerfile', arguments[0]), file('/shop/package.json', '{}'), folder('/shop/node_modules', [file('/shop/node_modules/package.json', '{}')])]);
            DataTransferItem.prototype.webkitGetAsEntry = () => shop;
            const transfer = new DataTransfer(); transfer.items.add(new File(['x'], 'shop'));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))", &[json!(NODE)]);
        page.wait_text(".tab-name", "package.json");
        assert_eq!(text(page), NODE);
        assert_eq!(page.count(".tab"), 2, "{}", page.text(".tab-row"));
    }

in chromium, firefox, webkit:
    /// Places with something to type: the catalogue, the comparison; and a rule's example to try.
    fn looks_things_up(page) {
        page.open("#/bases");
        page.type_into(".search", "distroless cc");
        page.wait_text(".base summary", "distroless/cc");
        assert_eq!(page.text("main [role=status]").split(' ').next().map(str::to_owned), Some(page.count(".base").to_string()));
        page.open("#/bases/golang%3A1.25");
        page.wait_text(".base summary", "golang:1.25");
        assert_eq!(page.text("main [role=status]").split(' ').next().map(str::to_owned), Some(page.count(".base").to_string()));
        page.open("#/bases/Ubunut");
        page.click(".meant a");
        page.wait_text(".base summary", "ubuntu");
        page.open("#/bases");
        page.wait_until("return document.querySelectorAll('.base').length === 60", &[]);
        page.click(".more-bases");
        page.wait_until("return document.querySelectorAll('.base').length === 120", &[]);
        page.run("document.querySelector('main .chip').click()", &[]);
        page.wait_until("return document.querySelector('.base .state')?.classList.contains('warning')", &[]);
        let ends = page.run("const days = [...document.querySelectorAll('.base .ends')].map((one) => one.textContent); return days.length > 3 && days.every((day, at) => /20\\d\\d-/.test(day) && (at === 0 || days[at - 1] <= day))", &[]);
        assert_eq!(ends, json!(true));
        page.open("#/compare/nonesuch/neither");
        page.wait_text("main p", "nothing to compare");
        assert_eq!(page.count(".compared"), 0);
        page.open("#/compare//");
        page.wait(".picker input");
        page.run("const input = document.querySelector('.picker input'); input.value = 'alpine:3.22'; input.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
        page.wait_text(".compared th", "alpine:3.22");
        page.wait(".compared .differs");
        page.open("#/why/glibc-newer-than-runtime");
        page.click(".commands button");
        page.wait_until("return document.querySelector('textarea')?.value.includes('FROM rust:1-trixie')", &[]);
        page.wait(".rung");
        page.calm();
    }
}
