//! The distribution API: where a repository is, how to be let in, its manifests and blobs.

use crate::web::{Answer, Failure, Question, Web, host};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// All kinds of manifests that registries keep.
const MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, \
    application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, \
    application/vnd.docker.distribution.manifest.v2+json";

/// A repository at a registry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// `https://registry-1.docker.io`
    pub base: String,
    /// `library/node`
    pub name: String,
}

impl Place {
    /// Where `docker.io/library/node` is kept; `instead` is a registry that holds them all.
    pub fn of(repository: &str, instead: Option<&str>) -> Self {
        let (host, name) = repository.split_once('/').unwrap_or(("docker.io", repository));
        let own = if host == "docker.io" { "registry-1.docker.io" } else { host };
        let base = instead.map_or_else(|| format!("https://{own}"), |base| base.trim_end_matches('/').to_owned());
        Self { base, name: name.to_owned() }
    }
}

/// A name and a password, for one host.
#[derive(Clone)]
pub struct Login {
    pub host: String,
    /// `name:password`
    pub words: String,
}

/// Registries, and the tokens they gave.
pub struct Registries {
    web: Web,
    login: Option<Login>,
    tokens: HashMap<Place, String>,
}

/// A manifest or a configuration, with what it hashes to.
#[derive(Debug)]
pub struct Document {
    pub digest: String,
    pub body: Vec<u8>,
}

impl Registries {
    pub fn new(web: Web, login: Option<Login>) -> Self {
        Self { web, login, tokens: HashMap::new() }
    }

    /// The visitor, for questions that are not a registry's.
    pub fn web(&mut self) -> &mut Web {
        &mut self.web
    }

    /// A manifest by tag or digest. What it hashes to is compared with what was asked for and what the registry says.
    pub fn manifest(&mut self, place: &Place, reference: &str) -> Result<Document, Failure> {
        let url = format!("{}/v2/{}/manifests/{reference}", place.base, place.name);
        let answer = self.ask(place, Question { url, accept: MANIFESTS, ..Question::default() })?;
        let said = answer.header("docker-content-digest").map(str::to_owned);
        let document = Document { digest: digest(&answer.body), body: answer.body };
        let promised = if reference.starts_with("sha256:") { Some(reference.to_owned()) } else { said };
        check_digest(&document, promised.as_deref(), "manifest")?;
        Ok(document)
    }

    /// A small blob, such as a configuration.
    pub fn blob(&mut self, place: &Place, digest: &str) -> Result<Document, Failure> {
        let url = format!("{}/v2/{}/blobs/{digest}", place.base, place.name);
        let answer = self.ask(place, Question { url, ..Question::default() })?;
        let document = Document { digest: self::digest(&answer.body), body: answer.body };
        check_digest(&document, Some(digest), "configuration")?;
        Ok(document)
    }

    /// How long a blob is, as its keeper says without sending it; `None` where it does not say.
    pub fn length(&mut self, place: &Place, digest: &str) -> Result<Option<u64>, Failure> {
        let url = format!("{}/v2/{}/blobs/{digest}", place.base, place.name);
        match self.ask(place, Question { url, head: true, ..Question::default() }) {
            Ok(answer) => Ok(answer.header("content-length").and_then(|length| length.parse().ok())),
            Err(Failure::Status(403 | 405, _)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Asks, and once more with what the registry wants to see first.
    fn ask(&mut self, place: &Place, question: Question) -> Result<Answer, Failure> {
        let authorization = self.tokens.get(place).cloned();
        let answer = self.web.ask(&Question { authorization, ..question.clone() })?;
        if answer.status != 401 {
            return settled(answer, &question.url);
        }
        let token = self.let_in(place, &answer)?;
        self.tokens.insert(place.clone(), token.clone());
        let answer = self.web.ask(&Question { authorization: Some(token), ..question.clone() })?;
        settled(answer, &question.url)
    }

    /// What to show at the door: a token, or the login itself.
    fn let_in(&mut self, place: &Place, refusal: &Answer) -> Result<String, Failure> {
        let wanted = refusal.header("www-authenticate").unwrap_or_default();
        let challenge = Challenge::read(wanted);
        match challenge.scheme.as_str() {
            "bearer" => self.token(place, &challenge),
            "basic" => self.basic(&host(&place.base)).ok_or_else(|| {
                let here = host(&place.base);
                Failure::Login(format!("{here} wants a name and a password (BASEWISE_LOGIN=name:password)"))
            }),
            _ => Err(Failure::Login(format!("a kind we do not know: `{wanted}`"))),
        }
    }

    /// An anonymous token, or one for the login.
    fn token(&mut self, place: &Place, challenge: &Challenge) -> Result<String, Failure> {
        let Some(realm) = challenge.get("realm") else {
            return Err(Failure::Login("the registry names no place for tokens".to_owned()));
        };
        let scope = challenge.get("scope").map_or_else(|| format!("repository:{}:pull", place.name), str::to_owned);
        let mut url = format!("{realm}?scope={}", encoded(&scope));
        if let Some(service) = challenge.get("service") {
            url.push_str(&format!("&service={}", encoded(service)));
        }
        let safe = realm.starts_with("https://") || host(realm) == host(&place.base);
        let authorization = self.basic(&host(&place.base)).filter(|_| safe);
        let answer = self.web.ask(&Question { url: url.clone(), authorization, ..Question::default() })?;
        let answer = settled(answer, &url)?;
        let said: serde_json::Value = serde_json::from_slice(&answer.body)
            .map_err(|problem| Failure::Wrong(format!("the token from {realm} cannot be read: {problem}")))?;
        let token = ["token", "access_token"].iter().find_map(|key| said.get(key)?.as_str());
        token.map(|token| format!("Bearer {token}")).ok_or_else(|| Failure::Login(format!("no token from {realm}")))
    }

    fn basic(&self, host: &str) -> Option<String> {
        let login = self.login.as_ref().filter(|login| login.host == host)?;
        Some(format!("Basic {}", STANDARD.encode(&login.words)))
    }
}

/// Errors as failures.
fn settled(answer: Answer, url: &str) -> Result<Answer, Failure> {
    match answer.status {
        200..=299 => Ok(answer),
        401 => Err(Failure::Login(format!("{} does not take what it was shown", host(url)))),
        404 => Err(Failure::Missing),
        status => Err(Failure::Status(status, url.to_owned())),
    }
}

fn check_digest(document: &Document, promised: Option<&str>, what: &str) -> Result<(), Failure> {
    match promised {
        Some(promised) if promised.starts_with("sha256:") && promised != document.digest => {
            let Document { digest, .. } = document;
            Err(Failure::Wrong(format!("the {what} hashes to {digest}, but {promised} was promised")))
        }
        _ => Ok(()),
    }
}

/// `sha256:…` of bytes.
pub fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

/// What `WWW-Authenticate` asks for.
struct Challenge {
    scheme: String,
    pairs: Vec<(String, String)>,
}

impl Challenge {
    fn read(text: &str) -> Self {
        let (scheme, mut rest) = text.trim().split_once(' ').unwrap_or((text, ""));
        let mut pairs = Vec::new();
        while let Some((key, after)) = rest.split_once('=') {
            let quoted = after.strip_prefix('"').and_then(|inner| inner.split_once('"'));
            let (value, left) = quoted.or_else(|| after.split_once(',')).unwrap_or((after, ""));
            pairs.push((key.trim_matches([' ', ',']).to_ascii_lowercase(), value.to_owned()));
            rest = left;
        }
        Self { scheme: scheme.to_ascii_lowercase(), pairs }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }
}

/// As a value in a query.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_read() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push""#;
        let challenge = Challenge::read(hub);
        assert_eq!(challenge.scheme, "bearer");
        assert_eq!(challenge.get("service"), Some("registry.docker.io"));
        assert_eq!(challenge.get("scope"), Some("repository:a/b:pull,push"), "a comma inside quotes");
        assert_eq!(Challenge::read("Basic realm=here, charset=\"UTF-8\"").get("realm"), Some("here"));
        assert_eq!(Challenge::read("").scheme, "");
    }

    #[test]
    fn places_of_repositories() {
        let place = |repository, instead| Place::of(repository, instead);
        assert_eq!(place("docker.io/library/node", None).base, "https://registry-1.docker.io");
        assert_eq!(place("gcr.io/distroless/static", None).base, "https://gcr.io");
        let mirror = place("gcr.io/distroless/static", Some("http://127.0.0.1:5000/"));
        assert_eq!((mirror.base.as_str(), mirror.name.as_str()), ("http://127.0.0.1:5000", "distroless/static"));
    }

    #[test]
    fn digests_and_queries() {
        assert_eq!(digest(b""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(encoded("repository:a/b:pull"), "repository%3Aa%2Fb%3Apull");
    }
}
