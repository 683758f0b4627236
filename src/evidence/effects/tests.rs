use crate::evidence::{Doing, sample};

/// The effects of one RUN, in short.
fn effects(run: &str) -> Vec<String> {
    let facts = sample::facts(&format!("FROM debian:13\nRUN {run}\nCMD [\"a\"]"), &[]);
    facts.effects.iter().map(|effect| short(&effect.does)).collect()
}

fn short(doing: &Doing) -> String {
    match doing {
        Doing::InstallPackages { packages, .. } => {
            let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
            format!("install {}", names.join(","))
        }
        Doing::RemovePackages { .. } => "remove".into(),
        Doing::CreateUser { name, uid, system } => format!("user {name} {} {system}", uid.as_deref().unwrap_or("-")),
        Doing::CreateGroup { name, gid } => format!("group {name} {}", gid.as_deref().unwrap_or("-")),
        Doing::Files { verb, paths } => format!("{verb} {}", paths.join(",")),
        Doing::Unknown { program } => format!("? {program}"),
        Doing::InstallDependencies { .. } => "dependencies".into(),
        Doing::BuildProgram { .. } => "build".into(),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}

fn check(run: &str, expected: &[&str]) {
    assert_eq!(effects(run), expected, "{run}");
}

#[test]
fn package_managers() {
    check(
        "apt-get update && apt-get install -y curl=8 && rm -rf /var/lib/apt/lists/*",
        &["refreshpackages", "install curl", "cleanpackages"],
    );
    check("apk add --no-cache git && apk del git", &["install git", "remove"]);
    check("dnf install -y httpd && dnf clean all", &["install httpd", "cleanpackages"]);
    check("dpkg -i /tmp/x.deb", &["install /tmp/x.deb"]);
    check(
        "pip install -r requirements.txt && npm ci && composer install",
        &["dependencies", "dependencies", "dependencies"],
    );
    check("docker-php-ext-install pdo_mysql && pecl install redis", &["dependencies", "dependencies"]);
    check("curl -fsSL https://x.example/key.gpg | gpg --dearmor -o /k", &["download", "nothing"]);
}

#[test]
fn users_in_three_dialects() {
    check("groupadd -r app && useradd -r -g app -u 1001 app", &["group app -", "user app 1001 true"]);
    check("addgroup -S -g 101 app && adduser -S -D -H -u 100 -G app app", &["group app 101", "user app 100 true"]);
    check("adduser --disabled-password --gecos '' --uid 5678 appuser", &["user appuser 5678 false"]);
    check("useradd --uid=1000 -ms /bin/bash dev", &["user dev 1000 false"]);
    check("adduser app docker && usermod -aG x app", &["configure", "configure"]);
}

#[test]
fn flags_that_are_none() {
    check("useradd … app && adduser '' -é x", &["user app - false", "user  - false"]);
}

#[test]
fn files_zones_locales_and_certificates() {
    check("mkdir -p /data /logs && chown -R app:app /data", &["mkdir /data,/logs", "chown /data"]);
    check("ln -snf /usr/share/zoneinfo/$TZ /etc/localtime && echo $TZ > /etc/timezone", &["timezone", "timezone"]);
    check("sed -i 's/# en/en/' /etc/locale.gen && locale-gen", &["locale", "locale"]);
    check("cp ca.crt /usr/local/share/ca-certificates/ && update-ca-certificates", &["certificates", "certificates"]);
    check("echo 'x=1' >> /etc/app.conf && printf y | tee /etc/y", &["configure", "nothing", "configure"]);
    check("rm -rf /opt/x && find / -name '*.pyc' -delete", &["rm /opt/x", "rm /,*.pyc"]);
    check("echo 'deb http://x' > /etc/apt/sources.list.d/x.list", &["refreshpackages"]);
}

#[test]
fn builds_downloads_and_nothing() {
    check("make && gcc -o a a.c && go build . && npm run build", &["build", "build", "build", "build"]);
    check("python -m compileall . && python manage.py collectstatic --noinput", &["build", "build"]);
    check(
        "curl -LO https://x.example/y && tar xzf y && git clone https://x.example/z",
        &["download", "download", "download"],
    );
    check(
        "set -eux; node --version; export A=b; cd /tmp; true",
        &["nothing", "nothing", "nothing", "nothing", "nothing"],
    );
    check("./frobnicate --all", &["? ./frobnicate"]);
    check(
        "a2enmod rewrite && ldconfig && setcap cap_net_bind_service=+ep /a",
        &["configure", "configure", "setcap /a"],
    );
}
