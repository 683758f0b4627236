//! The form of the data files: a head of `key value` lines, then stanzas, each a name and indented `key value` lines.

/// One data file.
#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub head: Vec<(String, String)>,
    pub stanzas: Vec<Stanza>,
}

/// One row: its name and its fields in the order written.
#[derive(Debug, Default)]
pub struct Stanza {
    pub name: String,
    pub line: usize,
    pub fields: Vec<(String, String)>,
}

/// Where facts come from: title, address, day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub title: String,
    pub url: String,
    pub as_of: String,
}

impl Sheet {
    /// Reads a file. A head without a source or a stanza without a field is a fault.
    pub fn parse(name: &str, text: &str, faults: &mut Vec<String>) -> Self {
        let mut sheet = Self { name: name.to_owned(), ..Self::default() };
        let mut in_head = true;
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            if line.trim().is_empty() {
                in_head = false;
            } else if let Some(field) = line.strip_prefix("  ") {
                sheet.push_field(field, number + 1, faults);
            } else if in_head {
                sheet.head.push(split(line));
            } else {
                sheet.stanzas.push(Stanza { name: line.trim().to_owned(), line: number + 1, fields: Vec::new() });
            }
        }
        sheet.check(faults);
        sheet
    }

    fn push_field(&mut self, field: &str, line: usize, faults: &mut Vec<String>) {
        match self.stanzas.last_mut() {
            Some(stanza) => stanza.fields.push(split(field.trim())),
            None => faults.push(format!("{}:{line}: a field before any row", self.name)),
        }
    }

    fn check(&self, faults: &mut Vec<String>) {
        if self.stanzas.is_empty() {
            faults.push(format!("{}: no rows", self.name));
        }
        for stanza in self.stanzas.iter().filter(|stanza| stanza.fields.is_empty()) {
            faults.push(format!("{}:{}: {} says nothing", self.name, stanza.line, stanza.name));
        }
    }

    /// A key of the head.
    pub fn head(&self, key: &str) -> Option<&str> {
        self.head.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// `source title | address | day`; its absence or a bad day is a fault.
    pub fn source(&self, faults: &mut Vec<String>) -> Option<Origin> {
        let Some(written) = self.head("source") else {
            faults.push(format!("{}: no source", self.name));
            return None;
        };
        Origin::parse(written).or_else(|| {
            faults.push(format!("{}: a source is `title | https://… | YYYY-MM-DD`, not `{written}`", self.name));
            None
        })
    }

    /// Every `source key title | address | day` of the head.
    pub fn sources(&self, faults: &mut Vec<String>) -> Vec<(String, Origin)> {
        let mut found = Vec::new();
        for (_, written) in self.head.iter().filter(|(key, _)| key == "source") {
            let (key, rest) = split(written);
            match Origin::parse(&rest) {
                Some(origin) => found.push((key, origin)),
                None => faults.push(format!("{}: a source is `key title | https://… | YYYY-MM-DD`", self.name)),
            }
        }
        found
    }
}

impl Stanza {
    /// A field's value.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// Says so for every field whose key is not among `known`.
    pub fn only(&self, sheet: &str, known: &[&str], faults: &mut Vec<String>) {
        for (key, _) in self.fields.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            faults.push(format!("{sheet}:{}: {} has an unknown field `{key}`", self.line, self.name));
        }
    }
}

impl Origin {
    /// `title | address | day`.
    pub fn parse(written: &str) -> Option<Self> {
        let [title, url, as_of] = written.split('|').map(str::trim).collect::<Vec<_>>()[..] else { return None };
        let whole = !title.is_empty() && url.starts_with("https://") && is_day(as_of);
        whole.then(|| Self { title: title.into(), url: url.into(), as_of: as_of.into() })
    }

    /// As a `Source` literal.
    pub fn rust(&self) -> String {
        format!("Source {{ title: {:?}, url: {:?}, as_of: {:?} }}", self.title, self.url, self.as_of)
    }
}

/// `YYYY-MM-DD`, with a month and a day that exist.
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, width: usize| (part.len() == width).then(|| part.parse::<u32>().ok()).flatten();
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The first word, and the rest.
pub fn split(line: &str) -> (String, String) {
    let (key, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (key.to_owned(), value.trim().to_owned())
}

/// `verified`, `seen` or `assumed`, as a letter.
pub fn evidence(written: Option<&str>) -> Option<char> {
    match written? {
        "verified" => Some('v'),
        "seen" => Some('s'),
        "assumed" => Some('a'),
        _ => None,
    }
}
