//! Words that stand in more than one place of the page.

pub use crate::advice::figures::bytes_in as bytes;

use crate::candidates::{Effort, Verdict};
use crate::catalogue::{Basis, Family, Image, Libc, Lifecycle, Official, Tri};
use crate::dockerfile::Severity;
use crate::source::Span;
use crate::stages::Build;
use crate::wishes::Leaning;
use crate::words::Lang;

/// A size, with a word where it was not measured on this very tag.
pub fn size(lang: Lang, size: Option<u64>, basis: Basis) -> String {
    let Some(known) = size else { return say!(lang, en: "size unknown", de: "Größe unbekannt", zh: "大小未知") };
    match basis {
        Basis::Measured => bytes(lang, known),
        Basis::Sibling | Basis::Estimate | Basis::Unknown => format!("≈ {}", bytes(lang, known)),
    }
}

/// What a pull of an image carries.
pub fn image_size(lang: Lang, image: &Image) -> String {
    size(lang, image.size.compressed, image.size.basis)
}

/// How a figure came to be.
pub fn basis(lang: Lang, basis: Basis) -> String {
    match basis {
        Basis::Measured => say!(lang, en: "measured", de: "gemessen", zh: "实测"),
        Basis::Sibling => {
            say!(lang, en: "measured on a sibling tag", de: "an einem Schwester-Tag gemessen", zh: "依据同系列标签实测")
        }
        Basis::Estimate => say!(lang, en: "estimated", de: "geschätzt", zh: "估算"),
        Basis::Unknown => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

pub fn verdict(lang: Lang, verdict: Verdict) -> String {
    match verdict {
        Verdict::Fits => say!(lang, en: "fits", de: "passt", zh: "适合"),
        Verdict::FitsWithChanges => say!(lang, en: "fits with changes", de: "passt mit Änderungen", zh: "修改后适合"),
        Verdict::CannotTell => say!(lang, en: "cannot tell", de: "lässt sich nicht sagen", zh: "无法判断"),
        Verdict::DoesNotFit => say!(lang, en: "does not fit", de: "passt nicht", zh: "不适合"),
    }
}

/// The class and the sign a verdict is shown with: never colour alone.
pub fn verdict_sign(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Fits => ("good", "✓"),
        Verdict::FitsWithChanges => ("fair", "✓"),
        Verdict::CannotTell => ("open", "?"),
        Verdict::DoesNotFit => ("bad", "✕"),
    }
}

pub fn severity(lang: Lang, severity: Severity) -> String {
    match severity {
        Severity::Error => say!(lang, en: "Error", de: "Fehler", zh: "错误"),
        Severity::Warning => say!(lang, en: "Warning", de: "Warnung", zh: "警告"),
        Severity::Note => say!(lang, en: "Note", de: "Hinweis", zh: "提示"),
    }
}

pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

pub fn effort(lang: Lang, effort: Effort) -> String {
    match effort {
        Effort::OneLine => say!(lang, en: "one line", de: "eine Zeile", zh: "改一行"),
        Effort::Small => say!(lang, en: "a few lines", de: "ein paar Zeilen", zh: "改几行"),
        Effort::Rework => say!(lang, en: "some rework", de: "etwas Umbau", zh: "需要改造"),
    }
}

pub fn lifecycle(lang: Lang, lifecycle: Lifecycle) -> String {
    match lifecycle {
        Lifecycle::Supported => say!(lang, en: "supported", de: "unterstützt", zh: "受支持"),
        Lifecycle::EndingSoon => say!(lang, en: "support ends soon", de: "Support endet bald", zh: "即将停止支持"),
        Lifecycle::ExtendedOnly => {
            say!(lang, en: "extended support only", de: "nur noch erweiterter Support", zh: "仅剩扩展支持")
        }
        Lifecycle::Ended => say!(lang, en: "support has ended", de: "Support ist zu Ende", zh: "已停止支持"),
        Lifecycle::Retired => say!(lang, en: "retired", de: "zurückgezogen", zh: "已退役"),
        Lifecycle::Unknown => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

pub fn official(lang: Lang, official: Official) -> String {
    match official {
        Official::DockerOfficial => {
            say!(lang, en: "Docker Official Image", de: "Docker Official Image", zh: "Docker 官方镜像")
        }
        Official::Vendor => say!(lang, en: "by its vendor", de: "vom Hersteller", zh: "厂商发布"),
        Official::Community => say!(lang, en: "by the community", de: "aus der Community", zh: "社区发布"),
        Official::Private => say!(lang, en: "private", de: "privat", zh: "私有"),
        Official::Unknown => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

pub fn tri(lang: Lang, tri: Tri) -> String {
    match tri {
        Tri::Yes => say!(lang, en: "yes", de: "ja", zh: "有"),
        Tri::No => say!(lang, en: "no", de: "nein", zh: "无"),
        Tri::Unknown => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

pub fn libc(lang: Lang, libc: Libc) -> String {
    match libc {
        Libc::Glibc => "glibc".into(),
        Libc::Musl => "musl".into(),
        Libc::Uclibc => "uClibc".into(),
        Libc::None => say!(lang, en: "none", de: "keine", zh: "无"),
        Libc::Unknown => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

/// A family's name: proper names, the same in every language.
pub fn family(lang: Lang, family: Family) -> String {
    let name = match family {
        Family::Windows => "Windows",
        Family::Debian => "Debian",
        Family::Ubuntu => "Ubuntu",
        Family::Fedora => "Fedora",
        Family::Centos => "CentOS",
        Family::Rhel => "RHEL",
        Family::Ubi => "UBI",
        Family::UbiMinimal => "UBI minimal",
        Family::UbiMicro => "UBI micro",
        Family::AlmaLinux => "AlmaLinux",
        Family::RockyLinux => "Rocky Linux",
        Family::OracleLinux => "Oracle Linux",
        Family::AmazonLinux => "Amazon Linux",
        Family::AzureLinux => "Azure Linux",
        Family::AzureLinuxDistroless => "Azure Linux distroless",
        Family::Suse => "SUSE",
        Family::Photon => "Photon",
        Family::Arch => "Arch",
        Family::Slim => "slim",
        Family::Alpine => "Alpine",
        Family::Wolfi => "Wolfi",
        Family::Chiselled => "chiselled",
        Family::Distroless => "distroless",
        Family::Hardened => "Docker Hardened",
        Family::BusyBox => "BusyBox",
        Family::Scratch => "scratch",
        Family::Other | Family::Unknown => return say!(lang, en: "other", de: "andere", zh: "其他"),
    };
    name.into()
}

pub fn leaning(lang: Lang, leaning: Leaning) -> String {
    match leaning {
        Leaning::Safest => say!(lang, en: "Safest", de: "Sicher", zh: "最稳妥"),
        Leaning::Balanced => say!(lang, en: "Balanced", de: "Ausgewogen", zh: "均衡"),
        Leaning::Smallest => say!(lang, en: "Smallest", de: "Klein", zh: "最小"),
    }
}

/// What a leaning means, in a few words.
pub fn leaning_means(lang: Lang, leaning: Leaning) -> String {
    match leaning {
        Leaning::Safest => {
            say!(lang, en: "the switch least likely to break anything", de: "der Wechsel, bei dem am wenigsten bricht", zh: "最不容易出问题的切换")
        }
        Leaning::Balanced => {
            say!(lang, en: "size, risk and effort weighed against each other", de: "Größe, Risiko und Aufwand abgewogen", zh: "兼顾大小、风险和工作量")
        }
        Leaning::Smallest => {
            say!(lang, en: "as little inside as will hold", de: "so wenig darin wie möglich", zh: "内容尽可能少")
        }
    }
}

/// `line 4`, `lines 4–6`.
pub fn lines(lang: Lang, (first, last): (u32, u32)) -> String {
    if first == last {
        return say!(lang, en: "line {first}", de: "Zeile {first}", zh: "第 {first} 行");
    }
    say!(lang, en: "lines {first}–{last}", de: "Zeilen {first}–{last}", zh: "第 {first}–{last} 行")
}

/// The lines of several spans, each range once, in order.
pub fn ranges(build: &Build, spans: &[Span]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<_> = spans.iter().map(|&span| build.lines(span)).collect();
    crate::order::sort(&mut ranges);
    ranges.dedup();
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        let said = |n| bytes(Lang::En, n);
        assert_eq!(
            [0, 999, 1_000, 786_432, 41_234_567, 99_960_000, 1_234_000_000].map(said).join(" · "),
            "0 B · 999 B · 1.0 kB · 786.4 kB · 41.2 MB · 100.0 MB · 1.2 GB"
        );
        assert_eq!(bytes(Lang::De, 41_234_567), "41,2 MB");
    }

    #[test]
    fn an_unmeasured_size_says_so() {
        assert_eq!(size(Lang::En, Some(5_000_000), Basis::Estimate), "≈ 5.0 MB");
        assert_eq!(size(Lang::En, None, Basis::Unknown), "size unknown");
    }
}
