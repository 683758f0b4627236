//! Releases of Elixir and Erlang, which carry the runtime along.

use super::{Bench, Recipe};
use crate::advice::Left;
use crate::evidence::language;
use crate::rules::{has_openssl_3, twins};
use crate::shell::Command;

impl Bench<'_> {
    pub fn releases(&self) -> bool {
        self.commands().any(|(_, c)| language::releases(c))
    }

    /// The release that `mix` or `rebar3` makes: the program's own folder, two above `bin/NAME`.
    pub fn elixir(&self) -> Option<Recipe> {
        let start = self.start()?;
        let program = self.absolute(&start.program.text)?;
        let (folder, _) = program.rsplit_once("/bin/")?;
        // Elixir's images set it, and the VM takes names of files for Latin-1 without it.
        let told = self.stage.config.env.iter().any(|(name, _)| matches!(name.as_str(), "LANG" | "LC_ALL"));
        let env_lines = if told { Vec::new() } else { vec!["ENV LANG=C.UTF-8".into()] };
        let left = self.older_system(start).into_iter().collect();
        Some(Recipe { env_lines, left, ..Recipe::of([folder.to_string()]) })
    }

    /// A release carries Erlang as it was built, which needs the OpenSSL of that system
    /// ([mix release](https://hexdocs.pm/mix/Mix.Tasks.Release.html#module-requirements)).
    fn older_system(&self, start: &Command) -> Option<Left> {
        let now = self.now();
        let os = now.and_then(|image| image.os.as_ref());
        let goes = || twins::on_release(self.build, self.facts, self.stage, self.image).is_some();
        if os.is_some_and(|os| os.version.is_some() && has_openssl_3(os)) || goes() {
            return None;
        }
        let (lang, to) = (self.lang, &self.image.reference);
        let text = say!(lang,
            en: "A release needs the OpenSSL of the system that it was built on: build on an image whose system has OpenSSL 3, as `{to}` has.",
            de: "Ein Release braucht das OpenSSL des Systems, auf dem es gebaut wurde: Bau auf einem Image, dessen System wie `{to}` OpenSSL 3 hat.",
            zh: "发布包需要其构建系统上的 OpenSSL：请在系统带有 OpenSSL 3 的镜像上构建，与 `{to}` 一致。");
        Some(Left { rule: "build-tools-shipped", text, spans: vec![start.span] })
    }
}
