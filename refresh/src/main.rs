//! `refresh …`: see [`refresh::run::HELP`].

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        println!("{}", refresh::run::HELP);
        return ExitCode::SUCCESS;
    }
    let options = match refresh::run::Options::read(&words) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", refresh::run::HELP);
            return ExitCode::from(2);
        }
    };
    match refresh::run::run(&options) {
        Ok(report) => {
            print!("{report}");
            ExitCode::from(u8::from(!report.is_clean()))
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}
