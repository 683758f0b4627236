//! What a product's tag names beside its release: the PHP inside, and Apache before it.

use super::field::{HALF_A_YEAR, lasts};
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

#[cfg(test)]
mod tests {
    use super::keep;
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
}
