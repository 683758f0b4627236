//! What `tar` and `unzip` put where: the members that they name, or what the RUN shows of an archive unpacked whole.

use crate::evidence::trace::paths;
use crate::shell::{Arg, Command};

/// How one of them is called.
#[derive(Default)]
struct Call<'a> {
    into: Option<&'a str>,
    archive: Option<&'a Arg>,
    members: Vec<&'a Arg>,
    /// Leading folders that are left out.
    strip: usize,
}

/// Files by name; none where nothing names them.
pub fn places(command: &Command, run: &[Command]) -> Vec<String> {
    let Some(call) = read(command) else { return Vec::new() };
    let Some(dir) = call.into.or(command.cwd.as_deref()) else { return Vec::new() };
    let dir = paths::join(command.cwd.as_deref().unwrap_or("/"), dir);
    if call.members.is_empty() {
        return of_whole(&call, &dir, run);
    }
    let flat = command.name() == "unzip" && command.has("-j");
    let place = |member: &&Arg| {
        let parts: Vec<&str> = member.text.trim_start_matches("./").split('/').collect();
        let kept = if flat { &parts[parts.len() - 1..] } else { parts.get(call.strip..)? };
        (member.known && !kept.is_empty()).then(|| paths::join(&dir, &kept.join("/")))
    };
    call.members.iter().filter_map(place).collect()
}

/// A `chmod` names what was in it; HashiCorp's archives hold the one program that their address names
/// ([releases](https://releases.hashicorp.com/)).
fn of_whole(call: &Call, dir: &str, run: &[Command]) -> Vec<String> {
    let rights = run.iter().filter(|command| command.name() == "chmod");
    let mut found: Vec<String> = rights
        .flat_map(|command| {
            command.args.iter().map(|arg| paths::join(command.cwd.as_deref().unwrap_or("/"), &arg.text))
        })
        .filter(|place| paths::parent(place) == dir)
        .collect();
    let addresses = run.iter().flat_map(|command| &command.args);
    let names: Vec<&str> = addresses
        .filter_map(|arg| arg.text.split_once("//releases.hashicorp.com/")?.1.split('/').next())
        .filter(|name| !name.contains('$') && !name.starts_with("terraform-provider"))
        .collect();
    let is_archive = |name: &&&str| names.len() == 1 || call.archive.is_some_and(|arg| arg.name().starts_with(**name));
    found.extend(names.iter().filter(is_archive).map(|name| paths::join(dir, name)));
    found
}

/// `None` where what it says hangs on a pattern or leaves something out.
fn read(command: &Command) -> Option<Call<'_>> {
    let zip = command.name() == "unzip";
    let mut call = Call::default();
    let mut args = command.args.iter().enumerate();
    while let Some((at, arg)) = args.next() {
        let text = arg.text.as_str();
        // `tar xzf` has no dash before its letters.
        let letters = !zip && (at == 0 || text.starts_with('-')) && !text.starts_with("--");
        let of_tar = |end: char| letters && text.ends_with(end);
        match text {
            "-x" if zip => return None,
            "--wildcards" | "--exclude" | "-X" => return None,
            "--directory" => call.into = Some(&args.next()?.1.text),
            "-d" if zip => call.into = Some(&args.next()?.1.text),
            "--file" => call.archive = Some(args.next()?.1),
            "--strip-components" | "--strip" => call.strip = args.next()?.1.text.parse().ok()?,
            _ if of_tar('C') => call.into = Some(&args.next()?.1.text),
            _ if of_tar('f') => call.archive = Some(args.next()?.1),
            _ if text.starts_with("--") => match text.split_once('=') {
                Some(("--strip-components" | "--strip", count)) => call.strip = count.parse().ok()?,
                Some(("--directory", dir)) => call.into = Some(dir),
                Some(("--exclude", _)) => return None,
                _ => {}
            },
            _ if text.starts_with('-') || letters => {}
            _ if zip && call.archive.is_none() => call.archive = Some(arg),
            _ if text.contains(['*', '?']) => return None,
            _ => call.members.push(arg),
        }
    }
    Some(call)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(line: &str) -> Vec<String> {
        let file = format!("FROM debian:13\nARG V=1\nRUN {line}\n");
        let build = crate::stages::resolve(crate::dockerfile::parse(&file), &crate::Input::pasted(&file));
        let stage = build.shipped_stage().expect("one ships");
        let run = &stage.steps.iter().find_map(|step| step.run()).expect("it runs").commands;
        run.iter().filter(|one| matches!(one.name(), "tar" | "unzip")).flat_map(|one| places(one, run)).collect()
    }

    #[test]
    fn what_an_archive_holds_is_named_somewhere() {
        for (line, place) in [
            ("unzip /t.zip terraform -d /usr/local/bin/", "/usr/local/bin/terraform"),
            ("unzip -q -o /p.zip -d /usr/local bin/protoc", "/usr/local/bin/protoc"),
            ("unzip -j -o /c.zip chromedriver-linux64/chromedriver -d /usr/local/bin/", "/usr/local/bin/chromedriver"),
            (
                "curl -L https://example.org/h.tgz | tar xz -C /usr/local/bin --strip-components=1 linux-amd64/helm",
                "/usr/local/bin/helm",
            ),
            ("tar -xzf /h.tgz -C /usr/bin --strip-components 1 ./linux/helm", "/usr/bin/helm"),
            ("cd /usr/local/bin && tar -xzf /k.tgz kustomize", "/usr/local/bin/kustomize"),
            ("tar xzf /k.tgz -C /usr/local/bin && chmod +x /usr/local/bin/kustomize", "/usr/local/bin/kustomize"),
            (
                "wget https://releases.hashicorp.com/terraform/${V}/terraform_${V}_linux_amd64.zip -O /tf.zip && unzip /tf.zip -d /usr/local/bin",
                "/usr/local/bin/terraform",
            ),
        ] {
            assert_eq!(put(line), [place], "{line}");
        }
    }

    #[test]
    fn what_nothing_names_is_not_guessed() {
        for line in [
            "tar xzf /k.tgz -C /usr/local/bin",
            "tar xzf /k.tgz -C /usr/local/bin --wildcards '*/helm'",
            "unzip /p.zip -d /usr/local 'include/*'",
            "unzip /a.zip -d /usr/bin -x LICENSE",
            "tar xz",
        ] {
            assert!(put(line).is_empty(), "{line}");
        }
        let two = "curl -O https://releases.hashicorp.com/vault/1/vault_1_linux_amd64.zip && curl -O https://releases.hashicorp.com/packer/1/packer_1_linux_amd64.zip && unzip vault_1_linux_amd64.zip -d /usr/bin && unzip packer_1_linux_amd64.zip -d /opt";
        assert_eq!(put(two), ["/usr/bin/vault", "/opt/packer"]);
    }
}
