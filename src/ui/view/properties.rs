//! What tells bases apart, each as a name and a reading of an image.

use super::words;
use crate::catalogue::Image;
use crate::words::Lang;

/// A name, and how an image answers to it.
pub type Property = (String, fn(Lang, &Image) -> String);

/// What tells bases apart, in the order a reader asks for it.
pub fn all(lang: Lang) -> Vec<Property> {
    vec![
        (say!(lang, en: "Pull size", de: "Größe beim Laden", zh: "拉取大小"), words::image_size),
        (say!(lang, en: "Made of", de: "Besteht aus", zh: "构成"), os),
        (say!(lang, en: "OS packages", de: "OS-Pakete", zh: "系统软件包"), packages),
        (say!(lang, en: "C library", de: "C-Bibliothek", zh: "C 库"), libc),
        (say!(lang, en: "Shell", de: "Shell", zh: "Shell"), |lang, image| words::tri(lang, image.shell)),
        (say!(lang, en: "Package manager", de: "Paketmanager", zh: "包管理器"), manager),
        (say!(lang, en: "Runs as", de: "Läuft als", zh: "运行用户"), user),
        (say!(lang, en: "CA certificates", de: "CA-Zertifikate", zh: "CA 证书"), |lang, image| {
            words::tri(lang, image.ca_certificates)
        }),
        (say!(lang, en: "Time zones", de: "Zeitzonen", zh: "时区数据"), |lang, image| {
            words::tri(lang, image.tzdata)
        }),
        (say!(lang, en: "From", de: "Von", zh: "发布方"), from),
        (say!(lang, en: "Supported until", de: "Support bis", zh: "支持至"), until),
    ]
}

fn os(lang: Lang, image: &Image) -> String {
    let family = words::family(lang, image.family);
    match image.os.as_ref() {
        Some(os) if family.eq_ignore_ascii_case(os.name) => named(&family, os.version),
        Some(os) => format!("{family} · {}", named(os.name, os.version)),
        None => family,
    }
}

fn named(name: &str, version: Option<&str>) -> String {
    format!("{name} {}", version.unwrap_or_default()).trim_end().to_string()
}

fn packages(lang: Lang, image: &Image) -> String {
    match image.packages {
        Some((count, crate::catalogue::Basis::Measured)) => count.to_string(),
        Some((count, _)) => format!("≈ {count}"),
        None => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

fn libc(lang: Lang, image: &Image) -> String {
    let name = words::libc(lang, image.libc);
    image.libc_version.map(|version| format!("{name} {version}")).unwrap_or(name)
}

fn manager(lang: Lang, image: &Image) -> String {
    use crate::catalogue::PackageManager::{None, Other, Unknown};
    match image.package_manager {
        None => say!(lang, en: "none", de: "keiner", zh: "无"),
        Unknown => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
        Other => say!(lang, en: "another", de: "ein anderer", zh: "其他"),
        known => format!("{known:?}").to_ascii_lowercase(),
    }
}

fn user(lang: Lang, image: &Image) -> String {
    let Some(user) = &image.user else { return say!(lang, en: "unknown", de: "unbekannt", zh: "未知") };
    match (user.name, user.uid) {
        (Some(name), Some(uid)) => format!("{name} ({uid})"),
        (Some(name), None) => name.into(),
        (None, Some(uid)) => uid.to_string(),
        (None, None) => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

fn from(lang: Lang, image: &Image) -> String {
    let official = words::official(lang, image.official);
    image.vendor.map(|vendor| format!("{vendor} · {official}")).unwrap_or(official)
}

/// The day on which support ends: of the image, its system or its runtime, whichever comes first.
pub fn ends(image: &Image) -> Option<&'static str> {
    let cycles = &image.lifecycle;
    let retired = cycles.retired.as_ref().and_then(|retired| retired.since);
    let days = [cycles.image.ends, cycles.os.ends, cycles.runtime.ends, retired];
    days.into_iter().filter(Option::is_some).min().flatten()
}

fn until(lang: Lang, image: &Image) -> String {
    let cycles = [&image.lifecycle.image, &image.lifecycle.os, &image.lifecycle.runtime];
    match (&image.lifecycle.retired, ends(image)) {
        (Some(_), _) => say!(lang, en: "retired", de: "zurückgezogen", zh: "已退役"),
        (None, Some(day)) => day.into(),
        (None, None) if cycles.iter().any(|cycle| cycle.open) => {
            say!(lang, en: "no end named", de: "kein Ende genannt", zh: "未公布")
        }
        (None, None) => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}
