//! Who the image runs as: by the file, by its base, by a base considered.

use crate::catalogue::Image;
use crate::evidence::What;
use crate::rules::Case;
use crate::rules::languages::runtimes::order;
use std::cmp::Ordering;

/// Whether the image runs as root today; `None` where nobody tells.
pub fn is_root(case: &Case) -> Option<bool> {
    case.facts.find("runs-as").find_map(|fact| match &fact.what {
        What::RunsAs { user } => Some(user.is_none()),
        _ => None,
    })
}

/// The unprivileged user that a base sets, as a number where it is known.
pub fn of_base(image: &Image) -> Option<String> {
    let user = image.user.as_ref().filter(|user| user.uid != Some(0) && user.name != Some("root"))?;
    user.uid.map(|uid| uid.to_string()).or_else(|| user.name.map(str::to_string))
}

/// The account that a base keeps for programs, and does not set by itself:
/// [node](https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user),
/// [bun](https://bun.com/guides/ecosystem/docker),
/// [.NET](https://devblogs.microsoft.com/dotnet/securing-containers-with-rootless/), since 8.
pub fn offered(image: &Image) -> Option<&'static str> {
    const KEPT: [(&str, &str); 5] = [
        ("docker.io/library/node", "node"),
        ("docker.io/oven/bun", "bun"),
        ("mcr.microsoft.com/dotnet/aspnet", "$APP_UID"),
        ("mcr.microsoft.com/dotnet/runtime", "$APP_UID"),
        ("mcr.microsoft.com/dotnet/runtime-deps", "$APP_UID"),
    ];
    let (of, user) = KEPT.iter().find(|(of, _)| image.repository == *of)?;
    let line = image.runtime.as_ref().and_then(|own| own.version.as_deref());
    let is_old = || line.is_none_or(|line| order(line, "8") == Ordering::Less);
    (!of.contains("/dotnet/") || !is_old()).then_some(user)
}

/// Whether a base is known to run as root.
pub fn is_root_base(image: &Image) -> bool {
    image.user.as_ref().is_some_and(|user| user.uid == Some(0) || user.name == Some("root"))
}
