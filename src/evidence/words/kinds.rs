//! The names of languages, and the sentences for kinds of programs and of linkage.

use crate::evidence::{Artefact, Linkage};
use crate::words::Lang;

/// A language or product as people write it.
pub fn language(name: &str) -> &str {
    const WRITTEN: &[(&str, &str)] = &[
        ("python", "Python"),
        ("node", "Node.js"),
        ("deno", "Deno"),
        ("bun", "Bun"),
        ("java", "Java"),
        ("dotnet", ".NET"),
        ("php", "PHP"),
        ("ruby", "Ruby"),
        ("elixir", "Elixir"),
        ("erlang", "Erlang"),
        ("go", "Go"),
        ("rust", "Rust"),
        ("c", "C/C++"),
        ("swift", "Swift"),
        ("haskell", "Haskell"),
        ("dart", "Dart"),
        ("perl", "Perl"),
        ("r", "R"),
        ("julia", "Julia"),
        ("crystal", "Crystal"),
        ("nim", "Nim"),
        ("zig", "Zig"),
        ("tomcat", "Tomcat"),
        ("postgres", "PostgreSQL"),
        ("redis", "Redis"),
        ("httpd", "Apache httpd"),
        ("mysql", "MySQL"),
        ("mariadb", "MariaDB"),
        ("mongodb", "MongoDB"),
        ("graalvm", "GraalVM"),
        ("powershell", "PowerShell"),
        ("caddy", "Caddy"),
        ("haproxy", "HAProxy"),
        ("cuda", "CUDA"),
        ("ocaml", "OCaml"),
    ];
    WRITTEN.iter().find(|(key, _)| *key == name).map_or(name, |(_, written)| written)
}

pub fn artefact(kind: Artefact, lang: Lang) -> String {
    match kind {
        Artefact::Binary => say!(lang,
            en: "A compiled program is started.", de: "Ein kompiliertes Programm wird gestartet.", zh: "启动的是编译后的程序。"),
        Artefact::Interpreted => say!(lang,
            en: "The program is source or bytecode that a runtime executes.",
            de: "Das Programm ist Quelltext oder Bytecode, den eine Laufzeitumgebung ausführt.",
            zh: "程序是由运行时执行的源码或字节码。"),
        Artefact::Jar => say!(lang,
            en: "Java classes are started; a JRE is enough for them.",
            de: "Java-Klassen werden gestartet; dafür genügt eine JRE.",
            zh: "启动的是 Java 类,有 JRE 即可。"),
        Artefact::NativeImage => say!(lang,
            en: "A GraalVM native image is started; it needs no JVM.",
            de: "Ein natives GraalVM-Image wird gestartet; es braucht keine JVM.",
            zh: "启动的是 GraalVM 原生镜像,不需要 JVM。"),
        Artefact::DotnetFrameworkDependent => say!(lang,
            en: "The .NET program depends on an installed .NET runtime.",
            de: "Das .NET-Programm setzt eine installierte .NET-Laufzeit voraus.",
            zh: "该 .NET 程序依赖已安装的 .NET 运行时。"),
        Artefact::DotnetSelfContained => say!(lang,
            en: "The .NET program is self-contained: it brings its runtime along.",
            de: "Das .NET-Programm ist eigenständig: Es bringt seine Laufzeit mit.",
            zh: "该 .NET 程序是自包含的,自带运行时。"),
        Artefact::DotnetAot => say!(lang,
            en: "The .NET program is compiled ahead of time to native code.",
            de: "Das .NET-Programm ist vorab in nativen Code übersetzt.",
            zh: "该 .NET 程序已预先编译为原生代码。"),
        Artefact::StaticSite => say!(lang,
            en: "Ready-made files are served by a web server.",
            de: "Fertige Dateien werden von einem Webserver ausgeliefert.",
            zh: "由 Web 服务器提供现成的静态文件。"),
        Artefact::Script => say!(lang,
            en: "A shell script is the program.", de: "Ein Shell-Skript ist das Programm.", zh: "程序本身是 shell 脚本。"),
        Artefact::ConfiguredApplication => say!(lang,
            en: "The image is a ready product that this file configures; it stays that product.",
            de: "Das Image ist ein fertiges Produkt, das diese Datei konfiguriert; es bleibt dieses Produkt.",
            zh: "该镜像是由本文件配置的现成产品,并保持为该产品。"),
    }
}

pub fn linkage(kind: &Linkage, lang: Lang) -> String {
    match kind {
        Linkage::Static => say!(lang,
            en: "The program is statically linked: it needs no libc in the base.",
            de: "Das Programm ist statisch gelinkt: Es braucht keine libc in der Basis.",
            zh: "程序为静态链接,基础镜像中无需 libc。"),
        Linkage::Glibc { version: Some(version), cpp } => {
            let more = libraries(*cpp, lang);
            say!(lang,
                en: "The program is linked against glibc {version}{more}; older versions may not run it.",
                de: "Das Programm ist gegen glibc {version}{more} gelinkt; ältere Versionen führen es womöglich nicht aus.",
                zh: "程序链接到 glibc {version}{more};更旧的版本可能无法运行。")
        }
        Linkage::Glibc { version: None, cpp } => {
            let more = libraries(*cpp, lang);
            say!(lang,
                en: "The program is linked against glibc{more}.",
                de: "Das Programm ist gegen glibc{more} gelinkt.",
                zh: "程序链接到 glibc{more}。")
        }
        Linkage::Musl { cpp } => {
            let more = libraries(*cpp, lang);
            say!(lang,
                en: "The program is linked against musl{more}; it does not start on a glibc base.",
                de: "Das Programm ist gegen musl{more} gelinkt; auf einer glibc-Basis startet es nicht.",
                zh: "程序链接到 musl{more},无法在 glibc 基础镜像上启动。")
        }
        Linkage::Unknown => say!(lang,
            en: "How the program is linked cannot be seen in this file.",
            de: "Wie das Programm gelinkt ist, lässt sich in dieser Datei nicht sehen.",
            zh: "从该文件无法看出程序的链接方式。"),
    }
}

fn libraries(cpp: bool, lang: Lang) -> String {
    if !cpp {
        return String::new();
    }
    say!(lang, en: " with libgcc or libstdc++", de: " mit libgcc oder libstdc++", zh: "(含 libgcc 或 libstdc++)")
}
