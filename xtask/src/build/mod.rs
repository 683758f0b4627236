//! `cargo xtask build`: from sources to a site that any static host can serve from any folder.
//!
//! compile → bind → [`pack`](pack::pack) (hashed names, references rewritten) → compress → write.

mod address;
mod compile;
mod compress;
pub mod csp;
mod hosting;
mod integrity;
mod knowledge;
mod pack;
mod pages;
#[path = "../../../build/pages.rs"]
mod rules;
mod sbom;
mod single;
mod types;
mod words;
mod write;

use crate::{Done, args::Args, root};
pub use compile::{Profile, TARGET, add_target};
pub use compress::{brotli, gains, gzip};
pub use integrity::hash;
pub use pack::{Site, digest};
use std::path::PathBuf;

/// Builds, writes and prints the sizes.
pub fn task(mut args: Args) -> Done {
    let profile = args.value("--profile")?.as_deref().map_or(Ok(Profile::Ship), Profile::named)?;
    let out = args.value("--out")?.map_or_else(|| root().join("dist"), PathBuf::from);
    let address = args.value("--address")?.map(|given| address::checked(&given)).transpose()?;
    let extras = Extras { single: args.flag("--single"), knowledge: true, address, ..Extras::default() };
    args.end()?;
    let site = build(profile, &extras)?;
    let packed = compress::compress(&site);
    write::write(&site, &packed, &out)?;
    let table = write::table(&site, &packed);
    print!("{table}");
    measured("sizes.txt", &table)?;
    println!("written to {}", out.display());
    Ok(())
}

/// Figures that are worth keeping, in `target/measured/`.
fn measured(name: &str, text: &str) -> Done {
    let folder = root().join("target/measured");
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join(name), text)?)
}

/// What a build adds to the plain site.
#[derive(Default, Clone)]
pub struct Extras {
    /// Scripts by name, for `serve`; each page loads them before its own.
    pub scripts: Vec<(String, String)>,
    /// The site is rebuilt while someone looks at it: nothing may be kept for offline use.
    pub changes_often: bool,
    /// A word in a text breaks the engine: for the tests of what happens then, and for nothing else.
    pub breakable: bool,
    /// Also the whole page in one file.
    pub single: bool,
    /// Also the pages of rules and bases that need no JavaScript.
    pub knowledge: bool,
    /// Where the site will be, for search engines and social cards: `https://…/`.
    pub address: Option<String>,
}

const NEVER_OFFLINE: &str = "export function startOffline() {}\n";

/// The site in memory.
pub fn build(profile: Profile, extras: &Extras) -> Done<Site> {
    let bound = compile::bind(&compile::compile(profile, extras.breakable)?)?;
    let mut sources = pages::sources()?;
    types::complete(&mut sources)?;
    sources.extend(bound);
    sources.insert("later/rules.txt".to_owned(), rules::gather(&root().join(rules::ROOM))?.into_bytes());
    let scripts = extras.scripts.iter();
    sources.extend(scripts.map(|(name, text)| (name.clone(), text.clone().into_bytes())));
    if extras.changes_often {
        sources.insert("offline.js".to_owned(), NEVER_OFFLINE.into());
    }
    let single = if extras.single { Some(single::single(&sources)?) } else { None };
    if extras.knowledge {
        knowledge::complete(&mut sources)?;
    }
    for (name, bytes) in &mut sources {
        if name.ends_with(".html") {
            *bytes = pages::finish(name, bytes, extras)?;
        }
    }
    let mut site = pack::pack(&sources)?;
    integrity::pin(&mut site);
    site.files.extend(address::files(&site, extras.address.as_deref()));
    hosting::complete(&mut site)?;
    site.files.extend(single.map(|html| (single::NAME.to_owned(), html.into_bytes())));
    Ok(site)
}

/// Bytes of brotli that a first visit sends.
pub fn first_load(site: &Site) -> usize {
    site.first_load.iter().map(|name| sent(site, name)).sum()
}

/// Bytes that a host with brotli sends for a file of the site.
pub fn sent(site: &Site, name: &str) -> usize {
    compress::sent(name, &site.files[name])
}

/// Builds quickly into `out`, without compressing.
pub fn build_quickly(out: &std::path::Path, extras: &Extras) -> Done {
    write::write(&build(Profile::Page, extras)?, &compress::Packed::new(), out)
}
