//! Python packages by their versions: which have a wheel for a newer Python, and which run on it.

use crate::catalogue::packages::Ecosystem;
use crate::evidence::companions::{packages as manifests, versions};
use crate::rules::Case;
use crate::rules::languages::runtimes;
use crate::rules::loading::aged;
use crate::shell::{Manager, Package};
use std::cmp::Ordering;

/// The first version of which PyPI has a wheel for CPython 3.11, 3.13 and 3.14, on x86-64 with glibc; `-`: none has; `x`:
/// nor a source. An older one has none, but for `ANY`. By the names of the files that the index lists for each release,
/// 2026-11-30, where the package cannot do without what is compiled.
const FIRST: &str = "\
aiohttp 3.8.2 3.10.5 3.13.0
asyncpg 0.27.0 0.30.0 0.31.0
bcrypt 3.1.4 3.1.4 3.1.4
bitarray 2.6.1 2.9.3 3.7.2
cartopy 0.22.0 0.24.1 0.26.0
catboost 1.2 1.2.8 1.2.9
cffi 1.15.1 1.17.0 2.0.0
confluent-kafka 2.0.2 2.6.0 2.12.1
cryptography 2.2 2.2 2.2
cytoolz 0.12.1 1.0.1 1.1.0
faiss-cpu 1.7.3 1.9.0.post1 1.12.0
fastavro 1.7.0 1.11.1 1.12.1
fiona 1.8.22 1.10.0 -
gensim 4.3.0 4.4.0 -
gevent 22.10.1 24.10.1 25.8.1
greenlet 1.1.3 3.1.0 3.2.3
grpcio 1.49.0 1.66.2 1.75.1
grpcio-tools 1.49.0 1.66.2 1.75.1
h3 3.7.6 4.1.2 4.3.1
h5py 3.8.0 3.12.0 3.15.0
hiredis 2.1.0 3.1.0 3.3.0
httptools 0.5.0 0.6.2 0.7.1
ibm-db 3.2.0 3.2.5 3.2.8
jpype1 1.4.1 1.5.1 1.7.0
kiwisolver 1.4.4 1.4.7 1.4.9
llvmlite 0.40.0 0.44.0 0.46.0
lmdb 1.4.1 1.6.2 1.7.1
lxml 4.9.1 5.3.0 6.0.1
lz4 4.1.0 4.4.3 4.4.5
matplotlib 3.6.0 3.9.2 3.10.5
multidict 6.0.3 6.0.5 6.0.5
numba 0.57.0 0.61.0 0.63.0
numexpr 2.8.4 2.10.2 2.12.0
numpy 1.23.2 2.1.0 2.3.2
onnx 1.13.0 1.18.0 1.20.0
onnxruntime 1.15.0 1.20.0 1.24.1
opencv-contrib-python 4.5.5.62 4.5.5.62 4.5.5.62
opencv-python 4.5.5.62 4.5.5.62 4.5.5.62
opencv-python-headless 4.5.5.62 4.5.5.62 4.5.5.62
orjson 3.7.7 3.10.7 3.11.1
pandas 1.5.0 2.2.3 2.3.3
pillow 9.2.0 10.4.0 11.3.0
psutil 5.9.4 5.9.4 5.9.4
psycopg-binary 3.1.4 3.2.2 3.2.10
psycopg2-binary 2.9.5 2.9.10 2.9.11
pyarrow 10.0.1 18.0.0 22.0.0
pycocotools 2.0.7 2.0.10 2.0.10
pycurl 7.45.3 7.45.4 7.45.7
pygame 2.1.3 2.6.1 -
pymssql 2.2.6 2.3.1 2.3.8
pymupdf 1.21.0 1.24.11 1.24.11
pynacl 1.2.1 1.2.1 1.2.1
pyodbc 4.0.35 5.2.0 5.3.0
pyproj 3.4.0 3.7.0 3.7.2
pywavelets 1.4.0 1.7.0 1.9.0
pyyaml 6.0 6.0.2 6.0.3
pyzmq 23.2.1 26.1.0 27.0.0
rapidfuzz 2.5.0 3.9.6 3.14.1
rasterio 1.3.3 1.3.11 1.4.4
ray 2.3.0 2.45.0 2.55.0
regex 2022.9.11 2024.9.11 2025.7.29
reportlab 3.6.12 4.0.0 4.0.0
ruamel.yaml.clib 0.2.7 0.2.9 0.2.15
scikit-image 0.20.0 0.25.0 0.26.0
scikit-learn 1.1.3 1.5.2 1.7.2
scipy 1.9.2 1.14.1 1.16.1
sentencepiece 0.1.98 0.2.1 0.2.1
setproctitle 1.3.2 1.3.4 1.3.7
shap 0.42.0 0.48.0 0.50.0
shapely 1.8.5 2.0.6 2.1.2
spacy 3.4.2 3.8.7 3.8.10
statsmodels 0.13.3 0.14.3 0.14.5
tables 3.8.0 3.10.1 3.11.0
tensorflow 2.12.0 2.20.0 x
tensorflow-cpu 2.12.0 2.20.0 x
tflite-runtime 2.14.0 x x
tokenizers 0.13.2 0.20.2 0.20.2
torch 1.13.0 2.5.0 2.9.0
torchaudio 2.0.0 2.6.0 2.9.0
torchtext 0.15.1 x x
torchvision 0.15.0 0.21.0 0.24.0
typed-ast 1.5.5 - -
ujson 5.5.0 5.10.0 5.11.0
uvloop 0.17.0 0.21.0 0.22.1
wordcloud 1.9.2 1.9.4 1.9.5
xxhash 3.2.0 3.4.2 3.4.2
yarl 1.8.2 1.9.3 1.9.3
zstandard 0.19.0 0.23.0 0.24.0";

/// Older ones all the same, for every Python or for one by chance.
const ANY: [(&str, &[&str]); 8] = [
    ("aiohttp", &["0.", "1.", "2.", "3.6."]),
    ("fastavro", &["0.17.5"]),
    ("gensim", &["0."]),
    ("opencv-", &["3.4.17.", "3.4.18."]),
    ("spacy", &["2.3.8", "2.3.9", "3.1.7"]),
    ("tokenizers", &["0.15."]),
    ("torchtext", &["0.1.", "0.2.", "0.3.", "0.4.", "0.5.", "0.6."]),
    ("torchvision", &["0.1.", "0.2."]),
];

/// The first release that runs on Python 3.11, and the first on 3.13; `-`: none is known that does not, `99`: none does.
/// What came before stops at its import, by trial on 3.11.7 and 3.13.0, 2026-11-30, with what pip installs beside it on
/// that day: where a fourth word stands, only as long as that is not held to a version, too.
const RUNS: &str = "\
aiohttp 3.7 3.7
aioredis 99 99
black 22.3 - click
boto - 99
boto3 1.10 1.26 botocore
bottle 0.12.22 0.12.26
celery 5.0 5.0
cherrypy - 18.8.1
discord.py - 2.4
django 2.2 4.0
docker - 5.0.4
eventlet 0.30.3 0.37.1
falcon - 2.0.1
feedparser - 6.0.3
fire - 0.7
flask 2.2 2.2 werkzeug
flask-jwt-extended 3.25.2 3.25.2 markupsafe
flask-login 0.6.3 0.6.3 flask
flask-restful 0.3.9 0.3.9 flask
flask-restplus 99 99 flask
flask-restx 1.2 1.2 flask
flask-script 99 99 flask
flask-socketio 5.0.2 5.0.2 flask
flask-sqlalchemy 3.0 3.0 flask
flask-wtf 1.1.2 1.1.2 flask
graphql-core 2.1.1 2.1.1
gunicorn - 21
html5lib 1.1 1.1
httpx - 0.22.1
jinja2 3.0 3.0 markupsafe
kafka-python - 2.0.3
kombu 5.0 5.0
marshmallow 2.15.7 3.14.2
motor 3.3.3 3.3.3 pymongo
networkx 2.4 2.4
nltk 3.5 3.5
protobuf 3.6.2 3.6.2
pymongo 3.5.2 3.5.2
pyopenssl 22.1 22.1 cryptography
python-telegram-bot 12.0 20
redis - 4.1
requests 2.19 2.19
six - 1.16
sqlalchemy 1.1.19 1.1.19
supervisor 4.1 4.1
sympy 1.1.2 1.4.1
telethon - 1.24.1
tenacity 5.0.5 5.0.5
tornado 6.0 6.0
tweepy 3.6.1 4.15
urllib3 - 1.26
vine 5.0 5.0
websockets 8.0 8.0
werkzeug 0.15 0.15";

/// Between these it stops on 3.13, and not before.
const BETWEEN: [(&str, &str, &str); 1] = [("sqlalchemy", "2.0", "2.0.31")];

/// A package of these tables that the file or a list beside it names, and the version that it is held to.
pub struct Pin {
    pub name: &'static str,
    pub version: Option<String>,
}

impl Pin {
    pub fn title(&self) -> String {
        let version = self.version.iter().flat_map(|version| [" ", version]);
        version.fold(self.name.to_string(), |title, part| title + part)
    }

    /// No release of it has a wheel for that line.
    pub fn has_none(&self, line: &str) -> bool {
        matches!(first(self.name, line), Some("-" | "x"))
    }

    /// Nor can it be compiled.
    pub fn is_nowhere(&self, line: &str) -> bool {
        first(self.name, line) == Some("x")
    }

    /// Its own release has none, and a later one has.
    pub fn is_unbuilt(&self, line: &str) -> bool {
        let (Some(version), Some(first)) = (&self.version, first(self.name, line)) else { return false };
        let bare = version.split('+').next().unwrap_or_default();
        let any = |(of, lines): &(&str, &[&str])| {
            self.name.starts_with(of) && lines.iter().any(|line| bare.starts_with(line))
        };
        !self.has_none(line) && !ANY.iter().any(any) && runtimes::order(bare, first) == Ordering::Less
    }

    /// It stops at its import.
    pub fn is_stopped(&self, case: &Case, line: &str) -> bool {
        let from = |than: &str| runtimes::order(line, than) != Ordering::Less;
        let (Some(version), true) = (&self.version, from("3.11")) else { return false };
        let older = |first: &str| runtimes::order(version, first) == Ordering::Less;
        let between = |(name, start, end): &(&str, &str, &str)| *name == self.name && !older(start) && older(end);
        let mut row = row(RUNS, self.name).unwrap_or_default().split(' ');
        let (old, new, unless) = (row.next(), row.next(), row.next());
        let first = if from("3.13") { new } else { old }.filter(|first| *first != "-");
        let by_another = unless.is_none_or(|name| held(case, name).is_none());
        first.is_some_and(older) && by_another || from("3.13") && BETWEEN.iter().any(between)
    }
}

fn row(table: &'static str, name: &str) -> Option<&'static str> {
    table.lines().find_map(|row| row.strip_prefix(name)?.strip_prefix(' '))
}

fn names(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter_map(|row| row.split(' ').next())
}

/// The table's word on a line of Python.
fn first(name: &str, line: &str) -> Option<&'static str> {
    let row = row(FIRST, name)?;
    let since = ["3.11", "3.13", "3.14"].iter().rposition(|since| runtimes::order(line, since) != Ordering::Less)?;
    row.split(' ').nth(since)
}

/// What is installed, where what ships is built, and what the files beside it list.
pub fn of<'a>(case: &'a Case) -> &'a [Pin] {
    case.once.pins.get_or_init(case.facts, || {
        let actions = aged::commands(case).into_iter().filter_map(|command| command.packages.as_ref());
        let of_python = actions.filter(|by| matches!(by.manager, Manager::Pip | Manager::Uv));
        let packages: Vec<&Package> = of_python.flat_map(|by| &by.packages).collect();
        let listed = manifests::of(case.input, Some("python"));
        if packages.is_empty() && case.input.companions.is_empty() {
            return Vec::new();
        }
        // Named for their sake alone: what others fail by.
        let others = ["botocore", "click", "markupsafe"].into_iter();
        let twice = names(RUNS).filter(|name| row(FIRST, name).is_none());
        let all = names(FIRST).chain(twice).chain(others);
        all.filter_map(|name| pin(case, &packages, &listed, name)).collect()
    })
}

/// `name==1.2` on a command line, or what a file beside holds it to.
fn pin(case: &Case, packages: &[&Package], listed: &[(Ecosystem, String, String)], name: &'static str) -> Option<Pin> {
    let mut named = packages.iter().filter(|one| one.name.eq_ignore_ascii_case(name)).peekable();
    let is_named = named.peek().is_some() || listed.iter().any(|(_, one, _)| one.eq_ignore_ascii_case(name));
    let fixed = named.find(|one| case.build.tree.source.slice(one.span).contains("=="));
    let version = fixed.and_then(|one| one.version.clone()).or_else(|| versions::of(case.input, Ecosystem::Pip, name));
    (is_named || version.is_some()).then_some(Pin { name, version })
}

/// The version of one.
pub fn held<'a>(case: &'a Case, name: &str) -> Option<&'a str> {
    of(case).iter().find(|pin| pin.name == name)?.version.as_deref()
}
