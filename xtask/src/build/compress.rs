//! The `.br` and `.gz` that a static host serves in place of a file.

use super::pack::Site;
use std::collections::BTreeMap;
use std::io::Write;

/// Name → brotli and gzip bytes.
pub type Packed = BTreeMap<String, (Vec<u8>, Vec<u8>)>;

/// Compresses all that gains by it, on every core.
pub fn compress(site: &Site) -> Packed {
    let work: Vec<_> = site.files.iter().filter(|(name, _)| gains(name)).collect();
    let done = |(name, bytes): &(&String, &Vec<u8>)| ((*name).clone(), (brotli(bytes), gzip(bytes)));
    std::thread::scope(|scope| {
        let threads: Vec<_> = work.iter().map(|item| scope.spawn(move || done(item))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

/// Bytes that a host with brotli sends for a file.
pub fn sent(name: &str, bytes: &[u8]) -> usize {
    if gains(name) { brotli(bytes).len() } else { bytes.len() }
}

/// Whether a file of that name is worth compressing: pictures are compressed already.
pub fn gains(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["html", "css", "js", "mjs", "ts", "wasm", "svg", "json", "txt", "md", "webmanifest", "xml"].contains(&extension)
}

/// Brotli at its best: the site is compressed once and sent often.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    match brotli::BrotliCompress(&mut &bytes[..], &mut out, &params) {
        Ok(_) => out,
        Err(problem) => unreachable!("writing to memory failed: {problem}"),
    }
}

/// Gzip at its best, without a date.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(out) => out,
        Err(problem) => unreachable!("writing to memory failed: {problem}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_can_be_read_back() {
        let text = b"FROM scratch\n".repeat(100);
        let (mut from_br, mut from_gz) = (Vec::new(), Vec::new());
        assert!(brotli::BrotliDecompress(&mut &brotli(&text)[..], &mut from_br).is_ok());
        let mut gz = flate2::write::GzDecoder::new(&mut from_gz);
        assert!(gz.write_all(&gzip(&text)).and_then(|()| gz.finish().map(|_| ())).is_ok());
        assert_eq!((&from_br, &from_gz), (&text, &text));
    }
}
