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

/// Where in an image's own name the first word stands.
fn place(image: &Image, first: Option<&&str>) -> usize {
    let name = image.reference.rsplit('/').next().unwrap_or_default();
    first.map_or(0, |first| name.find(first).unwrap_or(usize::MAX))
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
}
