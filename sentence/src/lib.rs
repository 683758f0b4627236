//! The macro behind `say!`: a sentence in three languages becomes data, not three pieces of code.
//!
//! `sentence!($crate, lang, "en", "de", "zh")` becomes `$crate::words::fill(lang, Sentence { … }, &[&name, …])`. In a
//! text, each `{name}` is replaced by one character: `\u{1}` is the first part, `\u{2}` the second.
//!
//! On wasm32 only English is compiled in. All three texts go into a custom section, which is no part of the memory:
//! `cargo xtask build` cuts it out and makes of it the files that the page fetches when it needs them.

mod text;
mod twins;

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use text::Parts;

/// The custom section of the wasm: English, German, Chinese, each ended by `\u{1e}`.
const SECTION: &str = "basewise-words";

#[proc_macro]
pub fn sentence(input: TokenStream) -> TokenStream {
    expand(input).unwrap_or_else(|problem| code(&format!("::core::compile_error!({problem:?})")))
}

fn expand(input: TokenStream) -> Result<TokenStream, String> {
    let mut given = arguments(input).into_iter();
    let mut next = || given.next().ok_or("five arguments are expected".to_owned());
    let (home, lang) = (next()?, next()?);
    let mut parts = Parts::default();
    let texts = twins::told_apart([parts.read(next()?)?, parts.read(next()?)?, parts.read(next()?)?]);
    let call = [home.clone(), code("::words::fill")].into_iter().collect();
    let values = [lang, code(","), sentence_of(home, &texts), code(", &"), list(&parts)].into_iter().collect();
    Ok(block([section(&texts), call, group(Delimiter::Parenthesis, values)].into_iter().collect()))
}

/// What stands between the commas.
fn arguments(input: TokenStream) -> Vec<TokenStream> {
    let mut found = vec![TokenStream::new()];
    for token in input {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => found.push(TokenStream::new()),
            _ => found.last_mut().into_iter().for_each(|last| last.extend([token.clone()])),
        }
    }
    found
}

fn sentence_of(home: TokenStream, [en, de, zh]: &[String; 3]) -> TokenStream {
    let native = "#[cfg(not(target_arch = \"wasm32\"))]";
    let fields = code(&format!("en: {en:?}, {native} de: {de:?}, {native} zh: {zh:?}"));
    [home, code("::words::Sentence"), group(Delimiter::Brace, fields)].into_iter().collect()
}

fn section(texts: &[String; 3]) -> TokenStream {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0x1e])).collect::<Vec<u8>>();
    let kept = format!("#[unsafe(link_section = {SECTION:?})] static TEXTS: [u8; {}] = *", bytes.len());
    let kept = [code(&kept), TokenTree::from(Literal::byte_string(&bytes)).into(), code(";")].into_iter().collect();
    let only = code("#[cfg(target_arch = \"wasm32\")] const _: () =");
    [only, group(Delimiter::Brace, kept), code(";")].into_iter().collect()
}

/// `[&name as &dyn Display, …]`
fn list(parts: &Parts) -> TokenStream {
    let shown = |(name, form, span): &(String, String, Span)| -> TokenStream {
        let name = TokenTree::from(Ident::new(name, *span)).into();
        let value = match form.as_str() {
            "" => name,
            _ => formatted(form, name),
        };
        [code("&"), value, code("as &dyn ::core::fmt::Display,")].into_iter().collect()
    };
    group(Delimiter::Bracket, parts.found.iter().map(shown).collect())
}

fn formatted(form: &str, name: TokenStream) -> TokenStream {
    let values = [code(&format!("{:?},", format!("{{{form}}}"))), name].into_iter().collect();
    [code("::core::format_args!"), group(Delimiter::Parenthesis, values)].into_iter().collect()
}

fn block(code: TokenStream) -> TokenStream {
    group(Delimiter::Brace, code)
}

fn group(delimiter: Delimiter, inner: TokenStream) -> TokenStream {
    TokenTree::from(Group::new(delimiter, inner)).into()
}

/// Text written here, as tokens.
fn code(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
