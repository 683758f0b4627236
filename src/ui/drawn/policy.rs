//! House rules: pasted or dropped, checked, kept with the link.

use super::modal::Modal;
use super::state::{Action, Given, Page};
use crate::wishes::Policy;
use crate::words::Lang;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

const EXAMPLE: &str = r#"{
  "forbid": ["docker.io/bitnami"],
  "forbid_families": ["alpine"],
  "mirrors": [{ "of": "docker.io", "at": "mirror.example.com/hub" }],
  "supported_until": "2027-06-30"
}"#;

#[component]
pub fn PolicyDialog(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let area = use_node_ref();
    let trouble = use_state(|| None::<String>);
    let start = page.wishes.policy.as_ref().and_then(|policy| serde_json::to_string_pretty(policy).ok());
    let begin = use_memo((), |()| start.unwrap_or_else(|| EXAMPLE.into()));
    let (to, field, say) = (page.clone(), area.clone(), trouble.clone());
    let take = Callback::from(move |_| {
        let text = field.cast::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
        match read(&to, &text) {
            _ if text.trim().is_empty() => set(&to, None),
            Ok(policy) => set(&to, Some(policy)),
            Err(why) => say.set(Some(why)),
        }
    });
    let to = page.clone();
    let clear = Callback::from(move |_| set(&to, None));
    html! {
        <Modal page={page.clone()} title={say!(lang, en: "House rules", de: "Hausregeln", zh: "内部规则")}>
            <p>{ say!(lang,
                en: "What your team allows, forbids and brings of its own, as JSON. It stays here and travels only in links you share.",
                de: "Was dein Team erlaubt, verbietet und selbst mitbringt, als JSON. Es bleibt hier und reist nur in Links, die du teilst.",
                zh: "团队允许、禁止以及自有的镜像，以 JSON 描述。内容留在本地，只随你分享的链接传递。") }</p>
            <textarea ref={area} class="policy-text" rows="12" spellcheck="false" defaultvalue={(*begin).clone()}
                aria-label={say!(lang, en: "House rules as JSON", de: "Hausregeln als JSON", zh: "JSON 格式的内部规则")}
                aria-describedby="policy-trouble" />
            <p id="policy-trouble" class="trouble" role="alert">{ for (*trouble).clone() }</p>
            <p class="actions">
                <button type="button" class="primary" onclick={take}>{ say!(lang, en: "Use these rules", de: "Diese Regeln anwenden", zh: "使用这些规则") }</button>
                if page.wishes.policy.is_some() { <button type="button" onclick={clear}>{ say!(lang, en: "Remove", de: "Entfernen", zh: "移除") }</button> }
            </p>
        </Modal>
    }
}

/// Reads a policy; the reason says where it went wrong.
pub fn read(page: &Page, text: &str) -> Result<Policy, String> {
    let lang = page.lang();
    Policy::read(text).map_err(|why| match placed(&why) {
        Some((text, (line, column))) => {
            let text = reason(lang, text);
            say!(lang,
                en: "Line {line}, column {column}: {text}",
                de: "Zeile {line}, Spalte {column}: {text}",
                zh: "第 {line} 行第 {column} 列：{text}")
        }
        None => say!(lang,
            en: "These rules are too long, or made for another version.",
            de: "Diese Regeln sind zu lang oder für eine andere Version gemacht.",
            zh: "这些规则过长，或适用于其他版本。"),
    })
}

/// What the reader of JSON says in English, in the reader's language.
fn reason(lang: Lang, why: &str) -> String {
    let named = why.split('`').nth(1).unwrap_or_default();
    match why.split(' ').next() {
        Some("EOF") => say!(lang, en: "the text ends too early.", de: "Der Text endet zu früh.", zh: "文本提前结束。"),
        Some("unknown") => {
            say!(lang, en: "there is no rule named {named}.", de: "Es gibt keine Regel namens {named}.", zh: "没有名为 {named} 的规则。")
        }
        Some("invalid") if !named.is_empty() => {
            say!(lang, en: "{named} does not suit this rule.", de: "{named} passt nicht zu dieser Regel.", zh: "{named} 不适用于此规则。")
        }
        _ => {
            say!(lang, en: "this is not how JSON is written.", de: "So wird JSON nicht geschrieben.", zh: "JSON 的写法有误。")
        }
    }
}

/// A reason that ends in its place.
fn placed(why: &str) -> Option<(&str, (&str, &str))> {
    let (text, place) = why.rsplit_once(" at line ")?;
    Some((text, place.split_once(" column ")?))
}

/// Takes house rules, or drops them, and says so.
pub fn set(page: &Page, policy: Option<Policy>) {
    let lang = page.lang();
    let text = match policy {
        Some(_) => {
            say!(lang, en: "Your house rules are in force.", de: "Deine Hausregeln gelten.", zh: "内部规则已生效。")
        }
        None => say!(lang, en: "No house rules any more.", de: "Keine Hausregeln mehr.", zh: "已移除内部规则。"),
    };
    page.dispatch(Action::SetPolicy(policy));
    page.dispatch(Action::Open(None));
    page.dispatch(Action::Say(text));
}
