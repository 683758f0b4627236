//! The rung the reader looks at: compared with where they are, and everything said of it.

use super::claims::card;
use super::state::{Action, Given, Page};
use crate::advice::Recommendation;
use crate::catalogue::Image;
use crate::ui::view::claims::of_base;
use crate::ui::view::words;
use crate::words::Lang;
use yew::prelude::*;

#[component]
pub fn Chosen(Given { page }: &Given) -> Html {
    let Some(chosen) = page.recommendation() else { return Html::default() };
    let lang = page.lang();
    let claims = of_base(&chosen.candidate.objections);
    let image = &chosen.candidate.choice.image;
    let present = page.shown.recommendations.iter().find(|r| r.candidate.present).map(|r| &r.candidate.choice.image);
    html! {
        <section class="panel chosen" aria-labelledby="chosen-title" id="chosen">
            <div class="panel-head">
                <h2 id="chosen-title"><code>{ super::ladder::breakable(&image.reference) }</code></h2>
                { back(page) }
            </div>
            { forbidden(page, chosen) }
            { compared(lang, present.filter(|present| present.reference != image.reference), image) }
            <ul class="claims">{ for claims.iter().map(|claim| card(page, claim)) }</ul>
            { points(page, chosen) }
        </section>
    }
}

fn back(page: &Page) -> Html {
    if page.rung.is_none() {
        return Html::default();
    }
    let to = page.clone();
    let onclick = Callback::from(move |_| to.dispatch(Action::Compare(None)));
    html! { <button type="button" class="quiet" {onclick}>{ say!(page.lang(), en: "Back to the advised base", de: "Zurück zur empfohlenen Basis", zh: "返回推荐的镜像") }</button> }
}

fn forbidden(page: &Page, chosen: &Recommendation) -> Html {
    let clause = chosen.candidate.forbidden.clone();
    html! { <>{ for clause.map(|clause| html! {
        <p class="forbidden">{ say!(page.lang(), en: "Your house rules forbid it: {clause}", de: "Deine Hausregeln verbieten sie: {clause}", zh: "内部规则禁止使用：{clause}") }</p>
    }) }</> }
}

/// Two bases by what tells them apart. Rows in which both say the same are left out, except the size.
pub fn compared(lang: Lang, one: Option<&Image>, other: &Image) -> Html {
    let rows =
        properties(lang).into_iter().map(|(name, read)| (name, one.map(|one| read(lang, one)), read(lang, other)));
    let telling = rows.enumerate().filter(|(at, (_, one, other))| *at == 0 || one.as_ref() != Some(other));
    html! {
        <table class="compared">
            <thead><tr><td></td>
                { for one.map(|one| html! { <th scope="col"><code>{ super::ladder::breakable(&one.reference) }</code></th> }) }
                <th scope="col"><code>{ super::ladder::breakable(&other.reference) }</code></th></tr></thead>
            <tbody>{ for telling.map(|(_, (name, one, other))| html! {
                <tr><th scope="row">{ name }</th>{ for one.map(|one| html! { <td>{ one }</td> }) }<td>{ other }</td></tr>
            }) }</tbody>
        </table>
    }
}

type Property = (String, fn(Lang, &Image) -> String);

/// What tells bases apart, in the order a reader asks for it.
pub fn properties(lang: Lang) -> Vec<Property> {
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
        Some(os) => format!("{family} · {} {}", os.name, os.version.unwrap_or_default()).trim_end().to_string(),
        None => family,
    }
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
        known => format!("{known:?}").to_lowercase(),
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

fn until(lang: Lang, image: &Image) -> String {
    let cycles = [&image.lifecycle.image, &image.lifecycle.os, &image.lifecycle.runtime];
    let ends = cycles.iter().filter_map(|cycle| cycle.ends).min();
    match (&image.lifecycle.retired, ends) {
        (Some(_), _) => say!(lang, en: "retired", de: "zurückgezogen", zh: "已退役"),
        (None, Some(day)) => day.into(),
        (None, None) if cycles.iter().any(|cycle| cycle.open) => {
            say!(lang, en: "no end named", de: "kein Ende genannt", zh: "未公布")
        }
        (None, None) => say!(lang, en: "unknown", de: "unbekannt", zh: "未知"),
    }
}

/// The arithmetic behind the rank, for those who ask.
fn points(page: &Page, chosen: &Recommendation) -> Html {
    let score = &chosen.score;
    if score.parts.is_empty() {
        return Html::default();
    }
    let (lang, total) = (page.lang(), score.total);
    let part = |&(name, points, weight): &(&'static str, u32, u32)| html! { <tr><th scope="row">{ name }</th><td>{ points }</td><td>{ format!("× {weight} %") }</td></tr> };
    html! {
        <details>
            <summary>{ say!(lang, en: "How it is ranked: {total} of 100", de: "Wie sie gereiht ist: {total} von 100", zh: "排名依据：{total}/100") }</summary>
            <table class="compared">{ for score.parts.iter().map(part) }</table>
        </details>
    }
}
