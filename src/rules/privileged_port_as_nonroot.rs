//! # A port below 1024 without being root
//!
//! ## What it is
//! The program listens on a port such as 80 or 443, and runs as an unprivileged user.
//!
//! ## Why it matters
//! Docker since 20.10 lets anybody listen there inside a container. Other platforms keep the kernel's old rule, and the start fails with `bind: permission denied`: some Kubernetes clusters, `--network host`, older engines.
//!
//! ## What to do
//! Listen on 8080 or another port above 1023, and map it outside: `-p 80:8080`, or the Service's `targetPort`.
//!
//! ## When not to
//! If you only ever run it under a current Docker, or your platform sets `net.ipv4.ip_unprivileged_port_start`, it works as it is.
//!
//! ## Example
//! ```dockerfile
//! FROM node:24-slim
//! COPY . /app
//! USER node
//! EXPOSE 80
//! CMD ["node", "/app/server.js"]
//! ```
//! ```dockerfile
//! FROM node:24-slim
//! COPY . /app
//! USER node
//! EXPOSE 8080
//! CMD ["node", "/app/server.js"]
//! ```
//!
//! ## Sources
//! - [Moby: ports below 1024 without root, since 20.10](https://github.com/moby/moby/pull/41030)
//! - [Kubernetes: safe sysctls](https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/)

use super::claims::*;
use super::users::identity;

pub const RULE: Rule = Rule { id: "privileged-port-as-nonroot", file: Some(file), base: Some(base), ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let given = |command: &crate::shell::Command| command.args.iter().any(|arg| arg.text.contains("net_bind_service"));
    if identity::is_root(case) != Some(false) || case.commands().any(given) {
        return Vec::new();
    }
    let lang = case.lang();
    let claim = |(port, fact): (u16, &Fact)| {
        let why = say!(lang,
            en: "Docker allows it since 20.10; other platforms may answer `bind: permission denied`.",
            de: "Docker erlaubt das seit 20.10; andere Plattformen antworten womöglich `bind: permission denied`.",
            zh: "Docker 自 20.10 起允许；其他平台可能报 `bind: permission denied`。");
        let todo = say!(lang,
            en: "Listen above 1023 and map the port outside.",
            de: "Lausche oberhalb von 1023 und bilde den Port außen ab.",
            zh: "监听 1023 以上的端口，在外部做映射。");
        finding(RULE.id, Severity::Note, [text(case, port, fact), why, todo], fact.spans.clone())
    };
    ports(case).take(1).map(claim).collect()
}

/// Only where the base makes it so.
fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let set = case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_some());
    if set || identity::is_root(case) == Some(false) || identity::of_base(&choice.image).is_none() {
        return Vec::new();
    }
    ports(case)
        .take(1)
        .map(|(port, fact)| objection(RULE.id, Weight::Risk, text(case, port, fact), fact.spans.clone()))
        .collect()
}

fn ports<'a>(case: &'a Case) -> impl Iterator<Item = (u16, &'a Fact)> {
    case.facts.find("listens").filter_map(|fact| match fact.what {
        What::Listens { port } if port < 1024 => Some((port, fact)),
        _ => None,
    })
}

fn text(case: &Case, port: u16, fact: &Fact) -> String {
    let (lang, line) = (case.lang(), sentence(case.line(&fact.spans)));
    say!(lang,
        en: "{line}: port {port} is below 1024, and the program does not run as root.",
        de: "{line}: Port {port} liegt unter 1024, und das Programm läuft nicht als root.",
        zh: "{line}：端口 {port} 小于 1024，而程序不以 root 运行。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const WEB: &str = "FROM node:24-slim\nCOPY . /app\nUSER node\nEXPOSE 80\nCMD [\"node\", \"/app/server.js\"]\n";

    #[test]
    fn port_80_without_root_is_worth_knowing() {
        assert_eq!(fires(RULE.id, WEB).severity, Severity::Note);
        silent(RULE.id, &WEB.replace("USER", "RUN setcap cap_net_bind_service=+ep /usr/local/bin/node\nUSER"));
        let root = WEB.replace("USER node\n", "");
        assert_eq!(
            weight(RULE.id, &root, "gcr.io/distroless/nodejs24-debian13:nonroot", Shape::Swap),
            Some(Weight::Risk)
        );
    }

    #[test]
    fn high_ports_and_root_are_fine() {
        silent(RULE.id, &WEB.replace("80", "8080"));
        silent(RULE.id, &WEB.replace("USER node\n", ""));
    }
}
