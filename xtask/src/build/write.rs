//! Memory → folder, and the table of sizes.

use super::compress::Packed;
use super::hosting;
use super::pack::Site;
use crate::Done;
use std::fmt::Write as _;
use std::path::Path;

/// Writes all files, then puts the folder in the old one's place, so that nobody ever sees half a site.
pub fn write(site: &Site, packed: &Packed, out: &Path) -> Done {
    let fresh = out.with_extension("new");
    clear(&fresh)?;
    for (name, bytes) in &site.files {
        put(&fresh, name, bytes)?;
    }
    for (name, (br, gz)) in packed {
        put(&fresh, &format!("{name}.br"), br)?;
        put(&fresh, &format!("{name}.gz"), gz)?;
    }
    put(&fresh, "CHECKSUMS", hosting::checksums(site, packed).as_bytes())?;
    clear(out)?;
    std::fs::rename(&fresh, out)?;
    Ok(())
}

fn clear(folder: &Path) -> Done {
    match std::fs::remove_dir_all(folder) {
        Err(problem) if problem.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{} cannot be replaced: {problem}", folder.display()).into())
        }
        _ => Ok(()),
    }
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Done {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(&path, bytes).map_err(|problem| format!("{}: {problem}", path.display()).into())
}

/// Every file with its size, and the sum of a first visit.
pub fn table(site: &Site, packed: &Packed) -> String {
    let mut table = format!("{:>10} {:>10}  file (* is loaded by a first visit)\n", "bytes", "brotli");
    for (name, bytes) in &site.files {
        let mark = if site.first_load.contains(name) { '*' } else { ' ' };
        let _ = writeln!(table, "{:>10} {:>10} {mark}{name}", bytes.len(), sent(site, packed, name));
    }
    let first: usize = site.first_load.iter().map(|name| sent(site, packed, name)).sum();
    let raw: usize = site.first_load.iter().map(|name| site.files[name].len()).sum();
    let _ = writeln!(table, "{raw:>10} {first:>10}  first visit ({:.1} KB brotli)", first as f64 / 1000.0);
    table
}

fn sent(site: &Site, packed: &Packed, name: &str) -> usize {
    packed.get(name).map_or_else(|| site.files[name].len(), |(br, _)| br.len())
}
