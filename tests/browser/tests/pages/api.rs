//! The engine without the page: in a host page, in a worker, in Node.

use browser::{Page, Site, built, hosts};
use serde_json::{Value, json};
use std::process::Command;

const ASK: &str = "const { advise } = await import(arguments[0] + 'api.js');
    const wrong = await advise('FROM a', { prefers: 'smallest' }).catch((problem) => `${problem.name}: ${problem.message}`);
    const { schema, outcome, prefer, stages } = await advise('FROM debian:10\\nCMD [\"/bin/true\"]\\n', { prefer: 'smallest' });
    const german = await advise('FROM debian:10\\n', { lang: 'de' });
    const english = await advise('FROM debian:10\\n');
    return { schema, prefer, outcome, written: stages[0].base.written, wrong, spoken: german.headline !== english.headline, nothing: document.body.textContent.trim() }";

const WORK: &str = "const body = `import { advise } from '${arguments[0]}api.js';
      onmessage = async ({ data }) => postMessage(await advise(data));`;
    const worker = new Worker(URL.createObjectURL(new Blob([body], { type: 'text/javascript' })), { type: 'module' });
    worker.postMessage('FROM debian:10\\n');
    return await new Promise((done, failed) => { worker.onmessage = ({ data }) => done(data.schema); worker.onerror = ({ message }) => failed(message) })";

/// An empty page of another origin.
fn host(page: &Page) -> Site {
    let folder = std::env::temp_dir().join(format!("basewise-host-{}", hosts::free_port()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let html = "<!doctype html><meta charset=utf-8><title>Host</title><link rel=icon href=data:,><body>";
    std::fs::write(folder.join("index.html"), html).expect("a page can be written");
    let host = Site::plain(&folder);
    page.go(&host.address());
    host
}

browser::page_tests! {
in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// From another origin, without the page starting in it.
    fn advises_a_host_page(page) {
        let _host = host(page);
        expected(&page.run_async(ASK, &[json!(page.site.address())]));
        page.calm_on("http://127.0.0.1:");
    }

in chromium, firefox, webkit at { Site::shared(&built(), "/") }:
    /// Off the main thread.
    fn advises_in_a_worker(page) {
        let _host = host(page);
        assert_eq!(page.run_async(WORK, &[json!(page.site.address())]), json!("basewise.advice/1"));
    }
}

fn expected(said: &Value) {
    assert_eq!(said["schema"], "basewise.advice/1", "{said}");
    assert_eq!((&said["prefer"], &said["written"]), (&json!("smallest"), &json!("debian:10")), "{said}");
    assert!(
        said["wrong"].as_str().is_some_and(|why| why.starts_with("TypeError") && why.contains("prefers")),
        "{said}"
    );
    assert_eq!((&said["spoken"], &said["nothing"]), (&json!(true), &json!("")), "{said}");
}

/// In Node, from a copy of the files on the disk.
#[test]
fn advises_in_node() {
    let folder = hosts::copy_of_site();
    let script = "const { advise } = await import(process.argv[1]);
        const said = await advise('FROM debian:10\\nCMD [\"/bin/true\"]\\n', { lang: 'de' });
        console.log(JSON.stringify([said.schema, said.stages[0].base.written]));";
    let api = format!("file://{}", folder.join("site/api.js").display());
    let ran = Command::new("node").args(["--input-type=module", "--eval", script, &api]).output();
    let Ok(ran) = ran else { return hosts::left_out("there is no node here, so api.js is not tried in it") };
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert_eq!(said.trim(), "[\"basewise.advice/1\",\"debian:10\"]", "{}", String::from_utf8_lossy(&ran.stderr));
    std::fs::remove_dir_all(folder).expect("the copy can go");
}
