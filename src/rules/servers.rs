//! Servers that carry their Java in the image: Tomcat, Jetty.

use super::claims::*;
use super::runtime_version_mismatch::RULE;
use super::runtimes;
use crate::catalogue::Image;
use crate::evidence::Product;

/// `9.0-jre21-temurin` carries Java 21: classes made for it do not load on an older one.
pub fn older_java(case: &Case, choice: &Choice) -> Option<Objection> {
    told(case, choice, Weight::Blocker, |old, new| new < old)
}

/// The application runs on another Java than today.
pub fn newer_java(case: &Case, choice: &Choice) -> Option<Objection> {
    let product = case.facts.product == Product::Application;
    told(case, choice, Weight::Risk, |old, new| new > old).filter(|_| product)
}

fn told(case: &Case, choice: &Choice, weight: Weight, counts: fn(u32, u32) -> bool) -> Option<Objection> {
    let now = case.present().filter(|_| !case.stays(choice))?;
    let (old, new) = (java_of(now)?, java_of(&choice.image)?);
    let (lang, image) = (case.lang(), &choice.image.reference);
    counts(old, new).then(|| {
        let text = say!(lang,
            en: "`{image}` brings Java {new}, and the file is written for {old}.",
            de: "`{image}` bringt Java {new} mit, und die Datei ist für {old} geschrieben.",
            zh: "`{image}` 自带 Java {new}，而文件是为 {old} 编写的。");
        objection(RULE.id, weight, text, Vec::new())
    })
}

/// The Java that a tag names, or that the image is made of.
pub fn java_of(image: &Image) -> Option<u32> {
    let mut words = image.tag.as_deref()?.split('-');
    let named = words.find_map(|word| word.strip_prefix("jdk").or(word.strip_prefix("jre"))?.parse().ok());
    named.or_else(|| {
        let java = image.runtime.as_ref().filter(|runtime| runtime.name == "java")?;
        runtimes::line("java", java.version.as_deref()?)?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    #[test]
    fn a_servlet_container_keeps_its_java() {
        let file = "FROM tomcat:9-jdk11\nCOPY app.war /usr/local/tomcat/webapps/\n";
        assert_eq!(weight(RULE.id, file, "tomcat:9.0-jre8-temurin-noble", Shape::Swap), Some(Weight::Blocker));
        assert_eq!(weight(RULE.id, file, "tomcat:9.0-jre11-temurin-jammy", Shape::Swap), None);
        assert_eq!(weight(RULE.id, file, "tomcat:9.0-jre17-temurin-jammy", Shape::Swap), Some(Weight::Risk));
    }

    #[test]
    fn tomcat_is_offered_on_the_java_of_the_file() {
        let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
        let offered = |from: &str, image: &str| {
            let file = format!("FROM {from}\nCOPY app.war /usr/local/tomcat/webapps/\n");
            let advice = crate::conclude(&crate::wishes::Input::pasted(file), &wishes);
            advice.recommendations.iter().any(|one| one.candidate.image().reference == image && one.candidate.holds())
        };
        assert!(offered("tomcat:9.0-jdk11-openjdk-slim", "tomcat:9.0-jre11-temurin-noble"));
        assert!(offered("tomcat:8.5-jdk8-openjdk", "tomcat:9.0-jre8-temurin-noble"));
    }
}
