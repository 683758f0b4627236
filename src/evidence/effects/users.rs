//! useradd, adduser, groupadd, addgroup in the words of shadow, Debian and busybox.

use crate::evidence::Doing;
use crate::shell::Command;

/// Flags that take the next word, by program.
const USERADD: &[&str] = &[
    "-b",
    "-c",
    "-d",
    "-e",
    "-f",
    "-g",
    "-G",
    "-k",
    "-K",
    "-p",
    "-s",
    "-u",
    "-R",
    "-Z",
    "--base-dir",
    "--comment",
    "--home-dir",
    "--home",
    "--expiredate",
    "--inactive",
    "--gid",
    "--groups",
    "--skel",
    "--key",
    "--password",
    "--shell",
    "--uid",
];
const ADDUSER: &[&str] = &[
    "-h",
    "-g",
    "-s",
    "-G",
    "-u",
    "-k",
    "-d",
    "-c",
    "--home",
    "--shell",
    "--ingroup",
    "--uid",
    "--gid",
    "--gecos",
    "--comment",
    "--conf",
    "--firstuid",
    "--lastuid",
    "-uid",
    "-gid",
];
const GROUP: &[&str] = &["-g", "--gid", "-gid", "-K", "--key", "-p", "-R"];

pub fn read(command: &Command) -> Option<Doing> {
    match command.name() {
        "useradd" => user(command, USERADD, Which::Last),
        "adduser" => user(command, ADDUSER, Which::First),
        "groupadd" | "addgroup" => group(command),
        _ => None,
    }
}

/// Which of the plain words is the user's name.
enum Which {
    First,
    Last,
}

fn user(command: &Command, valued: &[&str], which: Which) -> Option<Doing> {
    let words = plain(command, valued);
    let name = match which {
        // `adduser app docker` puts a user that exists into a group.
        Which::First if words.len() == 2 && command.args.len() == 2 => return Some(Doing::Configure),
        Which::First => words.first()?,
        Which::Last => words.last()?,
    };
    let uid = value(command, &["-u", "--uid", "-uid"]);
    let short = |text: &str, flag: char| text.starts_with('-') && !text.starts_with("--") && text.contains(flag);
    let system_flag = if command.name() == "useradd" { 'r' } else { 'S' };
    let system = command.args.iter().any(|arg| arg.text == "--system" || short(&arg.text, system_flag));
    Some(Doing::CreateUser { name: name.clone(), uid, system })
}

fn group(command: &Command) -> Option<Doing> {
    let words = plain(command, GROUP);
    if command.name() == "addgroup" && words.len() == 2 && command.args.len() == 2 {
        return Some(Doing::Configure);
    }
    Some(Doing::CreateGroup { name: words.last()?.clone(), gid: value(command, &["-g", "--gid", "-gid"]) })
}

/// The words that are neither flags nor values of flags.
fn plain(command: &Command, valued: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    let mut taken = false;
    for arg in &command.args {
        if taken {
            taken = false;
        } else if arg.text.starts_with('-') {
            taken = takes_next(&arg.text, valued);
        } else {
            words.push(arg.text.clone());
        }
    }
    words
}

/// `-u`, `--uid`, and the last letter of a cluster such as `-rmu`.
fn takes_next(flag: &str, valued: &[&str]) -> bool {
    if valued.contains(&flag) {
        return true;
    }
    let cluster =
        flag.strip_prefix('-').filter(|letters| letters.len() > 1 && letters.bytes().all(|b| b.is_ascii_alphabetic()));
    let last = cluster.and_then(|letters| letters.chars().last());
    last.is_some_and(|last| valued.contains(&format!("-{last}").as_str()))
}

/// The value of a flag: `-u 1000`, `-u1000`, `--uid=1000`, `-rmu 1000`.
fn value(command: &Command, flags: &[&str]) -> Option<String> {
    command.args.iter().enumerate().find_map(|(at, arg)| {
        let next = || command.args.get(at + 1).map(|next| next.text.clone());
        let text = arg.text.as_str();
        if flags.contains(&text) || takes_next(text, flags) {
            return next();
        }
        flags.iter().find_map(|flag| {
            let rest = text.strip_prefix(flag)?;
            let rest = rest.strip_prefix('=').unwrap_or(rest);
            rest.starts_with(|c: char| c.is_ascii_digit() || c == '$').then(|| rest.to_string())
        })
    })
}
