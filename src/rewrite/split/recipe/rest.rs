//! What the RUNs of the one stage make outside of what its idiom copies: copied, made again, or told. Nothing of it is
//! lost without a word.

use super::named::is_data;
use super::read::{is_copied_table, is_in, is_plain, passes};
use super::{Bench, landed_at};
use crate::advice::Left;
use crate::catalogue::{Kind, PackageManager, Tri};
use crate::evidence::effects::written;
use crate::evidence::linkage::beside;
use crate::evidence::trace::paths;
use crate::evidence::{Doing, Effect};
use crate::order;
use crate::shell::{Command, Manager};
use crate::source::Span;
use crate::stages::Step;

/// A file that makes more than this is the reader's to part.
const MOST: usize = 48;

#[derive(Default)]
pub struct Rest {
    pub copies: Vec<String>,
    /// A RUN behind them.
    pub again: Option<String>,
    pub left: Option<Left>,
}

/// What becomes of one command.
enum Fate {
    /// Nothing of it is outside, or nothing of it lasts.
    Stays,
    Copied(Vec<String>),
    Again,
    Told,
}

impl Bench<'_> {
    /// `kept` is what is copied anyway.
    pub fn rest(&self, kept: &[(String, String)]) -> Rest {
        let mut rest = Rest::default();
        let (mut again, mut told) = (Vec::new(), Vec::new());
        for (step, effect, command) in self.own_effects() {
            match self.fate(step, effect, command, kept) {
                Fate::Stays => {}
                Fate::Copied(places) if rest.copies.len() < MOST => rest.copies.extend(places),
                Fate::Again => match self.whole(effect, command) {
                    Some(text) => again.push(text),
                    None => told.push(effect.span),
                },
                Fate::Copied(_) | Fate::Told => told.push(effect.span),
            }
        }
        let gone = self.removed();
        rest.copies.retain(|place| !gone.iter().any(|dir| is_in(place, dir)));
        order::sort(&mut rest.copies);
        rest.copies.dedup_by(|place, outer| is_in(place, outer));
        let newline = self.newline();
        rest.again = (!again.is_empty()).then(|| format!("RUN {}", again.join(&format!(" \\{newline} && "))));
        rest.left = self.told(&told);
        rest
    }

    /// What the RUNs of this very stage do, not those of a stage it stands on.
    pub fn own_effects(&self) -> impl Iterator<Item = (&Step, &Effect, &Command)> {
        self.facts.effects.iter().filter_map(|effect| {
            let steps = &self.stage.steps;
            let at = steps.binary_search_by_key(&effect.instruction, |step| step.instruction).ok()?;
            Some((&steps[at], effect, steps[at].run()?.commands.get(effect.command)?))
        })
    }

    fn fate(&self, step: &Step, effect: &Effect, command: &Command, kept: &[(String, String)]) -> Fate {
        let place = |path: &str| paths::join(command.cwd.as_deref().or(step.workdir.as_deref()).unwrap_or("/"), path);
        let outside = |places: Vec<String>| -> Vec<String> {
            let inside = |place: &String| kept.iter().any(|(dir, _)| is_in(place, dir));
            places.into_iter().map(|path| place(&path)).filter(|place| !inside(place) && !passes(place)).collect()
        };
        match &effect.does {
            // A line that no base of today needs.
            _ if matches!(command.name(), "echo" | "printf")
                && self.build.tree.source.slice(step.span).contains("/etc/nsswitch.conf") =>
            {
                Fate::Stays
            }
            Doing::Locale => if_can(self.image.package_manager == PackageManager::Apt && self.has_shell()),
            Doing::TimeZone if self.has_shell() => Fate::Again,
            Doing::TimeZone => self.zone(effect, command),
            Doing::Certificates => self.certificates(command, kept),
            Doing::Files { verb, paths } => self.files(verb, paths, command, outside),
            // The browsers lie in the home of whoever fetched them.
            Doing::Download if command.name() == "playwright" => if_can(self.has_shell()),
            Doing::Download | Doing::Unknown { .. } if self.brings_runner(step, command, kept) => Fate::Stays,
            Doing::Download => self.brings(step, effect, command, outside).map_or(Fate::Told, Fate::Copied),
            // The table lies where cron keeps it.
            _ if command.name() == "crontab" => if_can(self.has_shell() && is_copied_table(step, command, kept)),
            Doing::Configure => self.configured(effect, command, outside),
            Doing::InstallDependencies { manager } if !self.is_own(*manager) => Fate::Told,
            // Where only the result is copied, what else runs is a part of building it.
            Doing::Unknown { program } if self.copies_home() && !program.starts_with(['.', '/', '$']) => Fate::Told,
            _ => Fate::Stays,
        }
    }

    /// COPY follows a link that it is given as its source (BuildKit, frontend/dockerfile/dockerfile2llb/convert.go:
    /// `FollowSymlinks`), so the zone's own file arrives. A link to what is not there would stop it.
    fn zone(&self, effect: &Effect, command: &Command) -> Fate {
        let is_tzdata = |effect: &Effect| match &effect.does {
            Doing::InstallPackages { packages, .. } => packages.iter().any(|package| package.name == "tzdata"),
            _ => false,
        };
        let image = self.now();
        let zones = image.is_some_and(|image| image.tzdata == Tri::Yes) || self.facts.effects.iter().any(is_tzdata);
        let named = |place: &str| command.args.iter().any(|arg| arg.text == place);
        match written(self.after(effect)).iter().any(|place| place == "/etc/timezone") {
            true => Fate::Copied(vec!["/etc/timezone".into()]),
            false if zones && (named("/etc/localtime") || command.name() == "dpkg-reconfigure" && named("tzdata")) => {
                Fate::Copied(vec!["/etc/localtime".into()])
            }
            false => Fate::Told,
        }
    }

    /// Certificates of the file's own are added to the others once they are there.
    fn certificates(&self, command: &Command, kept: &[(String, String)]) -> Fate {
        let own = |place: &str| place.contains("/ca-certificates") || place.contains("/ca-trust");
        let brought = || kept.iter().any(|(place, _)| own(place));
        match command.name() {
            "update-ca-certificates" | "update-ca-trust" if self.has_shell() => match brought() || self.made_own(own) {
                true => Fate::Again,
                false => Fate::Stays,
            },
            "update-ca-certificates" => Fate::Copied(vec!["/etc/ssl/certs/ca-certificates.crt".into()]),
            "cp" | "mv" | "install" => command.args.last().map_or(Fate::Told, |to| match own(&to.text) && to.known {
                true => Fate::Copied(vec!["/usr/local/share/ca-certificates".into()]),
                false => Fate::Told,
            }),
            _ => Fate::Told,
        }
    }

    fn made_own(&self, own: impl Fn(&str) -> bool) -> bool {
        self.own_effects().any(|(_, _, command)| command.args.iter().any(|arg| own(&arg.text)))
    }

    fn files(
        &self,
        verb: &str,
        named: &[String],
        command: &Command,
        outside: impl Fn(Vec<String>) -> Vec<String>,
    ) -> Fate {
        let places = match verb {
            "mkdir" | "touch" => outside(named.to_vec()),
            "cp" | "mv" | "install" => outside(landed_at(named)),
            "ln" => return self.linked(&outside(named.last().cloned().into_iter().collect())),
            "setcap" => return if outside(named.to_vec()).is_empty() { Fate::Stays } else { Fate::Told },
            // Rights of what is copied come with it; what is removed was not copied.
            _ => return Fate::Stays,
        };
        match places.iter().all(|place| is_plain(place)) && command.args.iter().all(|arg| arg.known) {
            _ if places.is_empty() => Fate::Stays,
            false => Fate::Told,
            true if self.copies_home() => Fate::Copied(places),
            true => self.beside_result(verb, places),
        }
    }

    /// Where only the result is copied: what the program reads goes along, and what lies among the sources is a part of
    /// building.
    fn beside_result(&self, verb: &str, places: Vec<String>) -> Fate {
        let (named, apart) = (self.named(), self.runs_apart());
        let sources = self.are_sources(&places);
        let reads = |place: &String| {
            let own = self.home().is_some_and(|home| is_in(place, &home));
            own && (apart || is_data(place)) || named.contains(place) || verb != "mkdir" && is_data(place)
        };
        let read: Vec<String> = places.iter().filter(|place| reads(place)).cloned().collect();
        match verb {
            _ if !read.is_empty() => Fate::Copied(read),
            "mkdir" => Fate::Copied(self.lasting(places)),
            _ if sources => Fate::Stays,
            _ if places.iter().all(|place| beside::is(self.stage, place)) => Fate::Copied(places),
            _ => Fate::Told,
        }
    }

    fn are_sources(&self, places: &[String]) -> bool {
        self.home().is_some_and(|home| places.iter().all(|place| is_in(place, &home)))
    }

    /// A directory that building uses is none of the program's.
    fn lasting(&self, mut places: Vec<String>) -> Vec<String> {
        const DATA: [&str; 7] = ["/data", "/etc/", "/home/", "/logs", "/mnt/", "/srv/", "/var/"];
        places.retain(|place| DATA.iter().any(|of| place.starts_with(of)));
        places
    }

    fn linked(&self, places: &[String]) -> Fate {
        if places.is_empty() { Fate::Stays } else { if_can(self.has_shell()) }
    }

    /// `echo a > file` makes it, `>>` changes one that the base has.
    fn configured(&self, effect: &Effect, command: &Command, outside: impl Fn(Vec<String>) -> Vec<String>) -> Fate {
        let build_only =
            ["git", "npm", "yarn", "pnpm", "pip", "pip3", "ldconfig", "bundle", "poetry", "git-lfs", "conda"];
        if build_only.contains(&command.name()) {
            return Fate::Stays;
        }
        let files = written(self.after(effect));
        let appends = self.after(effect).contains(">>");
        match outside(files.clone()) {
            places if files.is_empty() && !places.is_empty() => Fate::Told,
            _ if files.is_empty() => self.edited(command, outside),
            places if places.is_empty() => Fate::Stays,
            _ if appends => if_can(self.has_shell()),
            places if places.iter().all(|place| is_plain(place)) => Fate::Copied(places),
            _ => Fate::Told,
        }
    }

    /// `sed -i` on what is copied is copied with it.
    fn edited(&self, command: &Command, outside: impl Fn(Vec<String>) -> Vec<String>) -> Fate {
        let named = command.args.iter().skip(1).map(|arg| arg.text.clone()).filter(|text| !text.starts_with('-'));
        let edits = command.name() == "sed";
        match outside(named.collect()).iter().any(|place| !edits || is_plain(place) && self.is_systems(place)) {
            true => Fate::Told,
            false => Fate::Stays,
        }
    }

    fn is_systems(&self, place: &str) -> bool {
        ["/etc/", "/usr/", "/var/", "/opt/"].iter().any(|dir| place.starts_with(dir))
    }

    /// The idiom copies the whole working directory.
    pub fn copies_home(&self) -> bool {
        let kinds = [Kind::Python, Kind::Node, Kind::Ruby, Kind::PhpCli, Kind::PhpFpm, Kind::Deno];
        !self.releases() && kinds.contains(&self.facts.workload.kind)
    }

    /// Whether the idiom copies what this manager puts in place.
    fn is_own(&self, manager: Manager) -> bool {
        use Manager as M;
        match self.facts.workload.kind {
            Kind::Python => matches!(manager, M::Pip | M::Uv | M::Poetry | M::Pipenv | M::Npm | M::Yarn | M::Pnpm),
            Kind::Ruby => matches!(manager, M::Bundle | M::Gem | M::Npm | M::Yarn | M::Pnpm),
            Kind::PhpCli | Kind::PhpFpm => matches!(manager, M::Composer | M::Php | M::Npm | M::Yarn | M::Pnpm),
            Kind::Node => matches!(manager, M::Npm | M::Yarn | M::Pnpm),
            _ => true,
        }
    }

    /// What is made and removed again.
    fn removed(&self) -> Vec<String> {
        let rm = self.own_effects().filter(|(.., command)| command.name() == "rm");
        let named = rm.flat_map(|(step, _, command)| {
            let base = command.cwd.as_deref().or(step.workdir.as_deref()).unwrap_or("/");
            let plain = command.args.iter().filter(|arg| !arg.text.starts_with('-') && arg.text.len() > 1);
            plain.map(move |arg| paths::join(base, &arg.text))
        });
        named.take(MOST).collect()
    }

    fn told(&self, spans: &[Span]) -> Option<Left> {
        spans.first()?;
        let mut lines: Vec<u32> = spans.iter().map(|span| self.build.lines(*span).0).collect();
        order::sort(&mut lines);
        lines.dedup();
        let lines = lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let text = say!(self.lang,
            en: "What these lines of the file as it was do outside of the copied directories stays in the build stage: {lines}. If the program needs it when it runs, copy it, or do it again in the new stage.",
            de: "Was diese Zeilen der bisherigen Datei außerhalb der kopierten Verzeichnisse tun, bleibt in der Build-Stufe: {lines}. Braucht das Programm es zur Laufzeit, kopiere es oder wiederhole es in der neuen Stufe.",
            zh: "原文件的以下各行在所复制目录之外所做的更改只留在构建阶段：{lines}。如果程序运行时需要，请复制结果，或在新阶段中重做。");
        Some(Left { rule: "build-tools-shipped", text, spans: spans.to_vec() })
    }
}

fn if_can(can: bool) -> Fate {
    if can { Fate::Again } else { Fate::Told }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    const HEAD: &str = "FROM python:3.11-slim-bookworm\nRUN apt-get update && apt-get install -y gcc libpq-dev wget locales && rm -rf /var/lib/apt/lists/*\n";
    const TAIL: &str = "WORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"gunicorn\", \"a:b\"]\n";

    fn split(middle: &str) -> (String, Vec<String>) {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let rewrite = crate::advise(&Input::pasted(format!("{HEAD}{middle}{TAIL}")), &wishes).rewrite.expect("written");
        let (_, ships) = rewrite.dockerfile.split_once("\n\nFROM ").expect("two stages");
        (ships.to_string(), rewrite.left_to_you.into_iter().map(|left| left.text).collect())
    }

    fn holds(middle: &str, line: &str) {
        let (ships, _) = split(middle);
        assert!(ships.contains(line), "{ships}");
    }

    #[test]
    fn what_is_made_beside_the_program_is_copied() {
        holds(
            "RUN wget -qO /usr/local/bin/wait https://example.org/wait && chmod +x /usr/local/bin/wait\n",
            "COPY --from=build /usr/local/bin/wait /usr/local/bin/wait\n",
        );
        holds(
            "RUN curl -LO https://releases.hashicorp.com/terraform/1.5.0/terraform_1.5.0_linux_amd64.zip && unzip -d /usr/local/bin terraform_1.5.0_linux_amd64.zip\n",
            "COPY --from=build /usr/local/bin/terraform /usr/local/bin/terraform\n",
        );
        let (_, left) =
            split("RUN curl -L https://example.org/h.tgz | tar xz -C /usr/bin linux/helm --strip-components=1\n");
        assert!(left.iter().all(|text| !text.contains("stays in the build stage")), "{left:?}");
        holds(
            "RUN mkdir -p /data /var/log/app\n",
            "COPY --from=build /data /data\nCOPY --from=build /var/log/app /var/log/app\n",
        );
        holds(
            "RUN useradd app && mkdir /data && chown app:app /data\n",
            "COPY --chown=app:app --from=build /data /data\n",
        );
        holds("RUN crontab /app/jobs\n", "RUN crontab /app/jobs\n");
        for table in [
            "(crontab -l; echo '* * * * * /app/a') | crontab -",
            "crontab /tmp/jobs",
            "echo > jobs && crontab jobs && rm jobs",
        ] {
            let (text, left) = split(&format!("RUN {table}\n"));
            assert!(!text.contains("crontab") && left.iter().any(|text| text.contains("stays in the build")), "{text}");
        }
        holds("RUN echo a=1 > /etc/app.conf\n", "COPY --from=build /etc/app.conf /etc/app.conf\n");
        let (ships, left) = split("RUN mkdir /work && cd /work && wget https://example.org/a.tar.gz && rm -rf /work\n");
        assert!(!ships.contains("/work") && left.iter().all(|text| !text.contains("/work")), "{ships} {left:?}");
    }

    #[test]
    fn locales_and_certificates_are_made_again() {
        holds(
            "RUN sed -i '/en_US.UTF-8/s/^# //' /etc/locale.gen && locale-gen\nENV LANG=en_US.UTF-8\n",
            "RUN sed -i '/en_US.UTF-8/s/^# //' /etc/locale.gen \\\n && locale-gen\n",
        );
        let leading = "RUN true \\\n    && sed -i '/en_US.UTF-8/s/^# //' /etc/locale.gen \\\n    && locale-gen \\\n    && apt-get clean\n";
        let (ships, _) = split(leading);
        assert!(ships.contains("/etc/locale.gen \\\n && locale-gen\n"), "{ships}");
        holds(
            "COPY own.crt /usr/local/share/ca-certificates/\nRUN update-ca-certificates\n",
            "RUN update-ca-certificates\n",
        );
        assert!(!split("RUN update-ca-certificates\n").0.contains("update-ca"));
        holds("ENV TZ=UTC\nRUN echo $TZ > /etc/timezone\n", "RUN echo $TZ > /etc/timezone\n");
    }

    #[test]
    fn the_time_zone_goes_along() {
        let file = "FROM golang:1.25\nRUN apt-get update && apt-get install -y tzdata && ln -fs /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && echo Asia/Tokyo > /etc/timezone\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD [\"/app\"]\n";
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let written = |file: &str| crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written");
        let one = written(file);
        assert!(one.dockerfile.contains("COPY --from=build /etc/localtime /etc/localtime\n"), "{}", one.dockerfile);
        assert!(one.dockerfile.contains("COPY --from=build /etc/timezone /etc/timezone\n"), "{}", one.dockerfile);
        assert!(one.left_to_you.iter().all(|left| !left.text.contains("stays in the build stage")));
        let plain = written(&file.replace(
            "ln -fs /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && echo Asia/Tokyo > /etc/timezone",
            "true",
        ));
        assert!(!plain.dockerfile.contains("localtime"), "{}", plain.dockerfile);
    }

    #[test]
    fn the_installer_of_what_is_copied_is_not_told() {
        let file = format!(
            "{HEAD}RUN wget -qO- https://install.python-poetry.org | python3 -\nENV PATH=/root/.local/bin:$PATH\n{TAIL}"
        );
        let left = |start: &str| {
            let file = file.replace("\"gunicorn\"", start);
            let rewrite = crate::advise(&Input::pasted(file), &Wishes::default()).rewrite.expect("written");
            let told = rewrite.left_to_you.iter().any(|left| left.text.contains("stays in the build stage"));
            (rewrite.dockerfile.contains("COPY --from=build /root/.local /root/.local\n"), told)
        };
        assert_eq!(left("\"poetry\", \"run\", \"gunicorn\""), (true, false));
        assert_eq!(left("\"gunicorn\""), (false, true));
    }

    #[test]
    fn what_nobody_can_follow_is_told() {
        for line in [
            "RUN curl https://example.org/i.sh | bash\n",
            "RUN sed -i s/a/b/ /etc/ssl/openssl.cnf\n",
            "RUN frobnicate --all\n",
        ] {
            let (_, left) = split(line);
            assert!(
                left.iter().any(|text| text.ends_with("again in the new stage.") && text.contains(": 3.")),
                "{line} {left:?}"
            );
        }
    }
}
