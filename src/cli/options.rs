//! Arguments → [`Options`], by the registry in [`super::flags`].

use super::flags::{FLAGS, Flag, VERBS};
use crate::pairs::Pairs;
use crate::report::Format;
use crate::wishes::Wishes;
use std::path::PathBuf;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Command {
    #[default]
    Advise,
    Explain,
    Rewrite,
    Catalogue,
    Read,
    Lessons,
    Pages,
    Help,
    Version,
}

/// What was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub command: Command,
    pub format: Option<Format>,
    pub target: Option<String>,
    pub build_args: Pairs<String>,
    pub policy: Option<PathBuf>,
    pub context: Option<PathBuf>,
    pub to: Option<String>,
    pub name: Option<String>,
    pub check: bool,
    pub wishes: Wishes,
    /// Files, a rule or an image: whatever is no flag, in order.
    pub operands: Vec<String>,
}

/// Reads the arguments; the first word may name a command, else it is `advise`.
pub(super) fn parse(args: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    options.wishes.today = system_date();
    let mut rest = args.iter().peekable();
    if let Some(verb) = rest.peek().and_then(|word| VERBS.iter().find(|verb| verb.name == word.as_str())) {
        options.command = verb.command;
        rest.next();
    }
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--" => options.operands.extend(rest.by_ref().cloned()),
            "-h" => options.command = Command::Help,
            "-V" => options.command = Command::Version,
            _ => match arg.strip_prefix("--") {
                Some(flag) => take(&mut options, flag, &mut rest)?,
                None if arg.len() > 1 && arg.starts_with('-') => return Err(unknown(arg)),
                None => options.operands.push(arg.clone()),
            },
        }
    }
    Ok(options)
}

/// `name`, `name value` or `name=value`.
fn take<'a>(options: &mut Options, flag: &str, rest: &mut impl Iterator<Item = &'a String>) -> Result<(), String> {
    let (name, inline) = match flag.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (flag, None),
    };
    let Some(known) = FLAGS.iter().find(|known| known.name == name) else {
        return Err(unknown(&format!("--{name}")));
    };
    let value = value_of(known, inline, rest)?;
    (known.set)(options, &value)
}

fn value_of<'a>(
    flag: &Flag,
    inline: Option<&str>,
    rest: &mut impl Iterator<Item = &'a String>,
) -> Result<String, String> {
    match (flag.value, inline) {
        (None, None) => Ok(String::new()),
        (None, Some(_)) => Err(format!("--{} takes no value", flag.name)),
        (Some(_), Some(value)) => Ok(value.into()),
        (Some(word), None) => rest.next().cloned().ok_or_else(|| format!("--{} wants {word}", flag.name)),
    }
}

fn unknown(arg: &str) -> String {
    format!("{arg} is not known; `basewise --help` lists what is")
}

/// Whether this is a day of the calendar, written `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    shaped && (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10))
}

fn system_date() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    date_of((since.as_secs() / 86_400) as i64)
}

/// Days since 1970-01-01 → the day, by the proleptic Gregorian calendar, counted in years that begin in March.
fn date_of(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Leaning;

    fn read(line: &str) -> Result<Options, String> {
        parse(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_file_alone_is_advised_on() {
        let options = read("Dockerfile -").expect("two operands");
        assert_eq!((options.command, options.operands.len()), (Command::Advise, 2));
    }

    #[test]
    fn values_stand_apart_or_behind_an_equals_sign() {
        let options = read("advise --prefer=smallest --answers a=b,c=d --check X").expect("flags");
        assert_eq!(options.wishes.leaning, Leaning::Smallest);
        assert_eq!(options.wishes.answer("c"), Some("d"));
        assert!(options.check);
        assert_eq!(options.operands, ["X"]);
    }

    #[test]
    fn build_arguments_are_given_one_by_one() {
        let options = read("--build-arg A=1 --build-arg=B=x=y,z --build-arg C= --build-arg A=2 --build-arg PATH f")
            .expect("flags");
        let given = |name: &str| options.build_args.get(name).map(String::as_str);
        assert_eq!([given("A"), given("B"), given("C")], [Some("2"), Some("x=y,z"), Some("")]);
        assert_eq!(given("PATH").map(String::from), std::env::var("PATH").ok(), "a name alone is the environment's");
        assert!(read("--build-arg BASEWISE_NOT_SET f").expect("as docker does").build_args.is_empty());
    }

    #[test]
    fn what_is_not_known_is_refused_with_its_name() {
        for (line, named) in [
            ("--nope", "--nope"),
            ("-x", "-x"),
            ("--prefer loud f", "loud"),
            ("--today 2026-13-01 f", "2026-13-01"),
            ("--build-arg =1 f", "`=1`"),
        ] {
            let problem = read(line).expect_err(line);
            assert!(problem.contains(named), "{problem}");
        }
        assert!(read("--policy").is_err());
        assert_eq!(read("--build-arg").expect_err("no value"), "--build-arg wants NAME=VALUE");
        assert!(read("--check=yes f").is_err());
    }

    #[test]
    fn days_are_counted_as_the_calendar_counts_them() {
        for (days, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_778, "2026-11-21"),
            (20_818, "2026-12-31"),
        ] {
            assert_eq!(date_of(days), date);
        }
    }
}
