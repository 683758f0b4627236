//! Version lines of TOML, XML, Gradle and plain files, read line by line: no grammar of theirs ships.

/// The first number in a text: `20` of `>=20 <23`, `3.12` of `python-3.12`.
pub fn first_version(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let version: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let version = version.trim_end_matches('.');
    (!version.is_empty()).then(|| version.to_string())
}

/// `key = "value"` of a TOML line.
pub fn toml_value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim().trim_matches('"') == key).then(|| value.trim().trim_matches(['"', '\'']))
    })
}

pub fn requires_python(text: &str) -> Option<String> {
    first_version(toml_value(text, "requires-python").or_else(|| toml_value(text, "python"))?)
}

pub fn pipfile_python(text: &str) -> Option<String> {
    first_version(toml_value(text, "python_version").or_else(|| toml_value(text, "python_full_version"))?)
}

/// The text of the first XML element of a name.
pub fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once('<').map(|(value, _)| value.trim())
}

pub fn pom_java(text: &str) -> Option<String> {
    let names = ["maven.compiler.release", "java.version", "maven.compiler.target", "release", "maven.compiler.source"];
    names
        .iter()
        .find_map(|name| element(text, name))
        .and_then(|value| first_version(value.strip_prefix("1.").unwrap_or(value)))
}

pub fn gradle_java(text: &str) -> Option<String> {
    let marks = ["JavaLanguageVersion.of(", "sourceCompatibility", "JavaVersion.VERSION_", "jvmToolchain("];
    let line = text.lines().find(|line| marks.iter().any(|mark| line.contains(mark)))?;
    let mark = marks.iter().find_map(|mark| line.split_once(mark))?;
    first_version(mark.1.replace("VERSION_1_", "VERSION_").as_str())
}

pub fn gemfile_ruby(text: &str) -> Option<String> {
    first_version(text.lines().find_map(|line| line.trim().strip_prefix("ruby "))?)
}

/// `elixir: "~> 1.18",` of a project.
pub fn mix_elixir(text: &str) -> Option<String> {
    first_version(text.lines().find_map(|line| line.trim().strip_prefix("elixir:"))?)
}

pub fn go_mod(text: &str) -> Option<String> {
    first_version(text.lines().find_map(|line| line.strip_prefix("go "))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_the_lines_that_hold_them() {
        assert_eq!(requires_python("[project]\nrequires-python = \">=3.11,<3.13\"").as_deref(), Some("3.11"));
        assert_eq!(pom_java("<properties><java.version>1.8</java.version></properties>").as_deref(), Some("8"));
        assert_eq!(gradle_java("languageVersion = JavaLanguageVersion.of(21)").as_deref(), Some("21"));
        assert_eq!(gemfile_ruby("source 'x'\nruby \"3.3.1\"").as_deref(), Some("3.3.1"));
        assert_eq!(mix_elixir("  [\n    elixir: \"~> 1.18\",").as_deref(), Some("1.18"));
        assert_eq!(go_mod("module x\n\ngo 1.24\n").as_deref(), Some("1.24"));
        assert_eq!(requires_python("name = \"x\""), None);
    }
}
