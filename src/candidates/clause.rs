//! The house policy: which clause, if any, rules a base out, and how its reference is written.

use super::field::Entrant;
use super::life;
use crate::catalogue::Image;
use crate::wishes::{Policy, Wishes};

/// The clause that stands against a base, in words; `None` where the policy lets it pass. `written`: as the file has
/// it, where that is another way to the same image.
pub fn against(wishes: &Wishes, entrant: &Entrant, written: Option<&str>) -> Option<String> {
    let policy = wishes.policy.as_ref()?;
    let image = &entrant.image;
    let lang = wishes.lang;
    let path = place(image);
    if let Some(prefix) = policy.forbid.iter().find(|prefix| begins(&path, prefix)) {
        return Some(say!(lang,
            en: "Your policy forbids `{prefix}` (forbid).",
            de: "Deine Hausregel verbietet `{prefix}` (forbid).",
            zh: "你的策略禁止 `{prefix}`（forbid）。"));
    }
    if let Some(family) = policy.forbid_families.iter().find(|family| is_family(image, family)) {
        return Some(say!(lang,
            en: "Your policy forbids the family `{family}` (forbid_families).",
            de: "Deine Hausregel verbietet die Familie `{family}` (forbid_families).",
            zh: "你的策略禁止 `{family}` 系列（forbid_families）。"));
    }
    let mirrored = mirrored(Some(policy), image);
    let paths = || [Some(path.as_str()), mirrored.as_deref(), written].into_iter().flatten();
    let listed = || policy.allow.iter().any(|prefix| paths().any(|path| begins(path, prefix)));
    if !entrant.house && !policy.allow.is_empty() && path != "scratch" && !listed() {
        return Some(say!(lang,
            en: "Your policy allows only what it lists, and `{path}` is not there (allow).",
            de: "Deine Hausregel erlaubt nur Aufgezähltes, und `{path}` steht nicht darin (allow).",
            zh: "你的策略只允许所列镜像，其中没有 `{path}`（allow）。"));
    }
    ended_too_soon(wishes, policy, entrant)
}

fn ended_too_soon(wishes: &Wishes, policy: &Policy, entrant: &Entrant) -> Option<String> {
    let lang = wishes.lang;
    let ends = entrant.until.as_deref().or(life::first_end(&entrant.image).map(|(_, ends)| ends))?;
    if entrant.until.is_some() && ends < wishes.today.as_str() {
        return Some(say!(lang,
            en: "Your policy says this base was supported until {ends} (golden).",
            de: "Laut deiner Hausregel wurde dieses Basis-Image bis {ends} gepflegt (golden).",
            zh: "你的策略注明该镜像支持到 {ends}（golden）。"));
    }
    let wanted = policy.supported_until.as_deref()?;
    (ends < wanted).then(|| {
        say!(lang,
            en: "Your policy wants support until {wanted}; this ends on {ends} (supported_until).",
            de: "Deine Hausregel verlangt Pflege bis {wanted}; hier endet sie am {ends} (supported_until).",
            zh: "你的策略要求支持到 {wanted}；它在 {ends} 结束（supported_until）。")
    })
}

/// `docker.io/library/python:3.13`, as prefixes in a policy are compared with.
fn place(image: &Image) -> String {
    match &image.tag {
        Some(tag) => format!("{}:{tag}", image.repository),
        None => image.repository.clone(),
    }
}

/// Whether a policy's prefix ends where a part of the path ends: `docker.io/lib` is no prefix of `docker.io/library/x`.
fn begins(path: &str, prefix: &str) -> bool {
    let Some(rest) = path.strip_prefix(prefix) else { return false };
    rest.is_empty() || prefix.ends_with(['/', ':', '*']) || rest.starts_with(['/', ':'])
}

fn is_family(image: &Image, name: &str) -> bool {
    serde_json::to_value(image.family).is_ok_and(|family| family == name)
}

/// The reference as the house's mirror has it. `scratch` is no image, and on no mirror.
pub fn mirrored(policy: Option<&Policy>, image: &Image) -> Option<String> {
    let mirrors = &policy.filter(|_| !image.is_nothing())?.mirrors;
    let path = place(image);
    let mirror = mirrors.iter().filter(|mirror| begins(&path, &mirror.of)).max_by_key(|m| m.of.len())?;
    let rest = path.strip_prefix(&mirror.of)?;
    Some(format!("{}/{}", mirror.at.trim_end_matches('/'), rest.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::{begins, mirrored};
    use crate::catalogue;
    use crate::wishes::Policy;
    use crate::wishes::policy::Mirror;

    #[test]
    fn nothing_is_on_no_mirror() {
        let mirrors = vec![Mirror { of: "docker.io".into(), at: "mirror.example.org/hub".into() }];
        let policy = Policy { mirrors, ..Policy::default() };
        let workload = catalogue::Workload { kind: catalogue::Kind::StaticBinary, version: None };
        let rungs = catalogue::ladder(&workload, "2026-11-29");
        let nothing = rungs.iter().find(|image| image.is_nothing()).expect("scratch is on the ladder");
        assert_eq!(mirrored(Some(&policy), nothing), None);
        let python = catalogue::named("python:3.14-slim").expect("a row");
        assert_eq!(
            mirrored(Some(&policy), &python).as_deref(),
            Some("mirror.example.org/hub/library/python:3.14-slim")
        );
    }

    #[test]
    fn prefixes_end_at_a_part() {
        assert!(begins("docker.io/library/python:3.13", "docker.io/library/"));
        assert!(begins("docker.io/library/python:3.13", "docker.io/library/python"));
        assert!(begins("docker.io/library/python", "docker.io"));
        assert!(!begins("docker.io/library/python", "docker.io/lib"));
        assert!(!begins("gcr.io/distroless/cc", "docker.io"));
    }
}
