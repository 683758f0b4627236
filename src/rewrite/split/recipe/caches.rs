//! What compilers fetch and keep is kept between builds, not fetched with every change of a source: on Docker's own
//! images for Go and Rust, whose directories are known, in files that BuildKit builds already: without it a mount is an error.

use super::Bench;
use crate::dockerfile::Kind;
use crate::evidence::trace;
use crate::shell::Command;
use crate::stages::Launch;

/// The image, its tool, and the directories that it fetches into.
/// [Go](https://docs.docker.com/guides/golang/build-images/) and [Rust](https://docs.docker.com/guides/rust/develop/) by
/// Docker's own guides.
const HABITS: [(&str, &str, &[&str]); 2] = [
    ("docker.io/library/golang", "go", &["/go/pkg/mod", "/root/.cache/go-build"]),
    ("docker.io/library/rust", "cargo", &["/usr/local/cargo/registry"]),
];

/// Variables that name other directories, or sources that are at hand.
const OWN: [&str; 7] = ["CARGO_HOME", "GOCACHE", "GOENV", "GOFLAGS", "GOMODCACHE", "GOPATH", "HOME"];

impl Bench<'_> {
    /// A mount for every RUN of the tool: one of them without it would fetch everything again.
    pub fn caches(&self) -> Vec<(u32, String)> {
        let now = self.now();
        let habit = HABITS.iter().find(|(image, ..)| now.is_some_and(|now| now.repository == *image));
        let fits = |habit: &&(&str, &str, &[&str])| self.keeps_its_places(habit.2) && self.is_for_buildkit();
        let Some((_, tool, dirs)) = habit.filter(fits) else { return Vec::new() };
        let calls = |launch: &Launch| launch.commands.iter().any(|command| command.name() == *tool);
        let (runs, others): (Vec<_>, Vec<_>) = self.launches().partition(|(_, launch)| calls(launch));
        let may_call = |launch: &Launch| launch.commands.iter().any(may_call_others);
        if runs.iter().any(|(_, launch)| !launch.mounts.is_empty()) || others.iter().any(|(_, launch)| may_call(launch))
        {
            return Vec::new();
        }
        let mounts: String = dirs.iter().map(|dir| format!(" --mount=type=cache,target={dir}")).collect();
        let places = runs.into_iter().filter_map(|(at, _)| self.build.tree.instructions.get(at));
        let after = places.map(|run| run.flags.last().map_or(run.keyword.span.end, |flag| flag.span.end));
        after.map(|at| (at, mounts.clone())).collect()
    }

    pub fn why_cached(&self) -> String {
        say!(self.lang,
            en: "What the compiler fetches is kept between builds, and not fetched anew with every change of a source.",
            de: "Was der Compiler holt, bleibt zwischen Builds erhalten und wird nicht bei jeder Änderung einer Quelldatei neu geholt.",
            zh: "编译器获取的内容在多次构建之间保留，不会因每次源码改动而重新获取。")
    }

    /// It says so in its first line, or uses what the old builder does not know.
    fn is_for_buildkit(&self) -> bool {
        let tree = &self.build.tree;
        let own = |flag: &str| ["--mount", "--link", "--chmod"].iter().any(|name| flag.starts_with(name));
        let flags = tree.instructions.iter().flat_map(|instruction| &instruction.flags);
        tree.directives.syntax.is_some() || flags.map(|flag| tree.source.slice(flag.span)).any(own)
    }

    /// The directories are where the image has them, root fills them, and no other line looks into them.
    fn keeps_its_places(&self, dirs: &[&str]) -> bool {
        let text = self.build.tree.source.text();
        let own = |command: &Command| command.env.iter().any(|(name, _)| OWN.contains(&name.as_str()));
        let set = self.stage.config.env.iter().any(|(name, _)| OWN.contains(&name.as_str()));
        let kind = |at: usize| self.build.tree.instructions.get(at).map(|instruction| &instruction.kind);
        let user = self.stage.steps.iter().find(|step| matches!(kind(step.instruction), Some(Kind::User(_))));
        let last = self.launches().last().map(|(at, _)| at);
        let by_root = user.is_none_or(|user| Some(user.instruction) > last);
        by_root
            && !set
            && !self.commands().any(|(_, command)| own(command))
            && !dirs.iter().any(|dir| text.contains(dir))
    }
}

/// `make`, or a script: what it calls would look for what was fetched.
fn may_call_others(command: &Command) -> bool {
    let script =
        command.program.text.starts_with('.') || matches!(command.name(), "bash" | "just" | "mage" | "sh" | "task");
    script || command.name().ends_with(".sh") || trace::builds(command)
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::rewritten;

    const RUST: &str = "# syntax=docker/dockerfile:1\nFROM rust:1.98\nWORKDIR /app\nCOPY Cargo.toml Cargo.lock ./\nRUN mkdir src && echo 'fn main(){}' > src/main.rs && cargo build --release && rm -rf src\nCOPY . .\nRUN touch src/main.rs && cargo build --release\nCMD [\"/app/target/release/web\"]\n";

    #[test]
    fn every_run_of_the_compiler_has_the_cache() {
        let text = rewritten(RUST);
        assert_eq!(text.matches("RUN --mount=type=cache,target=/usr/local/cargo/registry ").count(), 2, "{text}");
        let wishes = crate::wishes::Wishes::default();
        let edits = crate::advise(&crate::wishes::Input::pasted(RUST), &wishes).rewrite.expect("two stages").edits;
        let mounted = |edit: &&crate::advice::Edit| edit.text.contains("type=cache");
        assert!(edits.iter().filter(mounted).all(|edit| edit.reason.contains("kept between builds")), "{edits:?}");
        let go = "# syntax=docker/dockerfile:1\nFROM golang:1.26\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";
        let text = rewritten(go);
        let mounts = "RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build ";
        assert!(text.contains(&format!("{mounts}go mod download\n")), "{text}");
        assert!(text.contains(&format!("{mounts}CGO_ENABLED=0 go build")), "{text}");
    }

    #[test]
    fn what_the_old_builder_builds_it_still_builds() {
        let text = rewritten(RUST.split_once('\n').expect("two lines").1);
        assert!(text.contains("--from=build") && !text.contains("type=cache"), "{text}");
        let linked = RUST.replace("# syntax=docker/dockerfile:1\n", "").replace("COPY . .", "COPY --link . .");
        assert!(rewritten(&linked).contains("type=cache"), "{}", rewritten(&linked));
    }

    #[test]
    fn where_the_places_are_others_there_is_none() {
        for line in [
            "ENV CARGO_HOME=/cargo\n",
            "RUN ls /usr/local/cargo/registry\n",
            "RUN --mount=type=ssh cargo fetch\n",
            "RUN make assets\n",
        ] {
            let text = rewritten(&RUST.replace("COPY . .", &format!("{line}COPY . .")));
            assert!(text.contains("--from=build") && !text.contains("type=cache"), "{text}");
        }
    }

    #[test]
    fn what_is_touched_among_the_sources_is_not_spoken_of() {
        let wishes = crate::wishes::Wishes::default();
        let rewrite = crate::advise(&crate::wishes::Input::pasted(RUST), &wishes).rewrite.expect("two stages");
        assert_eq!(rewrite.left_to_you.len(), 1, "{:?}", rewrite.left_to_you);
    }
}
