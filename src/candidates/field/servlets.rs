//! Which Tomcat comes to the start, by the Java that the file names.

use super::super::line;
use super::{spelled, standing_on, version};
use crate::catalogue::{self, Image};
use crate::rules::{Case, installed_java, java_of, own_tomcat};

/// Tomcat on the Java that the file names: the last line for `javax.*` where the own one is older, else the own one. Where
/// no Java is named, that last line by its plain tag.
pub fn images(case: &Case) -> Vec<Image> {
    let now = standing_on(case).filter(|now| now.repository == "docker.io/library/tomcat");
    let line = |now: &Image| Some(line::numbers(version(now)?).into_iter().take(2).collect::<Vec<u32>>());
    let of_image = now.and_then(|now| Some((java_of(now), line(now)?)));
    let Some((java, own)) = of_image.or_else(|| installed_tomcat(case)) else { return Vec::new() };
    let line = spelled(&own.clone().max(vec![9, 0]));
    let Some(java) = java else {
        let plain = catalogue::listed(&format!("tomcat:{line}"));
        return plain.filter(|_| own < vec![9]).into_iter().collect();
    };
    let named = |kind: &str| {
        let tag = format!("tomcat:{line}-{kind}{java}-temurin");
        catalogue::listed(&format!("{tag}-noble")).or_else(|| catalogue::listed(&tag))
    };
    ["jre", "jdk"].into_iter().filter_map(named).collect()
}

/// A Tomcat that the file brings itself, and the Java beside it.
fn installed_tomcat(case: &Case) -> Option<(Option<u32>, Vec<u32>)> {
    let line = own_tomcat(case)?;
    let of_base = || standing_on(case).and_then(java_of);
    Some((installed_java(case).or_else(of_base), vec![line]))
}
