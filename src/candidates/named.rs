//! What a product's tag names beside its release: the PHP inside, and Apache before it.

use super::field::{HALF_A_YEAR, lasts};
use super::line;
use crate::catalogue::{self, Image, Kind, Workload, shelf};
use crate::rules::php_of;

/// `wordpress:6.4-php8.1-fpm` fixes its PHP, and so does what takes its place: on the nearest line of PHP that lasts.
pub fn keep(now: Option<&Image>, image: Image, today: &str) -> Image {
    let own = now.filter(|now| now.repository == image.repository).and_then(|now| now.tag.as_deref());
    let own: Vec<&str> = own.unwrap_or_default().split('-').collect();
    let php = own.iter().find_map(|word| php_of(word));
    let Some((name, tag)) = image.reference.rsplit_once(':').filter(|_| php.is_some() || own.contains(&"apache"))
    else {
        return image;
    };
    let mut words = tag.split('-').filter(|word| *word != "apache" && php_of(word).is_none());
    let (head, rest) = (words.next().unwrap_or_default(), words.collect::<Vec<_>>());
    let apache = (own.contains(&"apache") && !rest.contains(&"fpm")).then_some("apache");
    let spelled = |php: Option<&str>, apache: Option<&str>| {
        let php = php.map(|line| format!("php{line}"));
        let words = [head].into_iter().chain(php.as_deref()).chain(apache).chain(rest.iter().copied());
        catalogue::listed(&format!("{name}:{}", words.collect::<Vec<_>>().join("-")))
    };
    let found = match php {
        Some(php) => {
            lines(php, today).iter().find_map(|line| spelled(Some(line), apache).or_else(|| spelled(Some(line), None)))
        }
        None => spelled(None, apache),
    };
    found.unwrap_or(image)
}

/// Living lines of PHP from one on, those that last before the others, the nearest first.
fn lines(from: &str, today: &str) -> Vec<String> {
    let php = Workload { kind: Kind::PhpCli, version: None };
    let mut above = vec![from.to_string()];
    while let Some(next) =
        above.last().and_then(|last| line::nearest_above(last, shelf::lines(&php, today).iter().map(String::as_str)))
    {
        above.push(next.iter().map(u32::to_string).collect::<Vec<_>>().join("."));
    }
    let living = |line: &&String| shelf::lines(&php, today).iter().any(|had| line::agree(line, had));
    let living: Vec<String> = above.iter().filter(living).cloned().collect();
    let lasting = living.iter().filter(|line| lasts(&php, line, HALF_A_YEAR, today)).cloned();
    lasting.chain(living.iter().cloned()).collect()
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
