//! Images that hold the browsers of one release of a library: the library of that release alone finds them.

use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;

/// The image, its library by name, and where the library comes from: "if the Playwright version in your Docker image does
/// not match the version in your project, Playwright will be unable to locate browser executables"
/// ([Playwright: Docker](https://playwright.dev/docs/docker)); Puppeteer's image holds the browser that its own release
/// asks for ([Puppeteer: Docker](https://pptr.dev/guides/docker)).
const PAIRED: &[(&str, &str)] = &[
    ("mcr.microsoft.com/playwright", "@playwright/test"),
    ("mcr.microsoft.com/playwright/python", "playwright"),
    ("mcr.microsoft.com/playwright/java", "com.microsoft.playwright"),
    ("mcr.microsoft.com/playwright/dotnet", "Microsoft.Playwright"),
    ("ghcr.io/puppeteer/puppeteer", "puppeteer"),
];

/// Another release of the image wants another release of the library.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let now = case.present().filter(|now| now.repository == choice.image.repository)?;
    let (_, library) = PAIRED.iter().find(|(image, _)| *image == now.repository)?;
    let (old, new) = (release(now)?, release(&choice.image)?);
    if old == new {
        return None;
    }
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` holds the browsers of release {new}, and only `{library}` of that release finds them: raise the package from {old} with it.",
        de: "`{image}` enthält die Browser der Version {new}, und nur `{library}` in dieser Version findet sie: Heb das Paket von {old} mit an.",
        zh: "`{image}` 只包含 {new} 版的浏览器，只有同版本的 `{library}` 才能找到它们：请把该软件包从 {old} 一并升级。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// `1.40.0` of `v1.40.0-jammy`.
fn release(image: &Image) -> Option<&str> {
    let head = image.tag.as_deref()?.split('-').next()?.trim_start_matches('v');
    head.starts_with(|c: char| c.is_ascii_digit()).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn browsers_belong_to_one_release_of_their_library() {
        let file = "FROM mcr.microsoft.com/playwright:v1.40.0-jammy\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD [\"npx\", \"playwright\", \"test\"]\n";
        let of = |to: &str| weighed(RULE.id, file, to, Shape::Swap);
        let told = of("mcr.microsoft.com/playwright:v1.62.1-resolute");
        assert!(told[0].text.contains("`@playwright/test`") && told[0].text.contains("from 1.40.0"), "{told:?}");
        assert_eq!(told[0].change, Some(Change::Yours));
        assert!(of("mcr.microsoft.com/playwright:v1.40.0-jammy").is_empty());
    }
}
