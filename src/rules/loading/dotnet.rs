//! A published .NET program that brings its own runtime, and what that runtime needs of its base.

use crate::catalogue::{Image, Os};
use crate::evidence::Artefact;
use crate::rules::claims::*;
use crate::rules::ground::Footing;
use crate::rules::runtime_version_mismatch::{RULE, listens_anew};

/// The first .NET that works with OpenSSL 3; those before ask for 1.1
/// ([libraries by release](https://github.com/dotnet/core/blob/main/Documentation/linux-prereqs.md)).
const WITH_OPENSSL_3: u32 = 6;

/// It moves to a system without OpenSSL 1.1, and was built with a .NET that needs it.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let whole = What::Artefact(Artefact::DotnetSelfContained);
    let fact = case.facts.find("artefact").find(|fact| fact.what == whole).filter(|_| !case.stays(choice))?;
    let (version, sdk) = case.footings().into_iter().find_map(|footing| Some((built_with(&footing)?, footing)))?;
    if version >= WITH_OPENSSL_3 || !has_openssl_3(choice.image.os.as_ref()?) {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "The program brings its own .NET {version}, which needs OpenSSL 1.1; `{image}` has only OpenSSL 3. Raise the project's target framework first.",
        de: "Das Programm bringt sein eigenes .NET {version} mit, das OpenSSL 1.1 braucht; `{image}` hat nur OpenSSL 3. Heb zuerst das Ziel-Framework des Projekts an.",
        zh: "程序自带 .NET {version}，它需要 OpenSSL 1.1；`{image}` 只有 OpenSSL 3。请先提升项目的目标框架。");
    let spans = fact.spans.iter().copied().chain([sdk.stage.from.span]).collect();
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

fn built_with(footing: &Footing) -> Option<u32> {
    let image = footing.image();
    let sdk = image.repository.ends_with("/dotnet/sdk") || image.repository.ends_with("/dotnet/core/sdk");
    let version = image.runtime.as_ref().filter(|_| sdk)?.version.as_deref()?;
    version.split('.').next()?.parse().ok()
}

/// Debian 12, Ubuntu 22.04, Alpine 3.17 and Enterprise Linux 9 were the first with OpenSSL 3 alone.
pub fn has_openssl_3(os: &Os) -> bool {
    let mut parts = os.version.unwrap_or_default().split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let release = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match os.name {
        "debian" => release.0 >= 12,
        "ubuntu" => release.0 >= 22,
        "alpine" => release >= (3, 17),
        "rhel" | "ubi" | "centos" | "centos-stream" | "almalinux" | "rockylinux" | "oraclelinux" => release.0 >= 9,
        "amazonlinux" => release.0 >= 2023,
        _ => true,
    }
}

/// Where the file counts on port 80: what it exposes, and what its health check asks.
pub fn counted(case: &Case) -> Vec<Span> {
    let exposed = case.facts.find("listens").filter(|fact| fact.what == What::Listens { port: 80 });
    let mut spans: Vec<Span> = exposed.flat_map(|fact| fact.spans.clone()).collect();
    let check = case.build.shipped_stage().and_then(|stage| stage.config.healthcheck.as_ref()?.as_ref());
    let asks = |text: &str| {
        let place = text.strip_prefix("http://").map(|rest| rest.split('/').next().unwrap_or_default());
        place.is_some_and(|host| host.ends_with(":80") || !host.contains(':'))
    };
    let commands = check.into_iter().flat_map(|check| &check.commands);
    spans.extend(commands.flat_map(|command| &command.args).filter(|arg| asks(&arg.text)).map(|arg| arg.span));
    spans
}

/// .NET's major version in an image of Microsoft's.
fn major(image: &Image) -> Option<u32> {
    image
        .repository
        .contains("/dotnet/")
        .then_some(image.runtime.as_ref()?)?
        .version
        .as_deref()?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// The move from the present base to another one leads over this release.
fn crosses(case: &Case, choice: &Choice, release: u32) -> bool {
    case.present().and_then(major).is_some_and(|now| now < release)
        && major(&choice.image).is_some_and(|then| then >= release)
}

/// `libgdiplus` is there for System.Drawing, which from .NET 7 on throws on Linux; the switch of .NET 6 is gone
/// ([the change](https://learn.microsoft.com/dotnet/core/compatibility/core-libraries/7.0/system-drawing)).
pub fn drawing(case: &Case, choice: &Choice) -> Option<Objection> {
    let installed = case.every_install().iter().find(|install| install.package.name == "libgdiplus")?;
    let spans = vec![installed.package.span];
    let (lang, line) = (case.lang(), sentence(case.line(&spans)));
    let text = say!(lang,
        en: "{line} installs `libgdiplus` for System.Drawing, which runs on Windows alone from .NET 7 on. Code that draws by it needs another library, SkiaSharp for one.",
        de: "{line} installiert `libgdiplus` für System.Drawing, das ab .NET 7 nur noch unter Windows läuft. Code, der damit zeichnet, braucht eine andere Bibliothek, etwa SkiaSharp.",
        zh: "{line}为 System.Drawing 安装 `libgdiplus`，而它从 .NET 7 起只能在 Windows 上运行。用它绘图的代码需要换用其他库，例如 SkiaSharp。");
    crosses(case, choice, 7)
        .then(|| crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
}

/// From 8 on ASP.NET Core's images listen on 8080
/// ([the change](https://learn.microsoft.com/dotnet/core/compatibility/containers/8.0/aspnet-port)); one variable keeps 80.
pub fn port(case: &Case, choice: &Choice) -> Option<Objection> {
    let is_asp = |image: &Image| image.repository.ends_with("/aspnet");
    let crosses = crosses(case, choice, 8) && case.present().is_some_and(is_asp) && is_asp(&choice.image);
    let spans = counted(case);
    if !crosses || spans.is_empty() || !listens_anew(case, &choice.image) {
        return None;
    }
    let (lang, lines, image) = (case.lang(), case.lines(&spans), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` listens on port 8080, not 80, and the file counts on 80 ({lines}): `ASPNETCORE_HTTP_PORTS=80` keeps it.",
        de: "`{image}` hört auf Port 8080 statt 80, und die Datei rechnet mit 80 ({lines}): `ASPNETCORE_HTTP_PORTS=80` behält ihn bei.",
        zh: "`{image}` 默认监听 8080 而不是 80，而文件依赖 80（{lines}）：`ASPNETCORE_HTTP_PORTS=80` 可保持不变。");
    let change = Change::Env { name: "ASPNETCORE_HTTP_PORTS".into(), value: "80".into() };
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(change))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM mcr.microsoft.com/dotnet/sdk:5.0 AS b\nRUN dotnet publish -o /out -r linux-x64 --self-contained\nFROM mcr.microsoft.com/dotnet/runtime-deps:5.0\nCOPY --from=b /out /app\nCMD [\"/app/h\"]\n";

    #[test]
    fn an_old_one_of_its_own_needs_an_old_openssl() {
        let to = "mcr.microsoft.com/dotnet/runtime-deps:10.0-resolute";
        let told = |file: &str| weighed(RULE.id, file, to, Shape::Swap);
        assert_eq!(told(FILE)[0].change, Some(Change::Yours));
        assert!(told(&FILE.replace("sdk:5.0", "sdk:8.0")).is_empty());
    }

    #[test]
    fn what_draws_by_the_system_s_library_stops_with_7() {
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:6.0\nRUN apt-get update && apt-get install -y libgdiplus\nCOPY out /app\nENTRYPOINT [\"dotnet\", \"/app/A.dll\"]\n";
        let told = |file: &str| {
            let all = weighed(RULE.id, file, "mcr.microsoft.com/dotnet/aspnet:10.0", Shape::Swap);
            all.iter().any(|one| one.text.contains("System.Drawing") && one.change == Some(Change::Yours))
        };
        assert!(told(file));
        assert!(!told(&file.replace("libgdiplus", "curl")));
        assert!(!told(&file.replace("aspnet:6.0", "aspnet:8.0")));
    }

    #[test]
    fn a_port_that_the_file_counts_on_is_kept() {
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:7.0\nEXPOSE 80\nCOPY out /app\nHEALTHCHECK CMD curl -f http://localhost/health\nENTRYPOINT [\"dotnet\", \"/app/A.dll\"]\n";
        let kept = |file: &str| {
            let told = weighed(RULE.id, file, "mcr.microsoft.com/dotnet/aspnet:10.0-resolute", Shape::Swap);
            told.into_iter().find(|one| matches!(one.change, Some(Change::Env { .. }))).map(|one| one.text)
        };
        assert!(kept(file).is_some_and(|text| text.contains("lines 2 and 4")), "{:?}", kept(file));
        assert!(kept(&file.replace("EXPOSE 80\n", "")).is_some());
        assert!(kept(&file.replace("EXPOSE 80", "EXPOSE 5000").replace("localhost", "localhost:5000")).is_none());
        assert!(kept(&file.replace("EXPOSE", "ENV ASPNETCORE_URLS=http://+:80\nEXPOSE")).is_none());
        assert!(kept(&file.replace("7.0", "8.0")).is_none());
    }
}
