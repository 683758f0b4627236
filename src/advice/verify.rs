//! Commands that prove a recommendation, made from this file's own names, ports and packages.

use super::{Recommendation, headline};
use crate::catalogue::Tri;
use crate::evidence::{Fact, Linkage, Product, What};
use crate::rules::Case;
use crate::stages::Link;
use crate::words::Lang;

/// Each entry is a comment that says why, and under it the command.
pub fn kit(case: &Case, one: &Recommendation) -> Vec<String> {
    let mut kit = Kit { case, one, steps: Vec::new(), name: name(case), args: build_args(case, &[]) };
    kit.builds();
    kit.links();
    kit.runs();
    kit.looks_inside();
    kit.tests();
    kit.scans();
    kit.steps
}

struct Kit<'a> {
    case: &'a Case<'a>,
    one: &'a Recommendation,
    steps: Vec<String>,
    name: String,
    /// ` --build-arg NAME=VALUE` for each that was given.
    args: String,
}

impl Kit<'_> {
    fn lang(&self) -> Lang {
        self.case.wishes.lang
    }

    fn step(&mut self, why: String, command: String) {
        self.steps.push(format!("# {why}\n{command}"));
    }

    fn builds(&mut self) {
        let (name, lang, file) = (self.name.clone(), self.lang(), self.case.input.file.clone());
        let target = self.case.input.target.as_ref().map(|target| format!(" --target {target}")).unwrap_or_default();
        let bottom = self.case.build.shipped.and_then(|at| self.case.build.bottom(at));
        let (before, after) = (self.args.clone(), build_args(self.case, bottom.map_or(&[], |stage| &stage.from.chain)));
        let why = if before == after {
            say!(lang,
                en: "Save the new file as {file}.new, then build both",
                de: "Die neue Datei als {file}.new speichern, dann beide bauen",
                zh: "把新文件存为 {file}.new，然后构建两个版本")
        } else {
            say!(lang,
                en: "Save the new file as {file}.new, put the value that the change names in place of …, then build both",
                de: "Die neue Datei als {file}.new speichern, den Wert aus der Änderung für … einsetzen, dann beide bauen",
                zh: "把新文件存为 {file}.new，将 … 换成修改中给出的值，然后构建两个版本")
        };
        self.step(
            why,
            format!("docker build --pull{target}{before} -t {name}:before -f {file} . && docker build --pull{target}{after} -t {name}:after -f {file}.new ."),
        );
        self.step(
            say!(lang, en: "Size before and after", de: "Größe vorher und nachher", zh: "前后大小"),
            format!("docker image ls {name}"),
        );
    }

    /// What a compiled program asks for, read in the stage that built it.
    fn links(&mut self) {
        let lang = self.lang();
        let compiled = |fact: &&Fact| matches!(&fact.what, What::Linkage(linkage) if *linkage != Linkage::Static);
        let Some(stage) = self.builder().filter(|_| self.case.facts.all().iter().any(|fact| compiled(&fact))) else {
            return;
        };
        let Some(program) = self.program() else { return };
        let (name, file, args) = (&self.name, &self.case.input.file, &self.args);
        let command = format!(
            "docker build --target {stage}{args} -t {name}:build -f {file} . && docker run --rm --entrypoint ldd {name}:build {program}"
        );
        self.step(
            say!(lang, en: "Which libraries the program asks for", de: "Welche Bibliotheken das Programm verlangt", zh: "程序需要哪些库"),
            command,
        );
    }

    fn runs(&mut self) {
        let (name, lang) = (self.name.clone(), self.lang());
        let ports: String = self.ports().iter().map(|port| format!(" -p {port}:{port}")).collect();
        // What listens goes on: it is started beside, asked, and stopped.
        let port = self.ports().first().copied();
        let started = |flags: &str| match port {
            Some(port) => format!(
                "docker run -d --rm --name {name}-try{flags}{ports} {name}:after && sleep 3 && curl -fsS http://localhost:{port}/; docker logs {name}-try; docker stop {name}-try"
            ),
            None => format!("docker run --rm{flags} {name}:after"),
        };
        let (plain, strict) =
            (started(" --init"), started(" --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges"));
        let why = match port {
            Some(_) => say!(lang,
                en: "Run it as it is meant to run, and ask it something",
                de: "So starten, wie es gedacht ist, und etwas anfragen",
                zh: "按正常方式运行，并发一个请求"),
            None => {
                say!(lang, en: "Run it as it is meant to run", de: "So starten, wie es gedacht ist", zh: "按正常方式运行")
            }
        };
        self.step(why, plain);
        // A product's own start writes to its directories and gives up root by itself.
        if self.case.facts.product != Product::Application {
            self.step(
                say!(lang,
                    en: "Run it with a read-only root and without privileges",
                    de: "Mit schreibgeschützter Wurzel und ohne Rechte starten",
                    zh: "以只读根文件系统、无特权方式运行"),
                strict,
            );
        }
    }

    /// Imports of the very packages found, a TLS call, a time zone, the user.
    fn looks_inside(&mut self) {
        let (name, lang) = (self.name.clone(), self.lang());
        if let Some(command) = self.imports() {
            self.step(
                say!(lang, en: "Load the packages with native parts", de: "Die Pakete mit nativen Teilen laden", zh: "加载含原生代码的包"),
                command,
            );
        }
        if let Some(command) = self.interpreter().and_then(|(program, _)| tls(&name, program)) {
            self.step(say!(lang, en: "A TLS call", de: "Ein TLS-Aufruf", zh: "一次 TLS 调用"), command);
        }
        if self.case.facts.has("needs-time-zones") {
            self.step(
                say!(lang, en: "Time zones", de: "Zeitzonen", zh: "时区"),
                format!("docker create --name {name}-look {name}:after && docker cp {name}-look:/usr/share/zoneinfo/Europe/Berlin /tmp/ && docker rm {name}-look"),
            );
        }
        self.step(
            say!(lang, en: "Who it runs as", de: "Als wer es läuft", zh: "以哪个用户运行"),
            format!("docker image inspect --format '{{{{.Config.User}}}} {{{{.Config.Entrypoint}}}} {{{{.Config.Cmd}}}}' {name}:after"),
        );
    }

    fn imports(&self) -> Option<String> {
        let (program, ecosystem) = self.interpreter()?;
        let natives = self.case.facts.all().iter().filter_map(|fact| match &fact.what {
            What::Native { ecosystem: of, name, .. } if of.as_str() == ecosystem => Some(name.as_str()),
            _ => None,
        });
        let names: Vec<&str> = natives.collect();
        if names.is_empty() {
            return None;
        }
        let name = &self.name;
        Some(match program {
            "python3" => format!(
                "docker run --rm --entrypoint python3 {name}:after -c 'import {}'",
                names.iter().map(|n| module(n)).collect::<Vec<_>>().join(", ")
            ),
            _ => format!(
                "docker run --rm --entrypoint {program} {name}:after -e '{}'",
                names.iter().map(|n| format!("require(\"{n}\")")).collect::<Vec<_>>().join("; ")
            ),
        })
    }

    fn tests(&mut self) {
        let (name, lang) = (self.name.clone(), self.lang());
        let image = self.one.candidate.image();
        let mut yaml = String::from("schemaVersion: 2.0.0\n");
        if image.shell == Tri::No {
            yaml.push_str("fileExistenceTests:\n  - { name: no shell, path: /bin/sh, shouldExist: false }\n");
        }
        let mut metadata = String::new();
        if let Some(user) = self.case.build.shipped_stage().and_then(|stage| stage.config.user.as_ref()?.known()) {
            metadata.push_str(&format!("  user: \"{user}\"\n"));
        }
        metadata.push_str(&self.workdir().map(|path| format!("  workdir: \"{path}\"\n")).unwrap_or_default());
        let ports: Vec<String> = self.ports().iter().map(|port| format!("\"{port}\"")).collect();
        if !ports.is_empty() {
            metadata.push_str(&format!("  exposedPorts: [{}]\n", ports.join(", ")));
        }
        match metadata.is_empty() {
            true if image.shell != Tri::No => return,
            true => {}
            false => yaml.push_str(&format!("metadataTest:\n{metadata}")),
        }
        self.step(
            say!(lang, en: "Keep what holds as a test", de: "Was gilt, als Test festhalten", zh: "把成立的结论写成测试"),
            format!("cat > structure.yaml <<'EOF'\n{yaml}EOF\ncontainer-structure-test test --image {name}:after --config structure.yaml"),
        );
    }

    fn scans(&mut self) {
        let (name, lang) = (self.name.clone(), self.lang());
        self.step(
            say!(lang, en: "Known vulnerabilities of both", de: "Bekannte Schwachstellen beider", zh: "两者的已知漏洞"),
            format!("for tag in before after; do trivy image --quiet {name}:$tag; grype -q {name}:$tag; done; docker scout compare --to {name}:before {name}:after"),
        );
        let (old, file) = (headline::written(self.case), &self.case.input.file);
        let args = &self.args;
        let command = format!("git checkout -- {file} && docker build{args} -t {name} -f {file} .");
        self.step(say!(lang, en: "Back to `{old}`", de: "Zurück zu `{old}`", zh: "回退到 `{old}`"), command);
    }

    fn workdir(&self) -> Option<String> {
        let path = self.case.build.shipped_stage()?.config.workdir.as_ref()?.known()?;
        path.starts_with('/').then(|| path.to_string())
    }

    /// TCP ports of EXPOSE, as far as they are numbers.
    fn ports(&self) -> Vec<u16> {
        let stage = self.case.build.shipped_stage();
        let exposed = stage.into_iter().flat_map(|stage| &stage.config.ports);
        exposed.filter_map(|port| port.text.split('/').next()?.parse().ok()).take(4).collect()
    }

    /// The stage that brings the program.
    fn builder(&self) -> Option<String> {
        use crate::stages::{EdgeKind, Origin};
        let shipped = self.case.build.shipped?;
        let copied = self.case.build.edges.iter().find_map(|edge| match (&edge.from, edge.kind) {
            (Origin::Stage(from), EdgeKind::Copy) if edge.to == shipped => Some(*from),
            _ => None,
        })?;
        let stage = self.case.build.stages.get(copied)?;
        Some(stage.name.clone().unwrap_or_else(|| copied.to_string()))
    }

    /// What is copied from the stage that builds, by its path there.
    fn program(&self) -> Option<String> {
        use crate::stages::{Does, Origin};
        let steps = &self.case.build.shipped_stage()?.steps;
        let paths = steps.iter().filter_map(|step| match &step.does {
            Does::Bring { sources, from: Origin::Stage(_), .. } => sources.first().and_then(|source| source.known()),
            _ => None,
        });
        paths.map(String::from).find(|path| path.starts_with('/') && !path.ends_with('/') && !path.contains('*'))
    }

    fn interpreter(&self) -> Option<(&'static str, &'static str)> {
        use crate::catalogue::Kind;
        match self.case.facts.workload.kind {
            Kind::Python => Some(("python3", "pip")),
            Kind::Node => Some(("node", "npm")),
            _ => None,
        }
    }
}

fn tls(name: &str, program: &str) -> Option<String> {
    match program {
        "python3" => Some(format!(
            "docker run --rm --entrypoint python3 {name}:after -c 'import urllib.request; print(urllib.request.urlopen(\"https://example.com\").status)'"
        )),
        "node" => Some(format!(
            "docker run --rm --entrypoint node {name}:after -e 'fetch(\"https://example.com\").then(answer => console.log(answer.status))'"
        )),
        _ => None,
    }
}

/// What a Python distribution is imported as, where the names differ.
fn module(distribution: &str) -> String {
    match distribution.to_ascii_lowercase().as_str() {
        "pillow" => "PIL".into(),
        "psycopg2-binary" => "psycopg2".into(),
        "opencv-python" | "opencv-python-headless" => "cv2".into(),
        "pyyaml" => "yaml".into(),
        "scikit-learn" => "sklearn".into(),
        "mysqlclient" => "MySQLdb".into(),
        "pymssql" => "pymssql".into(),
        "python-ldap" => "ldap".into(),
        other => other.split('[').next().unwrap_or(other).replace(['-', '.'], "_"),
    }
}

/// What the build is called with. An argument that the base came through has another value after the change.
fn build_args(case: &Case, changed: &[Link]) -> String {
    let changes = |name: &str| changed.iter().any(|link| link.given && link.name == name);
    let one = |(name, value): &(String, String)| match changes(name) {
        true => format!(" --build-arg {}=…", quoted(name)),
        false => format!(" --build-arg {}", quoted(&format!("{name}={value}"))),
    };
    case.input.build_args.iter().map(one).collect()
}

/// A word as a shell takes it whole: it may come from a link.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@=+,".contains(c);
    if word.chars().all(plain) { word.into() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// A name for the two images: the folder the file lies in, else `app`.
fn name(case: &Case) -> String {
    let folder = case.input.file.rsplit(['/', '\\']).nth(1).unwrap_or_default().to_ascii_lowercase();
    let clean: String = folder.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if clean.trim_matches('-').is_empty() { "app".into() } else { clean.trim_matches('-').into() }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    #[test]
    fn build_arguments_are_quoted_for_the_shell() {
        let args = [("BASE", "debian:10"), ("NOTE", "it's; rm -rf ~")];
        let build_args = args.map(|(name, value)| (name.into(), value.into())).into_iter().collect();
        let file = "ARG BASE\nFROM ${BASE}\nCMD [\"/bin/true\"]\n";
        let advice = crate::conclude(&Input { build_args, ..Input::pasted(file) }, &Wishes::default());
        let builds = &advice.recommendations[0].verify[0];
        let note = r"--build-arg 'NOTE=it'\''s; rm -rf ~'";
        for (base, tag) in [("debian:10", "before"), ("…", "after")] {
            assert!(builds.contains(&format!(" --build-arg BASE={base} {note} -t app:{tag} ")), "{builds}");
        }
    }

    #[test]
    fn what_listens_is_started_beside_asked_and_stopped() {
        let kit = |text: &str| {
            let advice = crate::conclude(&crate::wishes::Input::pasted(text), &crate::wishes::Wishes::default());
            advice.recommendations[0].verify.join("\n")
        };
        let nginx = kit("FROM nginx:1.25-alpine\nCOPY dist /usr/share/nginx/html\nEXPOSE 80\n");
        assert!(
            nginx.contains("-d --rm --name") && nginx.contains("docker stop") && !nginx.contains("--cap-drop"),
            "{nginx}"
        );
        let tool = kit("FROM python:3.9\nCOPY a.py /\nCMD [\"python\", \"/a.py\"]\n");
        assert!(tool.contains("docker run --rm --init") && tool.contains("--cap-drop"), "{tool}");
        assert!(!tool.contains("metadataTest:\nEOF"), "{tool}");
    }
}
