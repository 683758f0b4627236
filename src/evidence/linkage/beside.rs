//! Programs that a stage fetches into a directory of PATH behind all that it builds: there for what runs, not for building.

use super::fetched::{is_fetch, is_named_as_by_go, is_static_tool, told_by_name};
use super::unpacked;
use crate::evidence::Linkage;
use crate::evidence::trace::{self, paths};
use crate::shell::Command;
use crate::source::Span;
use crate::stages::Stage;

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Beside {
    /// `/usr/local/bin/kubectl`
    pub place: String,
    pub span: Span,
    /// Whether it runs without a C library; `None` where neither its name nor its address tells.
    pub is_static: Option<bool>,
}

/// In order. What a RUN of the same stage calls was fetched for that.
pub fn programs(stage: &Stage) -> Vec<Beside> {
    let runs: Vec<&[Command]> = stage.steps.iter().filter_map(|step| Some(step.run()?.commands.as_slice())).collect();
    let builds = |commands: &&[Command]| commands.iter().any(trace::builds);
    let after = runs.iter().rposition(builds).map_or(0, |at| at + 1);
    let called = |name: &str| runs.iter().copied().flatten().any(|command| command.name() == name && !asks(command));
    let mut found: Vec<Beside> = Vec::new();
    for run in runs[after..].iter().filter(|run| run.iter().any(is_fetch)) {
        for command in run.iter() {
            for place in placed(command, run).into_iter().filter(|place| !called(paths::name(place))) {
                if found.iter().all(|one| one.place != place) {
                    found.push(Beside { is_static: is_static(run, paths::name(&place)), place, span: command.span });
                }
            }
        }
    }
    found
}

/// Whether that place is one of them.
pub fn is(stage: &Stage, place: &str) -> bool {
    programs(stage).iter().any(|one| one.place == place)
}

/// `restic version` only shows that it runs.
fn asks(command: &Command) -> bool {
    command.args.iter().any(|arg| matches!(arg.text.as_str(), "version" | "--version" | "-v" | "-version"))
}

/// The files that a command puts into a directory of PATH.
pub fn placed(command: &Command, run: &[Command]) -> Vec<String> {
    let known = command.args.iter().all(|arg| arg.known);
    let mut places = match command.name() {
        "cp" | "mv" | "install" if known => moved(command).into_iter().collect(),
        "tar" | "bsdtar" | "unzip" => unpacked::places(command, run),
        _ if is_fetch(command) => named(command).into_iter().collect(),
        _ => Vec::new(),
    };
    let is_program = |place: &String| {
        let (dir, name) = place.rsplit_once('/').unwrap_or_default();
        place.starts_with('/') && paths::is_bin(dir) && !name.is_empty() && !name.contains(['*', '$', '.'])
    };
    places.retain(is_program);
    places
}

fn moved(command: &Command) -> Option<String> {
    let plain: Vec<&str> =
        command.args.iter().map(|arg| arg.text.as_str()).filter(|arg| !arg.starts_with('-')).collect();
    let [.., from, to] = plain[..] else { return None };
    let into = to.ends_with('/') || paths::is_bin(to);
    Some(if into { format!("{}/{}", to.trim_end_matches('/'), paths::name(from)) } else { to.to_string() })
}

/// `curl -Lo /usr/local/bin/kubectl https://…`, `wget -qO/bin/probe https://…`.
fn named(command: &Command) -> Option<String> {
    let short = |text: &str| text.starts_with('-') && !text.starts_with("--") && text.ends_with(['o', 'O']);
    let long = |text: &str| matches!(text, "--output" | "--output-document");
    let apart = command.args.windows(2).find(|pair| short(&pair[0].text) || long(&pair[0].text)).map(|pair| &pair[1]);
    if let Some(to) = apart.filter(|to| to.known && to.text.starts_with('/')) {
        return Some(to.text.clone());
    }
    command.args.iter().filter(|arg| arg.known).find_map(|arg| {
        let at = arg.text.find('/').filter(|_| arg.text.starts_with('-'))?;
        let flag = arg.text[..at].trim_end_matches('=');
        (short(flag) || long(flag)).then(|| arg.text[at..].to_string())
    })
}

/// By its own name, or by that of what the RUN fetches.
fn is_static(run: &[Command], name: &str) -> Option<bool> {
    if is_static_tool(name) {
        return Some(true);
    }
    let addresses = run.iter().filter(|command| is_fetch(command)).flat_map(|command| &command.args);
    let mut told = addresses.filter(|arg| arg.text.contains("://")).map(|arg| {
        let file = paths::name(&arg.text).to_ascii_lowercase();
        match told_by_name(&file, name) {
            Some(linkage) => Some(linkage == Linkage::Static),
            None => is_named_as_by_go(&file).then_some(true),
        }
    });
    let first = told.next()??;
    told.all(|other| other == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(lines: &str) -> Vec<(String, Option<bool>)> {
        let file = format!("FROM debian:13\n{lines}COPY --from=b /app /app\nCMD [\"/app\"]\n");
        let build = crate::stages::resolve(crate::dockerfile::parse(&file), &crate::Input::pasted(&file));
        let programs = programs(build.shipped_stage().expect("one ships"));
        programs.into_iter().map(|one| (one.place, one.is_static)).collect()
    }

    #[test]
    fn what_is_fetched_onto_the_path_is_for_what_runs() {
        let one = |place: &str, is_static| vec![(place.to_string(), is_static)];
        assert_eq!(
            beside(
                "RUN curl -Lo /usr/local/bin/kubectl https://dl.k8s.io/v1/bin/linux/amd64/kubectl && chmod +x /usr/local/bin/kubectl\n"
            ),
            one("/usr/local/bin/kubectl", Some(true))
        );
        assert_eq!(
            beside(
                "RUN wget https://example.org/v1/restic_1_linux_amd64.bz2 && bunzip2 restic_1_linux_amd64.bz2 && mv restic_1_linux_amd64 /usr/bin/restic && restic version\n"
            ),
            one("/usr/bin/restic", Some(true))
        );
        assert_eq!(
            beside("RUN wget -qO/bin/probe https://example.org/probe && chmod +x /bin/probe\n"),
            one("/bin/probe", None)
        );
        assert_eq!(
            beside(
                "RUN curl -fsSL -o /t.tgz https://example.org/tool-x86_64-unknown-linux-gnu.tgz && tar -xf /t.tgz && install -m 755 tool /usr/local/bin/\n"
            ),
            one("/usr/local/bin/tool", Some(false))
        );
        assert_eq!(
            beside(
                "ARG V=1\nRUN curl -LO https://releases.hashicorp.com/vault/${V}/vault_${V}_linux_amd64.zip && unzip vault_*.zip -d /usr/bin && rm vault_*.zip\n"
            ),
            one("/usr/bin/vault", Some(true))
        );
        for none in [
            "RUN curl -Lo /usr/local/bin/dep https://example.org/dep && chmod +x /usr/local/bin/dep && dep ensure\n",
            "RUN curl -Lo /usr/local/bin/protoc https://example.org/protoc\nRUN make\n",
            "RUN mv /a /usr/bin/a\n",
            "RUN curl -o /tmp/a https://example.org/a\n",
        ] {
            assert_eq!(beside(none), [], "{none}");
        }
    }
}
