//! Programs that run other programs: `sudo`, `env`, `sh -c`, `xargs` …

use super::Arg;

/// What a command runs in turn.
pub enum Inside {
    Nothing,
    /// The program is the argument after so many, its own end at another; `env A=b` also sets variables.
    Command {
        skip: usize,
        end: usize,
        env: Vec<(String, Arg)>,
    },
    /// The argument with this number is a script.
    Script(usize),
    /// The script comes on standard input.
    Stdin,
}

const SHELLS: [&str; 7] = ["sh", "bash", "ash", "dash", "zsh", "ksh", "busybox-sh"];

/// Looks at a program's arguments for what it starts.
pub fn inside(program: &Arg, args: &[Arg]) -> Inside {
    let name = program.text.rsplit('/').next().unwrap_or_default();
    match name {
        _ if SHELLS.contains(&name) => shell(args),
        "busybox" => command(0, args),
        "sudo" => command(options(args, &["-u", "-g", "-h", "-p", "-C", "-r", "-t", "--user", "--group"]), args),
        "env" => command(options(args, &["-u", "-C", "-S", "--unset", "--chdir"]), args),
        "exec" => command(options(args, &["-a"]), args),
        "nice" => command(options(args, &["-n"]), args),
        "nohup" | "setsid" | "command" | "builtin" | "ionice" | "fakeroot" | "unbuffer" | "catatonit" => {
            command(options(args, &[]), args)
        }
        "timeout" => command(options(args, &["-s", "-k", "--signal", "--kill-after"]) + 1, args),
        "tini" | "dumb-init" => command(options(args, &["-p", "-e", "--rewrite", "-r"]), args),
        "gosu" | "su-exec" | "chroot" | "chpst" | "setuidgid" | "runuser" => {
            command(options(args, &["-u", "-g"]) + 1, args)
        }
        "xargs" => command(options(args, &["-n", "-I", "-P", "-d", "-L", "-a", "-s", "-E"]), args),
        "eval" => Inside::Script(0),
        "su" => args.iter().position(|arg| arg.text == "-c").map_or(Inside::Nothing, |at| Inside::Script(at + 1)),
        "find" => find(args),
        "trap" => Inside::Nothing,
        _ => Inside::Nothing,
    }
}

/// `find … -exec program args ;`
fn find(args: &[Arg]) -> Inside {
    let at = args.iter().position(|arg| matches!(arg.text.as_str(), "-exec" | "-execdir" | "-ok"));
    let Some(at) = at else { return Inside::Nothing };
    let end = args[at..].iter().position(|arg| matches!(arg.text.as_str(), ";" | "+"));
    Inside::Command { skip: at + 1, end: end.map_or(args.len(), |end| at + end), env: Vec::new() }
}

/// The program after so many arguments and the `NAME=value` pairs that follow them.
fn command(skip: usize, args: &[Arg]) -> Inside {
    let mut env = Vec::new();
    let mut at = skip;
    while let Some((name, value)) = args.get(at).and_then(pair) {
        env.push((name, value));
        at += 1;
    }
    if at < args.len() { Inside::Command { skip: at, end: args.len(), env } } else { Inside::Nothing }
}

fn pair(arg: &Arg) -> Option<(String, Arg)> {
    let (name, value) = arg.text.split_once('=')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| (name.to_string(), Arg { text: value.to_string(), ..arg.clone() }))
}

/// How many arguments are options, those that take a value with it.
fn options(args: &[Arg], valued: &[&str]) -> usize {
    let mut at = 0;
    while let Some(arg) = args.get(at) {
        match arg.text.as_str() {
            "--" => return at + 1,
            text if valued.contains(&text) => at += 2,
            text if text.starts_with('-') && text.len() > 1 => at += 1,
            _ => break,
        }
    }
    at
}

/// `-c script`, also `-lc`, `-exc`; a script's name; or nothing, and then standard input.
fn shell(args: &[Arg]) -> Inside {
    let mut at = 0;
    while let Some(arg) = args.get(at) {
        let text = arg.text.as_str();
        if text == "-s" || text == "-" {
            return Inside::Stdin;
        }
        if text == "-o" || text == "+o" || text == "-O" || text == "--rcfile" || text == "--init-file" {
            at += 2;
            continue;
        }
        if !text.starts_with(['-', '+']) {
            return Inside::Nothing;
        }
        if !text.starts_with("--") && text.contains('c') {
            return script_after(args, at + 1);
        }
        // `-euxo pipefail`
        at += if !text.starts_with("--") && text.ends_with('o') { 2 } else { 1 };
    }
    Inside::Stdin
}

/// The script after `-c`: more options may stand between (`bash -c -e "…"`, `-eo pipefail -c`).
fn script_after(args: &[Arg], mut at: usize) -> Inside {
    while args.get(at).is_some_and(|arg| arg.text.starts_with('-')) {
        at += if args[at].text.ends_with('o') { 2 } else { 1 };
    }
    if at < args.len() { Inside::Script(at) } else { Inside::Nothing }
}
