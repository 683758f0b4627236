//! Browsers count text in UTF-16 code units, the engine in bytes.

/// The length of a text as browsers count it.
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte at so many code units; the end where there are fewer.
pub fn to_bytes(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= units {
            return at;
        }
        seen += c.len_utf16();
    }
    text.len()
}

/// The code units before a byte.
pub fn from_bytes(text: &str, bytes: usize) -> usize {
    text.char_indices().take_while(|&(at, _)| at < bytes).map(|(_, c)| c.len_utf16()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back() {
        let text = "aü🐳你\n";
        for (at, _) in text.char_indices() {
            assert_eq!(to_bytes(text, from_bytes(text, at)), at);
        }
        assert_eq!((length(text), to_bytes(text, 99), from_bytes(text, 99)), (6, text.len(), 6));
    }
}
