//! Facts in words: one clear sentence for every [`What`], in the reader's language.

mod kinds;

use super::{Certainty, Fact, ShellUse, What};
use crate::words::Lang;
use kinds::{artefact, language, linkage};

/// The sentence of a fact. What is only likely or assumed says so.
pub fn text(fact: &Fact, lang: Lang) -> String {
    let sentence = sentence(&fact.what, lang);
    match fact.certainty {
        Certainty::Certain => sentence,
        Certainty::Likely => {
            say!(lang, en: "Most likely: {sentence}", de: "Sehr wahrscheinlich: {sentence}", zh: "很可能:{sentence}")
        }
        Certainty::Assumed => {
            say!(lang, en: "Assumed: {sentence}", de: "Angenommen: {sentence}", zh: "假定:{sentence}")
        }
    }
}

fn sentence(what: &What, lang: Lang) -> String {
    match what {
        What::Runs { name, version } => runs(name, version.as_deref(), lang),
        What::Artefact(kind) => artefact(*kind, lang),
        What::Linkage(kind) => linkage(kind, lang),
        What::NeedsShell(of) => shell(of, lang),
        What::NeedsTool { tool, health_check_only } => needs_tool(tool, *health_check_only, lang),
        What::NeedsLibrary { package, .. } => say!(lang,
            en: "The package {package} must be there when the image runs.",
            de: "Das Paket {package} muss zur Laufzeit vorhanden sein.",
            zh: "运行时需要软件包 {package}。"),
        What::NeedsUser { name, created } => needs_user(name, *created, lang),
        What::RunsAs { user } => runs_as(user.as_deref(), lang),
        What::NeedsLocale { name } => say!(lang,
            en: "The locale {name} is used.", de: "Die Locale {name} wird verwendet.", zh: "使用了区域设置 {name}。"),
        What::WritesTo { path } => say!(lang,
            en: "The program writes to {path}.", de: "Das Programm schreibt nach {path}.", zh: "程序会写入 {path}。"),
        What::Listens { port } => listens(*port, lang),
        What::NeedsPath { path } => say!(lang,
            en: "The path {path} belongs to the present runtime and may lie elsewhere on another base.",
            de: "Der Pfad {path} gehört zur jetzigen Laufzeitumgebung und kann auf einer anderen Basis woanders liegen.",
            zh: "路径 {path} 属于当前运行时,换基础镜像后可能不同。"),
        What::Native { ecosystem, name, .. } => native(ecosystem, name, lang),
        What::Platform { name } => say!(lang,
            en: "The image is built for {name}.", de: "Das Image wird für {name} gebaut.", zh: "镜像面向平台 {name} 构建。"),
        What::TouchesLibc { difference } => say!(lang,
            en: "This workload touches a known difference between glibc and musl: {difference}.",
            de: "Diese Anwendung berührt einen bekannten Unterschied zwischen glibc und musl: {difference}.",
            zh: "该工作负载涉及 glibc 与 musl 的一处已知差异:{difference}。"),
        other => plain(other, lang),
    }
}

/// Sentences without anything to fill in.
fn plain(what: &What, lang: Lang) -> String {
    match what {
        What::NeedsCaCertificates => say!(lang,
            en: "CA certificates are needed for TLS connections.",
            de: "Für TLS-Verbindungen werden CA-Zertifikate gebraucht.",
            zh: "建立 TLS 连接需要 CA 证书。"),
        What::NeedsTimeZones => say!(lang,
            en: "Time zone data is needed.", de: "Zeitzonendaten werden gebraucht.", zh: "需要时区数据。"),
        What::NeedsModules => say!(lang,
            en: "nginx's configuration may load modules that are files of their own.",
            de: "Die Konfiguration von nginx lädt womöglich Module, die eigene Dateien sind.",
            zh: "nginx 的配置可能会加载单独的模块文件。"),
        What::NeedsIcu => say!(lang,
            en: "ICU is needed: .NET formats and compares text by culture.",
            de: "ICU wird gebraucht: .NET formatiert und vergleicht Text nach Kultur.",
            zh: "需要 ICU:.NET 按区域文化格式化和比较文本。"),
        What::NeedsPackageManager => say!(lang,
            en: "The package manager must stay: packages are installed in this image after it is built.",
            de: "Der Paketmanager muss bleiben: In diesem Image werden auch nach dem Bauen Pakete installiert.",
            zh: "必须保留包管理器:镜像构建之后仍会在其中安装软件包。"),
        What::InheritsEntrypoint => say!(lang,
            en: "What is started comes, at least in part, from the present base image.",
            de: "Was gestartet wird, stammt zumindest teilweise aus dem jetzigen Basis-Image.",
            zh: "启动的程序至少部分来自当前的基础镜像。"),
        What::NeedsGpu => say!(lang,
            en: "GPU libraries are used.", de: "GPU-Bibliotheken werden verwendet.", zh: "使用了 GPU 库。"),
        _ => String::new(),
    }
}

fn runs(name: &str, version: Option<&str>, lang: Lang) -> String {
    let name = language(name);
    match version {
        Some(version) => say!(lang,
            en: "The image runs {name} {version}.", de: "Das Image führt {name} {version} aus.", zh: "镜像运行 {name} {version}。"),
        None => say!(lang,
            en: "The image runs {name}; the file does not fix a version.",
            de: "Das Image führt {name} aus; die Datei legt keine Version fest.",
            zh: "镜像运行 {name};文件未固定版本。"),
    }
}

fn shell(of: &ShellUse, lang: Lang) -> String {
    match of {
        ShellUse::ShellFormCmd => say!(lang,
            en: "CMD is written in shell form, so a shell starts the program.",
            de: "CMD steht in Shell-Form, deshalb startet eine Shell das Programm.",
            zh: "CMD 采用 shell 形式,因此由 shell 启动程序。"),
        ShellUse::ShellFormEntrypoint => say!(lang,
            en: "ENTRYPOINT is written in shell form, so a shell starts the program.",
            de: "ENTRYPOINT steht in Shell-Form, deshalb startet eine Shell das Programm.",
            zh: "ENTRYPOINT 采用 shell 形式,因此由 shell 启动程序。"),
        ShellUse::Script { path, interpreter: Some(interpreter) } => say!(lang,
            en: "The script {path} is started; it needs {interpreter}.",
            de: "Das Skript {path} wird gestartet; es braucht {interpreter}.",
            zh: "启动脚本 {path},它需要 {interpreter}。"),
        ShellUse::Script { path, interpreter: None } => say!(lang,
            en: "The script {path} is started; it needs a shell.",
            de: "Das Skript {path} wird gestartet; es braucht eine Shell.",
            zh: "启动脚本 {path},它需要 shell。"),
        ShellUse::ScriptRunner { runner } => say!(lang,
            en: "{runner} starts the program through a shell.",
            de: "{runner} startet das Programm über eine Shell.",
            zh: "{runner} 通过 shell 启动程序。"),
        ShellUse::HealthCheck => say!(lang,
            en: "HEALTHCHECK runs in a shell.", de: "HEALTHCHECK läuft in einer Shell.", zh: "HEALTHCHECK 在 shell 中运行。"),
        ShellUse::Explicit => say!(lang,
            en: "Commands are run through a shell in this image, so the shell stays.",
            de: "In diesem Image laufen Befehle über eine Shell, deshalb bleibt sie.",
            zh: "此镜像中的命令通过 shell 运行,因此保留 shell。"),
    }
}

fn needs_tool(tool: &str, health_check_only: bool, lang: Lang) -> String {
    if health_check_only {
        return say!(lang,
            en: "The health check calls {tool}.", de: "Der Health-Check ruft {tool} auf.", zh: "健康检查会调用 {tool}。");
    }
    say!(lang,
        en: "The program {tool} must be there when the image runs.",
        de: "Das Programm {tool} muss zur Laufzeit vorhanden sein.",
        zh: "运行时需要程序 {tool}。")
}

fn needs_user(name: &str, created: bool, lang: Lang) -> String {
    if created {
        return say!(lang,
            en: "The user {name} is made in this file and looked up by name.",
            de: "Der Benutzer {name} wird in dieser Datei angelegt und über seinen Namen gefunden.",
            zh: "用户 {name} 由本文件创建,并按名称查找。");
    }
    say!(lang,
        en: "The user {name} is looked up by name and must exist in the base.",
        de: "Der Benutzer {name} wird über seinen Namen gesucht und muss in der Basis vorhanden sein.",
        zh: "用户 {name} 按名称查找,基础镜像中必须存在。")
}

fn runs_as(user: Option<&str>, lang: Lang) -> String {
    match user {
        Some(user) => {
            say!(lang, en: "The program runs as {user}.", de: "Das Programm läuft als {user}.", zh: "程序以 {user} 身份运行。")
        }
        None => {
            say!(lang, en: "The program runs as root.", de: "Das Programm läuft als root.", zh: "程序以 root 身份运行。")
        }
    }
}

fn listens(port: u16, lang: Lang) -> String {
    if port < 1024 {
        return say!(lang,
            en: "The program listens on port {port}, below 1024.",
            de: "Das Programm lauscht auf Port {port}, also unter 1024.",
            zh: "程序监听端口 {port}(低于 1024)。");
    }
    say!(lang, en: "The program listens on port {port}.", de: "Das Programm lauscht auf Port {port}.", zh: "程序监听端口 {port}。")
}

fn native(ecosystem: &str, name: &str, lang: Lang) -> String {
    say!(lang,
        en: "The {ecosystem} package {name} has native parts: it must match the base's libc.",
        de: "Das {ecosystem}-Paket {name} enthält nativen Code: Es muss zur libc der Basis passen.",
        zh: "{ecosystem} 包 {name} 含有原生代码,必须与基础镜像的 libc 匹配。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Artefact, Linkage};

    fn every() -> Vec<What> {
        let text = || "x".to_string();
        vec![
            What::Runs { name: text(), version: None },
            What::Runs { name: text(), version: Some(text()) },
            What::Artefact(Artefact::Jar),
            What::Linkage(Linkage::Glibc { version: Some(text()), cpp: true }),
            What::NeedsShell(ShellUse::Explicit),
            What::NeedsTool { tool: text(), health_check_only: true },
            What::NeedsLibrary { package: text(), manager: None },
            What::NeedsCaCertificates,
            What::NeedsTimeZones,
            What::NeedsLocale { name: text() },
            What::NeedsIcu,
            What::NeedsModules,
            What::NeedsUser { name: text(), created: false },
            What::RunsAs { user: None },
            What::WritesTo { path: text() },
            What::Listens { port: 80 },
            What::NeedsPackageManager,
            What::NeedsPath { path: text() },
            What::Native { ecosystem: text(), name: text(), version: None },
            What::Platform { name: text() },
            What::InheritsEntrypoint,
            What::TouchesLibc { difference: text() },
            What::NeedsGpu,
        ]
    }

    #[test]
    fn every_fact_has_a_sentence_in_every_language() {
        for what in every() {
            let texts = [Lang::En, Lang::De, Lang::Zh].map(|lang| sentence(&what, lang));
            for text in &texts {
                assert!(text.ends_with(['.', '。']), "{what:?}: {text}");
            }
            assert!(texts[0] != texts[1] && texts[1] != texts[2], "{what:?}");
        }
    }
}
