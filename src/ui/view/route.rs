//! Addresses of the page. All of them are fragments: a server never sees where you are or what you wrote.

/// Where the reader is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Route {
    /// The editor and its advice.
    #[default]
    Advise,
    /// A shared file; its fragment.
    Shared(String),
    /// The catalogue, searched for this.
    Bases(String),
    /// All rules' pages, or one.
    Why(Option<String>),
    /// Two bases side by side; either may still be empty.
    Compare(String, String),
}

impl Route {
    /// Reads a fragment, with or without its `#`. What is not known leads to the editor.
    pub fn read(fragment: &str) -> Route {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.starts_with(|c: char| c.is_ascii_digit()) {
            return Route::Shared(fragment.into());
        }
        let mut parts = fragment.trim_start_matches('/').splitn(3, '/').map(decode);
        let mut next = || parts.next().unwrap_or_default();
        match next().as_str() {
            "bases" => Route::Bases(next()),
            "why" => Route::Why(Some(next()).filter(|rule| !rule.is_empty())),
            "compare" => Route::Compare(next(), next()),
            _ => Route::Advise,
        }
    }

    /// The fragment, with its `#`.
    pub fn write(&self) -> String {
        match self {
            Route::Advise => "#/".into(),
            Route::Shared(fragment) => format!("#{fragment}"),
            Route::Bases(query) if query.is_empty() => "#/bases".into(),
            Route::Bases(query) => format!("#/bases/{}", encode(query)),
            Route::Why(None) => "#/why".into(),
            Route::Why(Some(rule)) => format!("#/why/{}", encode(rule)),
            Route::Compare(one, other) => format!("#/compare/{}/{}", encode(one), encode(other)),
        }
    }
}

/// Percent-encodes all but what is safe in any fragment.
fn encode(text: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:@".contains(&byte);
    text.bytes().map(|byte| if safe(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => (bytes.push(decoded), rest = &after[2..]),
            None => (bytes.push(byte), rest = after),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_comes_back() {
        let routes = [
            Route::Advise,
            Route::Shared("1K-FFGdEAAA".into()),
            Route::Bases(String::new()),
            Route::Bases("eclipse temurin/21 ü%".into()),
            Route::Why(None),
            Route::Why(Some("glibc-newer-than-runtime".into())),
            Route::Compare("gcr.io/distroless/static-debian13:nonroot".into(), "alpine:3.22".into()),
            Route::Compare(String::new(), String::new()),
        ];
        for route in routes {
            assert_eq!(Route::read(&route.write()), route);
        }
    }

    #[test]
    fn what_is_unknown_leads_home() {
        for fragment in ["", "#", "#/", "#nonsense", "#/%", "#/../x"] {
            assert_eq!(Route::read(fragment), Route::Advise, "{fragment}");
        }
    }
}
