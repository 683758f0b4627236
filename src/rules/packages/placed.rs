//! Places of a distribution's packages that are other ones on another release: directories with the version in their
//! name, and where nginx on Alpine reads its sites. Told under `package-unavailable`.

use super::{alpine_php, sources};
use crate::catalogue::{Image, Os};
use crate::rules::applications::sshd;
use crate::rules::claims::*;
use crate::shell::Command;
use crate::stages::Does;

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// What stands before the version: `/etc/php/8.4/fpm`, `/usr/lib/postgresql/17/bin`, Alpine's `/etc/php84`. Debian's
/// packages `php8.4-fpm`, `postgresql-17`, `llvm-19` and `imagemagick-7-common`, Alpine's `php84` hold them
/// (packages.debian.org and pkgs.alpinelinux.org, contents). Tesseract's data lay in `4.00` up to Debian 11, and since in
/// `5`.
const VERSIONED: [(&str, &str); 12] = [
    ("/etc/ImageMagick-", "imagemagick"),
    ("/etc/php/", "php"),
    ("/etc/php", "php"),
    ("/run/php/php", "php"),
    ("/etc/postgresql/", "postgresql"),
    ("/usr/lib/postgresql/", "postgresql"),
    ("/var/lib/postgresql/", "postgresql"),
    ("/usr/lib/llvm-", "llvm"),
    ("/usr/share/tesseract-ocr/4.", "tesseract"),
    // Names of the same version; where a package has it, too, they are told of beside that.
    ("a2enmod php", "php"),
    ("php-fpm", "php"),
    ("service php", "php"),
];

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let systems = case.present().and_then(|now| now.os.as_ref()).zip(choice.image.os.as_ref());
    let Some((old, new)) =
        systems.filter(|(old, new)| choice.shape == Shape::Swap && old != new && old.version.is_some())
    else {
        return Vec::new();
    };
    let places = case.once.versioned_places.get_or_init(case.facts, || places(case));
    // PHP's are told of one by one there.
    let on_alpine = new.name == "alpine" && alpine_php::line(case).is_some();
    let mut told: Vec<Objection> = versioned(case, new, places).filter(|_| !on_alpine).into_iter().collect();
    told.extend(image_magick(case, new));
    told.extend(http_d(case, old, new, &choice.image));
    told.extend(default_java(case, new));
    told.extend(privileges(case, new));
    told.extend(edited(case, new).filter(|_| sshd::login(case, choice).is_none()));
    told
}

/// `sed -i` on a file that a package brings: what it looks for may read otherwise there, and nothing tells.
fn edited(case: &Case, new: &Os) -> Option<Objection> {
    const TOLD: [&str; 6] = ["/etc/apk/", "/etc/apt/", "/etc/group", "/etc/locale.gen", "/etc/passwd", "/etc/yum"];
    let text = case.build.tree.source.text();
    let is_systems = |place: &str| {
        place.starts_with("/etc/") && !TOLD.iter().any(|told| place.starts_with(told)) && !case.brings(place)
    };
    // What the file itself writes is as it was.
    let own = |place: &str| text.contains(&format!("> {place}")) || text.contains(&format!(">{place}"));
    let edits = case
        .commands()
        .filter(|command| command.name() == "sed" && command.args.iter().any(|arg| arg.text.starts_with("-i")));
    let mut files =
        edits.flat_map(|command| command.args.iter().skip(1)).filter(|arg| arg.known && is_systems(&arg.text));
    let file = files.find(|arg| !own(&arg.text))?;
    let (lang, line, place, os) = (case.lang(), sentence(case.line(&[file.span])), &file.text, new.title());
    let text = say!(lang,
        en: "{line} edits `{place}` with `sed`: check that what it looks for stands there on {os}.",
        de: "{line} ändert `{place}` mit `sed`: Prüfe, ob dort auf {os} steht, wonach gesucht wird.",
        zh: "{line}用 `sed` 修改 `{place}`：请确认在 {os} 上该文件仍有要查找的内容。");
    Some(objection(RULE, Weight::Risk, text, vec![file.span]))
}

/// ImageMagick 7 came with Debian 13 and Ubuntu 25.04: before, its settings lie where they lay
/// ([imagemagick in Debian](https://tracker.debian.org/pkg/imagemagick), [in Ubuntu](https://launchpad.net/ubuntu/+source/imagemagick)).
fn has_image_magick_6(os: &Os) -> Option<bool> {
    let major: u32 = os.version?.split('.').next()?.parse().ok()?;
    match os.name {
        "debian" => Some(major < 13),
        "ubuntu" => Some(major < 25),
        _ => None,
    }
}

fn image_magick(case: &Case, new: &Os) -> Vec<Objection> {
    const PLACE: &str = "/etc/ImageMagick-6";
    if has_image_magick_6(new) != Some(false) {
        return Vec::new();
    }
    let (lang, os, to) = (case.lang(), new.title(), "/etc/ImageMagick-7");
    let claim = |start: u32| {
        let span = Span { start, end: start + PLACE.len() as u32 };
        let line = sentence(case.line(&[span]));
        let text = say!(lang,
            en: "{line} names `{PLACE}`; on {os} it is `{to}`.",
            de: "{line} nennt `{PLACE}`; auf {os} ist es `{to}`.",
            zh: "{line}写的是 `{PLACE}`；在 {os} 上是 `{to}`。");
        objection(RULE, Weight::Change, text, vec![span]).by(Change::Path { span, to: to.into() })
    };
    let found = case.steps().iter().flat_map(|step| {
        let text = case.build.tree.source.slice(step.span);
        text.match_indices(PLACE).map(|(at, _)| step.span.start + at as u32)
    });
    found.take(MOST).map(claim).collect()
}

/// `default-jdk` is another Java on each release, and `default-java` leads to it: the link is in `default-jre-headless`
/// (its file list in trixie, read 2026-11-29).
fn default_java(case: &Case, new: &Os) -> Vec<Objection> {
    const PLACE: &str = "/usr/lib/jvm/java-";
    let default = |name: &str| name.starts_with("default-jdk") || name.starts_with("default-jre");
    let has = case.installs().iter().any(|install| default(&install.package.name));
    if !has || !["debian", "ubuntu"].contains(&new.name) {
        return Vec::new();
    }
    let (lang, os, source) = (case.lang(), new.title(), &case.build.tree.source);
    let places = case.steps().iter().flat_map(|step| {
        let text = source.slice(step.span);
        let end = |at: usize| text[at..].find(|c: char| !(c.is_ascii_alphanumeric() || "/._-".contains(c)));
        text.match_indices(PLACE).filter_map(move |(at, _)| {
            let path = &text[at..end(at).map_or(text.len(), |length| at + length)];
            let home = path.split('/').take(5).map(str::len).sum::<usize>() + 4;
            let start = step.span.start + at as u32;
            path.contains("-openjdk").then_some(Span { start, end: start + home as u32 })
        })
    });
    let told = places.take(MOST).map(|at| {
        let (line, place) = (sentence(case.line(&[at])), source.slice(at));
        let text = say!(lang,
            en: "{line} names `{place}`, the present release's default Java; {os} has another, and `/usr/lib/jvm/default-java` leads to it.",
            de: "{line} nennt `{place}`, das Standard-Java des jetzigen Stands; {os} hat ein anderes, und `/usr/lib/jvm/default-java` führt dorthin.",
            zh: "{line}写的是 `{place}`，即当前发行版的默认 Java；{os} 的默认 Java 不同，`/usr/lib/jvm/default-java` 指向它。");
        let change = Change::Path { span: at, to: "/usr/lib/jvm/default-java".into() };
        objection(RULE, Weight::Change, text, vec![at]).by(change)
    });
    told.collect()
}

fn versioned(case: &Case, new: &Os, places: &[(Span, String)]) -> Option<Objection> {
    let known = |name: &str| name == "/etc/ImageMagick-6" && has_image_magick_6(new).is_some();
    let (spans, names): (Vec<Span>, Vec<&str>) =
        places.iter().filter(|(_, name)| !known(name)).map(|(span, name)| (*span, name.as_str())).unzip();
    let (lang, os) = (case.lang(), new.title());
    let (line, names) = (sentence(case.lines(spans.first().map(|_| &spans[..])?)), codes(lang, &names));
    let text = say!(lang,
        en: "{line}: the version in {names} is the one that the present release packages; {os} has another: change it there.",
        de: "{line}: Die Version in {names} ist die des jetzigen Stands der Distribution; {os} hat eine andere: Ändere sie dort.",
        zh: "{line}：{names} 中的版本号属于当前发行版所打包的版本；{os} 的版本不同：请改正这些路径。");
    Some(objection(RULE, Weight::Change, text, spans).by(Change::Yours))
}

/// The first of each in the lines of what ships, unless an archive of the file's own keeps the version.
fn places(case: &Case) -> Vec<(Span, String)> {
    let source = &case.build.tree.source;
    let mut all: Vec<(Span, String)> = Vec::new();
    for step in case.steps() {
        let text = source.slice(step.span);
        for (before, package) in VERSIONED {
            let found = text
                .match_indices(before)
                .find(|(at, _)| text[at + before.len()..].starts_with(|c: char| c.is_ascii_digit()));
            let told =
                || !before.starts_with('/') && case.every_install().iter().any(|one| is_of_line(&one.package.name));
            let Some((at, _)) = found.filter(|_| !sources::keeps_name(case, package) && !told()) else { continue };
            let end = text[at + before.len()..]
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(text.len() - at - before.len());
            let place = text[at..at + before.len() + end].trim_end_matches('.').to_string();
            if all.len() < MOST && all.iter().all(|(_, other)| *other != place) {
                all.push((
                    Span { start: step.span.start + at as u32, end: step.span.start + (at + place.len()) as u32 },
                    place,
                ));
            }
        }
    }
    all
}

/// `php7.2-fpm`, `libapache2-mod-php7.2`.
fn is_of_line(package: &str) -> bool {
    package.split_once("php").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// With `openssh-server` Debian 13 installs systemd, whose `20-systemd-ssh-generator.conf` makes `/run/sshd` right then
/// (systemd 257 of trixie: that file, and its postinst; read 2026-11-29).
fn privileges(case: &Case, new: &Os) -> Option<Objection> {
    let has = (new.name, new.version) == ("debian", Some("13"))
        && case.installs().iter().any(|install| install.package.name == "openssh-server");
    let place = |arg: &str| matches!(arg, "/run/sshd" | "/var/run/sshd");
    let only = |command: &&Command| command.name() == "mkdir" && command.args.iter().all(|arg| place(&arg.text));
    let command = case.commands().filter(|_| has).find(only)?;
    let (lang, line) = (case.lang(), sentence(case.line(&[command.span])));
    let text = say!(lang,
        en: "{line} makes a directory that may be there on Debian 13 once `openssh-server` is installed, and without `-p` stops then.",
        de: "{line} legt ein Verzeichnis an, das es auf Debian 13 mit `openssh-server` vielleicht schon gibt, und bricht dann ohne `-p` ab.",
        zh: "{line}创建的目录在 Debian 13 上安装 `openssh-server` 后可能已存在；那时不加 `-p` 会中断。");
    let change = Change::Path { span: command.program.span, to: format!("{} -p", command.program.text) };
    Some(objection(RULE, Weight::Change, text, vec![command.span]).by(change))
}

/// A file that names more is not told more clearly by a longer list.
const MOST: usize = 6;

/// Since 3.14 nginx on Alpine reads sites from `http.d`, and since 3.15 `conf.d` outside of `http {}`, where a `server`
/// is an error ([nginx.conf](https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/nginx/nginx.conf),
/// [3.14 in its wiki](https://wiki.alpinelinux.org/wiki/Release_Notes_for_Alpine_3.14.0)).
fn http_d(case: &Case, old: &Os, new: &Os, image: &Image) -> Vec<Objection> {
    let crossed = (old.name, new.name) == ("alpine", "alpine")
        && minor(old).is_some_and(|old| old < 14)
        && minor(new) >= Some(14);
    let own = |name: &str| name == "nginx" || name.starts_with("nginx-");
    if !crossed || !case.installs().iter().any(|one| own(&one.package.name)) {
        return Vec::new();
    }
    // An nginx.conf of the file's own reads what it says; the site that the package brings lies where it lies.
    let reads = !case.brings("/etc/nginx/nginx.conf");
    let steps = case.steps().iter();
    let brought = steps.filter(|_| reads).filter_map(|step| match &step.does {
        Does::Bring { destination: Some(to), .. } => Some((to.text.as_str(), to.span)),
        _ => None,
    });
    let commands = case.commands().filter(|command| reads || command.name() == "rm");
    let named = commands.flat_map(|command| &command.args).map(|arg| (arg.text.as_str(), arg.span));
    let sites = brought.chain(named).filter(|(place, _)| place.starts_with("/etc/nginx/conf.d"));
    sites.map(|(_, span)| site(case, span, image)).collect()
}

fn site(case: &Case, at: Span, image: &Image) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[at])), &image.reference);
    let text = say!(lang,
        en: "{line} names `/etc/nginx/conf.d`; nginx on `{image}` has its sites in `/etc/nginx/http.d`.",
        de: "{line} nennt `/etc/nginx/conf.d`; nginx auf `{image}` hat seine Sites in `/etc/nginx/http.d`.",
        zh: "{line}写的是 `/etc/nginx/conf.d`；`{image}` 上 nginx 的站点配置位于 `/etc/nginx/http.d`。");
    let written = case.build.tree.source.slice(at).replace("/conf.d", "/http.d");
    objection(RULE, Weight::Change, text, vec![at]).by(Change::Path { span: at, to: written })
}

/// `14` of 3.14; a tag that rolls with the newest has no number.
fn minor(os: &Os) -> Option<u32> {
    os.version?.strip_prefix("3.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn changes(file: &str, to: &str) -> Vec<(String, Option<Change>)> {
        weighed(RULE, file, to, Shape::Swap).into_iter().map(|one| (one.text, one.change)).collect()
    }

    #[test]
    fn places_with_a_version_are_the_readers() {
        let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y php-fpm && sed -i s/a/b/ /etc/php/7.4/fpm/php.ini\nCMD [\"/bin/sh\"]\n";
        let told = |file: &str| {
            changes(file, "ubuntu:26.04")
                .into_iter()
                .any(|(text, change)| text.contains("`/etc/php/7.4`") && change == Some(Change::Yours))
        };
        assert!(told(file) && !told(&file.replace("php/7.4", "php/current")));
        assert!(!told(&file.replace("RUN ", "RUN add-apt-repository ppa:ondrej/php && ")));
        let ocr = "FROM python:3.11-slim-bullseye\nRUN apt-get update && apt-get install -y tesseract-ocr\nENV TESSDATA_PREFIX=/usr/share/tesseract-ocr/4.00/tessdata\nCMD [\"python\", \"a.py\"]\n";
        let of = |file: &str| changes(file, "python:3.11-slim-trixie");
        assert!(of(ocr).iter().any(|(text, _)| text.contains("`/usr/share/tesseract-ocr/4.00`")), "{:?}", of(ocr));
        let new = ocr.replace("4.00", "5").replace("bullseye", "bookworm");
        assert!(of(&new).iter().all(|(text, _)| !text.contains("tesseract-ocr/")), "{:?}", of(&new));
        let policy = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y imagemagick python3\nRUN sed -i s/none/read/ /etc/ImageMagick-6/policy.xml\nCMD [\"python3\", \"/a.py\"]\n";
        let other = changes(policy, "python:3.14-slim-trixie");
        let moved = |told: &[(String, Option<Change>)]| {
            told.iter().any(|(_, one)| matches!(one, Some(Change::Path { to, .. }) if to == "/etc/ImageMagick-7"))
        };
        assert!(moved(&other), "{other:?}");
        let kept = changes(policy, "ubuntu:24.04");
        assert!(kept.iter().all(|(text, _)| !text.contains("`/etc/ImageMagick-6`")), "{kept:?}");
    }

    #[test]
    fn the_default_java_has_a_place_of_its_own() {
        let file = "FROM debian:buster\nRUN apt-get update && apt-get install -y default-jdk-headless\nENV JAVA_HOME=/usr/lib/jvm/java-11-openjdk-amd64 PATH=$PATH:/usr/lib/jvm/java-11-openjdk-amd64/bin\nCMD [\"/app\"]\n";
        let moved = |file: &str, to: &str| {
            let own = |change| if let Some(Change::Path { span, to }) = change { Some((span, to)) } else { None };
            changes(file, to).into_iter().filter_map(|(_, change)| own(change)).collect::<Vec<_>>()
        };
        let told = moved(file, "debian:trixie-slim");
        assert_eq!(told.len(), 2, "{told:?}");
        for (span, to) in told {
            assert_eq!(&file[span.start as usize..span.end as usize], "/usr/lib/jvm/java-11-openjdk-amd64");
            assert_eq!(to, "/usr/lib/jvm/default-java");
        }
        assert!(moved(&file.replace("default-jdk-headless", "curl"), "debian:trixie-slim").is_empty());
        assert!(moved(&file.replace("buster", "trixie"), "debian:trixie-slim").is_empty(), "the same release");
    }

    #[test]
    fn a_directory_that_is_there_is_not_made_again() {
        let file = "FROM debian:buster\nRUN apt-get update && apt-get install -y openssh-server && mkdir /var/run/sshd\nCMD [\"/usr/sbin/sshd\", \"-D\"]\n";
        let moved = |file: &str, to: &str| {
            changes(file, to)
                .into_iter()
                .any(|(_, one)| matches!(one, Some(Change::Path { to, .. }) if to == "mkdir -p"))
        };
        assert!(moved(file, "debian:trixie-slim") && !moved(file, "debian:bookworm-slim"));
        assert!(!moved(&file.replace("mkdir", "mkdir -p"), "debian:trixie-slim"));
    }

    #[test]
    fn nginx_on_alpine_reads_its_sites_elsewhere() {
        let file = "FROM alpine:3.12\nRUN apk add --no-cache nginx\nCOPY site.conf /etc/nginx/conf.d/default.conf\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";
        let moves = |file: &str, to: &str| {
            let all = changes(file, to).into_iter();
            all.filter_map(|(_, change)| if let Some(Change::Path { to, .. }) = change { Some(to) } else { None })
                .next()
        };
        assert_eq!(moves(file, "alpine:3.24").as_deref(), Some("/etc/nginx/http.d/default.conf"));
        assert_eq!(moves(&file.replace("alpine:3.12", "alpine"), "alpine:3.24"), None, "it read them there before");
        assert_eq!(moves(&file.replace("3.12", "3.20"), "alpine:3.24"), None);
        let own = file.replace("COPY", "COPY nginx.conf /etc/nginx/nginx.conf\nCOPY");
        assert_eq!(moves(&own, "alpine:3.24"), None);
        let removes = |file: &str| file.replace("COPY site", "RUN rm /etc/nginx/conf.d/default.conf\nCOPY site");
        assert_eq!(changes(&removes(file), "alpine:3.24").len(), 2);
        assert_eq!(moves(&removes(&own), "alpine:3.24").as_deref(), Some("/etc/nginx/http.d/default.conf"));
    }

    #[test]
    fn what_sed_looks_for_may_read_otherwise() {
        let file = "FROM ubuntu:14.04\nRUN apt-get update && apt-get install -y openssh-server\nRUN sed -i 's/PermitRootLogin without-password/PermitRootLogin yes/' /etc/ssh/sshd_config\nCMD [\"/usr/sbin/sshd\", \"-D\"]\n";
        let other = file.replace("PermitRootLogin without-password", "Port 22");
        let checks = |file: &str| changes(file, "ubuntu:26.04").iter().any(|(text, _)| text.contains("with `sed`"));
        assert!(checks(&other) && !checks(file), "the login is told of by itself");
        assert!(!checks(&other.replace("/etc/ssh/sshd_config", "/app/a.conf")));
        assert!(!checks(&other.replace("RUN sed", "COPY sshd_config /etc/ssh/sshd_config\nRUN sed")));
        assert!(!checks(&other.replace("14.04", "26.04")));
    }
}
