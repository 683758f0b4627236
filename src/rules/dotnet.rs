//! A published .NET program that brings its own runtime, and what that runtime needs of its base.

use super::claims::*;
use super::ground::Footing;
use super::runtime_version_mismatch::RULE;
use crate::catalogue::Os;
use crate::evidence::Artefact;

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
    Some(super::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours))
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

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const FILE: &str = "FROM mcr.microsoft.com/dotnet/sdk:5.0 AS b\nRUN dotnet publish -o /out -r linux-x64 --self-contained\nFROM mcr.microsoft.com/dotnet/runtime-deps:5.0\nCOPY --from=b /out /app\nCMD [\"/app/h\"]\n";

    #[test]
    fn an_old_one_of_its_own_needs_an_old_openssl() {
        let to = "mcr.microsoft.com/dotnet/runtime-deps:10.0-resolute";
        let told = |file: &str| weighed(RULE.id, file, to, Shape::Swap);
        assert_eq!(told(FILE)[0].change, Some(Change::Yours));
        assert!(told(&FILE.replace("sdk:5.0", "sdk:8.0")).is_empty());
    }
}
