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
    /// The workshop: a pack, and one of its lessons by id.
    Learn(String, Option<String>),
    /// The presenter's view: pack, lesson, and how far the slides have come.
    Present(String, String, usize),
    /// What goes on paper: a pack, and which sheet.
    Paper(String, Sheet),
    /// Where lessons are written.
    Author,
}

/// What of a pack is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sheet {
    /// The tasks, for the class.
    #[default]
    Handout,
    /// The tasks with hints and solutions, for the trainer.
    Solutions,
    /// What to take away, with what the learner has done.
    Summary,
}

impl Sheet {
    pub const ALL: [Sheet; 3] = [Sheet::Handout, Sheet::Solutions, Sheet::Summary];

    fn name(self) -> &'static str {
        match self {
            Sheet::Handout => "handout",
            Sheet::Solutions => "solutions",
            Sheet::Summary => "summary",
        }
    }

    fn named(name: &str) -> Sheet {
        Sheet::ALL.into_iter().find(|sheet| sheet.name() == name).unwrap_or_default()
    }
}

/// How the course that comes with the page is named in an address.
pub const COURSE: &str = "course";
/// How a pack from a file, or one written here, is named.
pub const OWN: &str = "own";

impl Route {
    /// Reads a fragment, with or without its `#`. What is not known leads to the editor.
    pub fn read(fragment: &str) -> Route {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.starts_with(|c: char| c.is_ascii_digit()) {
            return Route::Shared(fragment.into());
        }
        let mut parts = fragment.trim_start_matches('/').splitn(4, '/').map(decode);
        let mut next = || parts.next().unwrap_or_default();
        match next().as_str() {
            "bases" => Route::Bases(next()),
            "why" => Route::Why(Some(next()).filter(|rule| !rule.is_empty())),
            "compare" => Route::Compare(next(), next()),
            "learn" => Route::Learn(pack(next()), Some(next()).filter(|lesson| !lesson.is_empty())),
            "present" => Route::Present(pack(next()), next(), next().parse().unwrap_or_default()),
            "paper" => Route::Paper(pack(next()), Sheet::named(&next())),
            "author" => Route::Author,
            _ => Route::Advise,
        }
    }

    /// The pack a route needs.
    pub fn pack(&self) -> Option<&str> {
        match self {
            Route::Learn(pack, _) | Route::Present(pack, ..) | Route::Paper(pack, _) => Some(pack),
            _ => None,
        }
    }

    /// Whether it leads into the workshop.
    pub fn in_workshop(&self) -> bool {
        self.pack().is_some() || *self == Route::Author
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
            Route::Learn(pack, None) if pack == COURSE => "#/learn".into(),
            Route::Learn(pack, None) => format!("#/learn/{}", encode(pack)),
            Route::Learn(pack, Some(lesson)) => format!("#/learn/{}/{}", encode(pack), encode(lesson)),
            Route::Present(pack, lesson, slide) => format!("#/present/{}/{}/{slide}", encode(pack), encode(lesson)),
            Route::Paper(pack, sheet) => format!("#/paper/{}/{}", encode(pack), sheet.name()),
            Route::Author => "#/author".into(),
        }
    }
}

fn pack(name: String) -> String {
    if name.is_empty() { COURSE.into() } else { name }
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
            Route::Learn(COURSE.into(), None),
            Route::Learn("packs/my course.md".into(), Some("first-steps".into())),
            Route::Learn("1K-FFGdEAAA".into(), None),
            Route::Present(COURSE.into(), "users".into(), 7),
            Route::Paper(OWN.into(), Sheet::Summary),
            Route::Author,
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
