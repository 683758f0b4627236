//! Finding images in the catalogue by words.

use crate::catalogue::{Access, Image, Official};
use crate::order;
use crate::ui::view::words;
use crate::words::Lang;

/// Places of the images in which every word of the query stands; those whose name begins with the first come first.
pub fn find(images: &[Image], query: &str) -> Vec<usize> {
    let query = query.to_ascii_lowercase();
    let wanted: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<usize> = (0..images.len()).filter(|&at| holds(&images[at], &wanted)).collect();
    order::sort_by_key(&mut found, |&at| (place(&images[at], wanted.first()), maker(&images[at])));
    found
}

/// The query with each word that stands nowhere mended, where a name is spelt much like it.
pub fn guess(images: &[Image], query: &str) -> Option<String> {
    let mended = |word: &str| {
        if images.iter().any(|image| holds(image, &[word])) {
            return Some(word.to_string());
        }
        let (name, tag) = word.split_once(':').unwrap_or((word, ""));
        Some(format!("{} {tag}", crate::catalogue::spelt_like(name)?))
    };
    let mut guess = String::new();
    for word in query.to_ascii_lowercase().split_whitespace() {
        guess = format!("{guess} {}", mended(word)?.trim_end());
    }
    Some(guess.trim_start().to_string()).filter(|guess| !guess.is_empty())
}

/// Where in an image's own name the first word stands; a whole house that is called so counts as well.
fn place(image: &Image, first: Option<&&str>) -> usize {
    let Some(first) = first else { return 0 };
    let mut parts = image.reference.rsplit('/');
    let own = parts.next().and_then(|name| name.find(first)).unwrap_or(usize::MAX);
    if parts.any(|house| house.starts_with(first)) { 0 } else { own }
}

/// What everybody may pull from its maker comes before what needs an account.
fn maker(image: &Image) -> (bool, u8) {
    let maker = match image.official {
        Official::DockerOfficial => 0,
        Official::Vendor => 1,
        _ => 2,
    };
    (image.access != Access::Free, maker)
}

fn holds(image: &Image, wanted: &[&str]) -> bool {
    let family = words::family(Lang::En, image.family);
    let os = image.os.as_ref().map(|os| format!("{} {}", os.name, os.version.unwrap_or_default())).unwrap_or_default();
    let all = format!("{} {family} {os} {}", image.reference, image.vendor.unwrap_or_default()).to_ascii_lowercase();
    wanted.iter().all(|word| all.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_stand_there() {
        let images: Vec<Image> = crate::catalogue::all().collect();
        let found = find(&images, "Python SLIM");
        assert!(!found.is_empty());
        assert!(found.iter().all(|&at| holds(&images[at], &["python", "slim"])));
        let named = |at: &usize| images[*at].reference.contains("python:") && images[*at].reference.contains("slim");
        assert!(found.iter().any(named));
        assert_eq!(find(&images, "").len(), images.len());
        assert!(find(&images, "no-such-image-anywhere").is_empty());
    }

    #[test]
    fn a_slip_of_the_finger_is_mended() {
        let images: Vec<Image> = crate::catalogue::all().collect();
        let mended = |query: &str| guess(&images, query);
        assert_eq!(mended("alpne").as_deref(), Some("alpine"));
        assert_eq!(mended("Ubunut 24.04").as_deref(), Some("ubuntu 24.04"));
        assert_eq!(mended("pyhton:3.13 slim").as_deref(), Some("python 3.13 slim"));
        assert_eq!(mended("no-such-image-anywhere"), None);
    }

    #[test]
    fn a_familys_own_bases_come_first() {
        let images: Vec<Image> = crate::catalogue::all().collect();
        let first = &images[find(&images, "distroles")[0]].reference;
        assert!(first.starts_with("gcr.io/distroless/"), "{first}");
    }
}
