//! Requests that are polite: one at a time, at a pace, with limits of time and number, patient when asked to be.

use std::collections::HashMap;
use std::fmt;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};
use ureq::Agent;
use ureq::http::HeaderMap;

/// How patient and how eager to be.
#[derive(Debug, Clone)]
pub struct Manners {
    /// The least time between two requests to a host.
    pub pace: Duration,
    /// Requests to one host in one run.
    pub limit: usize,
    /// Tries for one request.
    pub tries: u32,
    /// The first wait after a failure; it doubles.
    pub first_wait: Duration,
    /// A host that asks for more patience than this is left alone for the rest of the run.
    pub longest_wait: Duration,
    /// For one request, from the first byte to the last.
    pub timeout: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            pace: Duration::from_millis(250),
            limit: 2000,
            tries: 4,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(90),
            timeout: Duration::from_secs(30),
        }
    }
}

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Question {
    pub url: String,
    pub accept: &'static str,
    pub authorization: Option<String>,
    /// Only the heads of the answer.
    pub head: bool,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The server answered so, to the last try.
    Status(u16, String),
    /// No answer: a name that does not resolve, a closed door, a silence too long.
    Network(String),
    /// The host wants to be left alone.
    Resting(String),
    /// The limit of requests to one host is used up.
    Enough(String),
    /// It is not there.
    Missing,
    /// It wants a login that we have not got, or does not like the one we have.
    Login(String),
    /// The answer contradicts itself or cannot be read.
    Wrong(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(code, url) => write!(f, "{url} answers {code}"),
            Self::Network(what) => write!(f, "no answer: {what}"),
            Self::Resting(host) => write!(f, "{host} asked to be left alone; try again later"),
            Self::Enough(host) => write!(f, "{host} was not asked: the limit of requests is used up (--limit)"),
            Self::Missing => write!(f, "there is no such tag"),
            Self::Login(what) => write!(f, "a login is needed: {what}"),
            Self::Wrong(what) => write!(f, "{what}"),
        }
    }
}

impl std::error::Error for Failure {}

/// A visitor with manners.
pub struct Web {
    agent: Agent,
    manners: Manners,
    hosts: HashMap<String, Host>,
}

#[derive(Default)]
struct Host {
    last: Option<Instant>,
    asked: usize,
    resting: bool,
}

impl Web {
    pub fn new(manners: Manners) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(manners.timeout))
            .timeout_connect(Some(manners.timeout.min(Duration::from_secs(10))))
            .http_status_as_error(false)
            .max_redirects(5)
            .user_agent("basewise-refresh/0.1 (one request at a time)");
        Self { agent: config.build().into(), manners, hosts: HashMap::new() }
    }

    /// Asks until there is an answer that another try would not change.
    pub fn ask(&mut self, question: &Question) -> Result<Answer, Failure> {
        let host = host(&question.url);
        let mut wait = self.manners.first_wait;
        let mut failure = Failure::Network("no tries are allowed".to_owned());
        for attempt in 1..=self.manners.tries {
            self.knock(&host)?;
            let asked_to_wait = match self.once(question) {
                Ok(answer) if !is_passing(answer.status) => return Ok(answer),
                Ok(answer) => {
                    failure = Failure::Status(answer.status, question.url.clone());
                    retry_after(&answer)
                }
                Err(what) => {
                    failure = Failure::Network(what);
                    None
                }
            };
            let pause = asked_to_wait.unwrap_or(wait);
            if pause > self.manners.longest_wait {
                self.hosts.entry(host.clone()).or_default().resting = true;
                return Err(Failure::Resting(host));
            }
            if attempt < self.manners.tries {
                sleep(pause);
            }
            wait *= 2;
        }
        Err(failure)
    }

    /// Waits for the pace of the host, and counts.
    fn knock(&mut self, name: &str) -> Result<(), Failure> {
        let host = self.hosts.entry(name.to_owned()).or_default();
        if host.resting {
            return Err(Failure::Resting(name.to_owned()));
        }
        if host.asked >= self.manners.limit {
            return Err(Failure::Enough(name.to_owned()));
        }
        let since = host.last.map_or(self.manners.pace, |last| last.elapsed());
        sleep(self.manners.pace.saturating_sub(since));
        host.last = Some(Instant::now());
        host.asked += 1;
        Ok(())
    }

    fn once(&self, question: &Question) -> Result<Answer, String> {
        let mut request = if question.head { self.agent.head(&question.url) } else { self.agent.get(&question.url) };
        if !question.accept.is_empty() {
            request = request.header("Accept", question.accept);
        }
        if let Some(authorization) = &question.authorization {
            request = request.header("Authorization", authorization);
        }
        let mut response = request.call().map_err(|problem| problem.to_string())?;
        let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
        let body = if question.head { Vec::new() } else { body.map_err(|problem| problem.to_string())? };
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
    }
}

/// No manifest, configuration or list of cycles is larger.
const LARGEST: u64 = 16 << 20;

/// Worth another try.
fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// `Retry-After`, in seconds or as a date.
fn retry_after(answer: &Answer) -> Option<Duration> {
    let text = answer.header("retry-after")?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok()
}

/// `registry.example.org:5000` of an address.
pub fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(retry_after: &str) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", retry_after.parse().expect("a header"));
        Answer { status: 429, headers, body: Vec::new() }
    }

    #[test]
    fn patience_is_asked_for_in_seconds_or_until_a_date() {
        assert_eq!(retry_after(&answer("7")), Some(Duration::from_secs(7)));
        let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
        let until = retry_after(&answer(&soon)).expect("a date");
        assert!((90..=100).contains(&until.as_secs()), "{until:?}");
        assert_eq!(retry_after(&answer("soon")), None);
    }

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host("http://127.0.0.1:5000/v2/"), "127.0.0.1:5000");
        assert_eq!(host("https://gcr.io?x"), "gcr.io");
    }

    #[test]
    fn the_limit_holds() {
        let mut web = Web::new(Manners { limit: 0, ..Manners::default() });
        let question = Question { url: "http://127.0.0.1:9/".to_owned(), ..Question::default() };
        assert_eq!(web.ask(&question).map(|_| ()), Err(Failure::Enough("127.0.0.1:9".to_owned())));
    }
}
