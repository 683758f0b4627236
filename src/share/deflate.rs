//! Raw DEFLATE with a preset dictionary, and its bounded inverse.

use super::Trouble;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

const RAW: i32 = -15;
const BEST: i32 = 9;

/// The dictionary is compressed first and its output thrown away: what follows may refer back to it.
pub fn squeeze(bytes: &[u8], dictionary: &[u8]) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(BEST, RAW, 0));
    compress_to_output(&mut compressor, dictionary, TDEFLFlush::Sync, |_| true);
    let mut packed = Vec::new();
    compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |piece| {
        packed.extend_from_slice(piece);
        true
    });
    packed
}

/// The buffer starts with the dictionary and grows to the limit, never beyond.
pub fn expand(packed: &[u8], dictionary: &[u8], limit: usize) -> Result<Vec<u8>, Trouble> {
    let mut inflater = DecompressorOxide::new();
    let mut out = dictionary.to_vec();
    let (mut read, mut written) = (0, dictionary.len());
    loop {
        let room = (written * 2).max(4096).min(dictionary.len() + limit);
        out.resize(room, 0);
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, took, gave) = decompress(&mut inflater, &packed[read..], &mut out, written, flags);
        (read, written) = (read + took, written + gave);
        match status {
            TINFLStatus::Done if read == packed.len() => break,
            TINFLStatus::HasMoreOutput if room < dictionary.len() + limit => continue,
            TINFLStatus::HasMoreOutput => return Err(Trouble::TooLarge),
            _ => return Err(Trouble::Broken),
        }
    }
    out.truncate(written);
    out.drain(..dictionary.len());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_used() {
        let text = b"RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates";
        let (with, without) = (squeeze(text, text), squeeze(text, b""));
        assert!(with.len() * 4 < without.len(), "{} and {}", with.len(), without.len());
        assert_eq!(expand(&with, text, 100).as_deref(), Ok(&text[..]));
    }

    #[test]
    fn the_limit_is_exact() {
        let packed = squeeze(&[7; 5000], b"");
        assert_eq!(expand(&packed, b"", 5000).map(|bytes| bytes.len()), Ok(5000));
        assert_eq!(expand(&packed, b"", 4999), Err(Trouble::TooLarge));
    }

    #[test]
    fn what_trails_is_not_ours() {
        let mut packed = squeeze(b"FROM scratch", b"");
        packed.push(0);
        assert_eq!(expand(&packed, b"", 100), Err(Trouble::Broken));
    }
}
