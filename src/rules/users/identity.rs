//! Who the image runs as: by the file, by its base, by a base considered.

use crate::catalogue::Image;
use crate::evidence::What;
use crate::rules::Case;

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

/// Whether a base is known to run as root.
pub fn is_root_base(image: &Image) -> bool {
    image.user.as_ref().is_some_and(|user| user.uid == Some(0) || user.name == Some("root"))
}
