//! How a product's tag names its release: as precisely as before, with the PHP inside and Apache before it.

use super::field::{HALF_A_YEAR, lasts};
use super::line;
use crate::catalogue::{self, Image, Kind, Workload};
use crate::rules::php_of;

/// `wordpress:6.4-php8.1-fpm` fixes its PHP, and so does what takes its place: on the nearest line of PHP that lasts.
pub fn keep(now: Option<&Image>, image: Image, today: &str) -> Image {
    let own =
        now.filter(|now| now.repository == image.repository).and_then(|now| now.tag.as_deref()).unwrap_or_default();
    let (php, apache) = (php_of(own), own.contains("-apache"));
    let Some((name, tag)) = image.reference.split_once(':').filter(|_| php.is_some() || apache) else { return image };
    let apache = if apache && !tag.contains("fpm") { "-apache" } else { "" };
    let (head, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let rest = format!("-{rest}").replace(&format!("-php{}", php_of(tag).unwrap_or("?")), "").replace("-apache", "");
    let rest = rest.trim_end_matches('-');
    let Some(php) = php else {
        return catalogue::listed(&format!("{name}:{head}{apache}{rest}")).unwrap_or(image);
    };
    // `8.1` as 81: the lines from there on.
    let from: u32 = php.replace('.', "").parse().unwrap_or(u32::MAX);
    for line in from..100 {
        let line = format!("{}.{}", line / 10, line % 10);
        if lasts(&Workload { kind: Kind::PhpCli, version: None }, &line, HALF_A_YEAR, today) {
            for apache in [apache, ""] {
                if let Some(found) = catalogue::listed(&format!("{name}:{head}-php{line}{apache}{rest}")) {
                    return found;
                }
            }
        }
    }
    image
}

/// As precise as the present tag: `caddy:2.11` after `caddy:2.10`, as what builds for it goes, and not `caddy:2`.
pub fn as_precise(image: &Image, next: Image) -> Image {
    let head = |reference: &str| -> Option<(String, String)> {
        let (name, tag) = reference.rsplit_once(':')?;
        let (version, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
        Some((version.into(), format!("{name}:VERSION{rest}")))
    };
    let minor = || {
        let (had, (now, form)) = (head(&image.reference)?.0, head(&next.reference)?);
        let whole = now.bytes().all(|byte| byte.is_ascii_digit()) && had.starts_with(&format!("{now}."));
        let held = line::numbers(next.runtime.as_ref()?.version.as_deref()?);
        let [major, minor] = held.get(..2)? else { return None };
        let named = form.replace("VERSION", &format!("{major}.{minor}"));
        whole.then(|| catalogue::listed(&named))?
    };
    minor().unwrap_or(next)
}

#[cfg(test)]
mod tests {
    use super::{as_precise, keep};
    use crate::catalogue::named;

    #[test]
    fn what_the_tag_names_is_kept() {
        let kept = |now: &str, next: &str| {
            let image = named(next).expect("a row");
            keep(named(now).as_ref(), image, "2026-11-28").reference
        };
        assert_eq!(kept("wordpress:6.4-php8.1-fpm", "wordpress:7.1-fpm"), "wordpress:7.1-php8.3-fpm");
        assert_eq!(kept("wordpress:6.4-php8.1-apache", "wordpress:7.1"), "wordpress:7.1-php8.3-apache");
        assert_eq!(
            kept("wordpress:6.4-php8.4-fpm-alpine", "wordpress:7.1-fpm-alpine"),
            "wordpress:7.1-php8.4-fpm-alpine"
        );
        assert_eq!(kept("wordpress:php7.4", "wordpress:7.1"), "wordpress:7.1-php8.3");
        assert_eq!(kept("wordpress:6.4-fpm", "wordpress:7.1-fpm"), "wordpress:7.1-fpm");
        assert_eq!(kept("nextcloud:27-apache", "nextcloud:34"), "nextcloud:34-apache");
        assert_eq!(
            kept("drupal:10.1-php8.1-apache-bullseye", "drupal:11-apache-trixie"),
            "drupal:11-php8.4-apache-trixie"
        );
    }

    #[test]
    fn a_minor_release_goes_to_a_minor_release() {
        let next =
            |now: &str, next: &str| as_precise(&named(now).expect("a row"), named(next).expect("a row")).reference;
        assert_eq!(next("caddy:2.10", "caddy:2"), "caddy:2.11");
        assert_eq!(next("caddy:2.10-alpine", "caddy:2-alpine"), "caddy:2.11-alpine");
        assert_eq!(next("caddy:2", "caddy:2"), "caddy:2");
        assert_eq!(next("node:22.3-slim", "node:24-slim"), "node:24-slim", "another major release");
    }
}
