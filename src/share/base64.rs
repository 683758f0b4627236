//! base64url without padding, as links need it.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        let letters = (0..=chunk.len()).map(|at| LETTERS[(group >> (18 - 6 * at)) as usize & 63] as char);
        text.extend(letters);
    }
    text
}

/// `None` for any other character, and for a length no encoding has.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0u32;
        for &letter in chunk {
            group = group << 6 | value(letter)?;
        }
        group <<= 6 * (4 - chunk.len());
        let len = chunk.len().checked_sub(1).filter(|&len| len > 0)?;
        bytes.extend_from_slice(&group.to_be_bytes()[1..=len]);
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    } as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back() {
        for len in 0..40u8 {
            let bytes: Vec<u8> = (0..len).map(|n| n.wrapping_mul(97)).collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn the_alphabet_is_that_of_rfc_4648() {
        assert_eq!(encode(&[0xfb, 0xff, 0xfe]), "-__-");
        assert_eq!(encode(b"foobar"), "Zm9vYmFy");
        assert_eq!(encode(b"fo"), "Zm8");
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["a", "ab=d", "ab+d", "abcde", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
