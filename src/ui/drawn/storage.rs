//! What is kept between visits. Storage may be denied (sandboxed frames, private windows): then nothing is kept. An embed
//! keeps nothing either, and does not look at what the page of the same origin keeps.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window().filter(|_| !super::embed::is_embed())?.local_storage().ok()?
}

pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("basewise.{key}")).ok()?
}

pub fn set(key: &str, value: &str) -> Option<()> {
    storage()?.set_item(&format!("basewise.{key}"), value).ok()
}

pub fn remove(key: &str) -> Option<()> {
    storage()?.remove_item(&format!("basewise.{key}")).ok()
}
