//! One application: built as it is and as rewritten, both run, both asked the same things, the unfit ones broken.

use crate::apps::App;
use crate::bases::Shelf;
use crate::engine::Engine;
use basewise::advice::{Advice, Recommendation};
use basewise::candidates::Verdict;
use basewise::wishes::{Companion, Input, Wishes};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// What came of it.
pub struct Row {
    name: String,
    to: String,
    sizes: Option<(u64, u64)>,
    left: Vec<String>,
    user: String,
    /// The bases called unfit that were seen to break.
    broke: Vec<String>,
    /// What did not hold.
    faults: Vec<String>,
}

impl Row {
    pub fn held(&self) -> bool {
        self.faults.is_empty()
    }

    pub fn summary(&self) -> String {
        match self.faults.is_empty() {
            true => format!("held: {}", self.to),
            false => self.faults.join("\n   "),
        }
    }
}

/// The table of the README: sizes before and after, what was left to the reader.
pub fn table(rows: &[Row]) -> String {
    let mut out =
        "| application | rewritten to | before | after | user | left to the reader | called unfit, and seen to break |\n|---|---|---|---|---|---|---|\n"
            .to_string();
    for row in rows.iter().filter(|row| row.held()) {
        let mb = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
        let (before, after) = row.sizes.map_or(("–".into(), "–".into()), |(b, a)| (mb(b), mb(a)));
        let user = if row.user.is_empty() { "root" } else { &row.user };
        let (left, broke) = (told(&row.left), told(&row.broke));
        out += &format!("| {} | {} | {before} | {after} | {user} | {left} | {broke} |\n", row.name, row.to);
    }
    out
}

fn told(list: &[String]) -> String {
    if list.is_empty() { "–".into() } else { list.join("; ") }
}

pub fn run(engine: &Engine, shelf: &mut Shelf, app: &App) -> Row {
    let mut row = Row {
        name: app.name.clone(),
        to: String::new(),
        sizes: None,
        left: Vec::new(),
        user: String::new(),
        broke: Vec::new(),
        faults: Vec::new(),
    };
    if let Err(fault) = attempt(engine, shelf, app, &mut row) {
        row.faults.push(fault);
    }
    engine.tidy(&["before", "after", "unfit"].map(|which| tag(app, which)));
    row
}

fn attempt(engine: &Engine, shelf: &mut Shelf, app: &App, row: &mut Row) -> Result<(), String> {
    let advice = advise(app);
    expected(app, &advice)?;
    let before = built(engine, shelf, app, "before", &app.dockerfile)?;
    match chosen(app, &advice)? {
        Some(best) => rewritten(engine, shelf, app, &advice, best, &before, row)?,
        None => stays(engine, app, &before, row)?,
    }
    for one in &app.unfit {
        row.broke.push(unfit(engine, shelf, app, &advice, one)?);
    }
    Ok(())
}

/// The base that the advice names first must be the one this proof was written for.
fn expected(app: &App, advice: &Advice) -> Result<(), String> {
    let first = advice.recommendations.first().ok_or("nothing is recommended")?;
    let named = &first.candidate.choice.image.reference;
    let drift = || format!("recommended is {named}, expected {}: {}", app.expects, advice.headline);
    (*named == app.expects).then_some(()).ok_or_else(drift)
}

/// The candidate to prove; none where the advice is to stay.
fn chosen<'a>(app: &App, advice: &'a Advice) -> Result<Option<&'a Recommendation>, String> {
    let wanted = app.to.as_ref().unwrap_or(&app.expects);
    let found = advice.recommendations.iter().find(|r| r.candidate.choice.image.reference == *wanted);
    let found = found.ok_or_else(|| format!("{wanted} was not considered"))?;
    Ok(Some(found).filter(|found| !found.candidate.present))
}

/// The advice to stay holds when the file as it is runs.
fn stays(engine: &Engine, app: &App, before: &str, row: &mut Row) -> Result<(), String> {
    row.to = format!("stays on {}", app.expects);
    answer(engine, app, before)?;
    let size = size(engine, before)?;
    row.sizes = Some((size, size));
    row.user = engine.inspect(before, "{{.Config.User}}")?;
    Ok(())
}

/// The rewrite builds, answers as the original does, is smaller, and runs as the user that the advice names.
fn rewritten(
    engine: &Engine,
    shelf: &mut Shelf,
    app: &App,
    advice: &Advice,
    best: &Recommendation,
    before: &str,
    row: &mut Row,
) -> Result<(), String> {
    row.to = best.candidate.choice.image.reference.clone();
    let rewrite = basewise::rewrite::apply(advice, &best.candidate, &Wishes::default()).ok_or("there is no rewrite")?;
    row.left = rewrite.left_to_you.iter().map(|left| left.text.clone()).collect();
    let after = built(engine, shelf, app, "after", &rewrite.dockerfile)
        .map_err(|log| format!("{log}\n{}", rewrite.dockerfile))?;
    let answers = (answer(engine, app, before)?, answer(engine, app, &after)?);
    if answers.0 != answers.1 {
        return Err(format!("answers differ:\n{}\n--- after ---\n{}", answers.0, answers.1));
    }
    let sizes = (size(engine, before)?, size(engine, &after)?);
    row.sizes = Some(sizes);
    row.user = engine.inspect(&after, "{{.Config.User}}")?;
    let claimed = best.candidate.choice.image.user.as_ref().and_then(|user| user.uid);
    if claimed.is_some_and(|uid| uid != 0 && row.user.split(':').next() != Some(&uid.to_string())) {
        return Err(format!("the rewrite runs as `{}`, and the base's user was to be {claimed:?}", row.user));
    }
    // Another name for the same base promises nothing.
    let promised = best.saves_bytes.is_none_or(|saved| saved > 0);
    let held = sizes.1 < sizes.0 || !promised && sizes.1 == sizes.0;
    held.then_some(()).ok_or_else(|| format!("the rewrite is no smaller: {sizes:?}"))
}

/// The advice as the command line gives it, with every text file of the folder as a companion.
fn advise(app: &App) -> Advice {
    let mut input = Input::pasted(app.dockerfile.clone());
    companions(&app.folder, &app.folder, &mut input.companions);
    basewise::advise(&input, &Wishes::default())
}

fn companions(root: &Path, folder: &Path, found: &mut Vec<Companion>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            companions(root, &path, found);
        } else if let (Ok(text), Ok(relative)) = (std::fs::read_to_string(&path), path.strip_prefix(root)) {
            let name = relative.to_string_lossy().into_owned();
            if name != "Dockerfile" && name != "prove.json" {
                found.push(Companion { path: name, text });
            }
        }
    }
}

fn built(engine: &Engine, shelf: &mut Shelf, app: &App, which: &str, dockerfile: &str) -> Result<String, String> {
    shelf.provide_for(dockerfile)?;
    let folder = engine.folder(&format!("{}-{which}", app.name));
    copy(&app.folder, &folder)?;
    std::fs::write(folder.join("Dockerfile"), dockerfile).map_err(|error| error.to_string())?;
    let tag = tag(app, which);
    engine.build(&tag, &folder).map_err(|log| format!("{which} does not build:\n{log}"))?;
    Ok(tag)
}

fn tag(app: &App, which: &str) -> String {
    format!("prove/{}:{which}", app.name)
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::create_dir_all(to).map_err(|error| error.to_string())?;
    for entry in std::fs::read_dir(from).map_err(|error| error.to_string())?.flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target)?,
            false => std::fs::copy(entry.path(), target).map(|_| ()).map_err(|error| error.to_string())?,
        }
    }
    Ok(())
}

fn size(engine: &Engine, tag: &str) -> Result<u64, String> {
    engine.inspect(tag, "{{.Size}}")?.parse().map_err(|_| "no size".into())
}

/// What the image says: its answers to every request, or all it prints.
fn answer(engine: &Engine, app: &App, tag: &str) -> Result<String, String> {
    if app.requests.is_empty() {
        let out = engine.docker(&["run", "--rm", "--network", "host", tag])?;
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        let wrong = String::from_utf8_lossy(&out.stderr).into_owned();
        return if out.status.success() {
            Ok(said)
        } else {
            Err(format!("{tag} ends with {}: {said}{wrong}", out.status))
        };
    }
    let out = engine.docker(&["run", "--detach", "--network", "host", tag])?;
    let id = String::from_utf8_lossy(&out.stdout).trim().to_string();
    if !out.status.success() {
        return Err(format!("{tag} does not start: {}", String::from_utf8_lossy(&out.stderr)));
    }
    let said: Result<String, String> = app.requests.iter().map(|path| get(app.port, path)).collect();
    let logs = engine.docker(&["logs", &id])?;
    engine.docker(&["rm", "--force", &id])?;
    let log = String::from_utf8_lossy(&logs.stdout).into_owned() + &String::from_utf8_lossy(&logs.stderr);
    said.map_err(|error| format!("{tag}: {error}; it said: {log}"))
}

/// Status and body of a GET on loopback, once the port is open; bounded.
fn get(port: u16, path: &str) -> Result<String, String> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        match ask(port, path) {
            Ok(answer) => return Ok(format!("{path}: {answer}\n")),
            Err(error) if Instant::now() > end => return Err(format!("GET {path} on port {port}: {error}")),
            Err(_) => std::thread::sleep(Duration::from_millis(200)),
        }
    }
}

fn ask(port: u16, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let text = String::from_utf8_lossy(&answer);
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| std::io::Error::other("no answer"))?;
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    Ok(format!("{status} {body}"))
}

/// A base called unfit is called so by the rule we name, and building or running on it really fails for that reason.
fn unfit(
    engine: &Engine,
    shelf: &mut Shelf,
    app: &App,
    advice: &Advice,
    (image, rule, fails): &(String, String, String),
) -> Result<String, String> {
    let judged = |r: &&Recommendation| r.candidate.choice.image.reference == *image;
    let candidate = advice.recommendations.iter().find(judged).ok_or_else(|| format!("{image} was not considered"))?;
    let blamed = candidate.candidate.objections.iter().any(|o| o.rule == rule.as_str());
    if candidate.verdict() != Verdict::DoesNotFit || !blamed {
        return Err(format!("{image} is not called unfit by {rule}"));
    }
    let last = advice.build.shipped_stage().ok_or("no stage ships")?;
    let mut text = app.dockerfile.clone();
    text.replace_range(last.from.span.range(), image);
    shelf.provide_for(&text)?;
    let broke = match built(engine, shelf, app, "unfit", &text) {
        Err(log) => log,
        Ok(tag) => match answer(engine, app, &tag) {
            Err(log) => log,
            Ok(said) => return Err(format!("{image} was called unfit, and works: {said}")),
        },
    };
    if !broke.contains(fails.as_str()) {
        return Err(format!("{image} breaks for another reason than {rule}: {broke}"));
    }
    println!("   {image} breaks, as {rule} says");
    Ok(format!("`{image}` ({rule})"))
}
