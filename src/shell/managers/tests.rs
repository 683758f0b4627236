//! What is installed, removed and built, one line a command.

use super::*;
use crate::source::Span;

fn told(action: &PackageAction) -> String {
    let packages = action.packages.iter().map(|package| match &package.version {
        Some(version) => format!(" {}@{version}", package.name),
        None => format!(" {}", package.name),
    });
    let files = action.files.iter().map(|file| format!(" <{}", file.text));
    let group = action.group.iter().map(|group| format!(" ({group})"));
    let rest: String = packages.chain(files).chain(group).collect();
    format!("{:?} {:?}{rest}", action.manager, action.action)
}

fn check(input: &str, expect: &str) {
    let args: Vec<Arg> =
        input.split(' ').map(|text| Arg { text: text.into(), span: Span::default(), known: true }).collect();
    let got = read(&args[0].text, &args[1..]).map_or("none".to_string(), |action| told(&action));
    assert_eq!(got, expect, "{input}");
}

#[test]
fn packages_of_the_system() {
    check("apt-get install -y --no-install-recommends curl git=1:2.4 -t bookworm", "Apt Install curl git@1:2.4");
    check("apt-get -o Acquire::Retries=3 -y install a", "Apt Install a");
    check("apt-get update", "Apt Refresh");
    check("apt-get purge -y --auto-remove gcc", "Apt Remove gcc");
    check("apt-get clean", "Apt Clean");
    check("apk add --no-cache --virtual .deps gcc musl-dev=~1.2", "Apk Install gcc musl-dev@~1.2 (.deps)");
    check("apk add --virtual=.deps gcc", "Apk Install gcc (.deps)");
    check("apk --no-cache add -U a>2", "Apk Install a@2");
    check("apk del .deps", "Apk Remove .deps (.deps)");
    check("microdnf install -y --setopt=install_weak_deps=0 nodejs", "Dnf Install nodejs");
    check("dnf -y update", "Dnf Upgrade");
    check("dnf -y module install nodejs:14/common", "Dnf Install nodejs");
    check("dnf module enable -y nodejs:18", "Dnf Refresh");
    check("tdnf clean all", "Dnf Clean");
    check("zypper --non-interactive in -y a", "Zypper Install a");
    check("pacman -Syu --noconfirm a b", "Pacman Install a b");
    check("pacman -Syu", "Pacman Upgrade");
    check("pacman -Rns a", "Pacman Remove a");
}

#[test]
fn python() {
    check("pip3.12 install --no-cache-dir flask==3.0 gunicorn>=22", "Pip Install flask@3.0 gunicorn@22");
    check("pip install -r requirements.txt --prefix /install", "Pip InstallManifest <requirements.txt");
    check("pip install --requirement=a.txt b", "Pip Install b <a.txt");
    check("pip install .", "Pip InstallManifest <.");
    check("python3 -m pip install -U pip", "Pip Install pip");
    check("python3 -u -m pip uninstall -y pip", "Pip Remove pip");
    check("python app.py", "none");
    check("uv sync --frozen --no-dev", "Uv InstallManifest");
    check("uv pip install --system a", "Uv Install a");
    check("uv run app.py", "Uv Run");
    check("poetry install --only main", "Poetry InstallManifest");
    check("pipenv install --deploy --system", "Pipenv InstallManifest");
    check("pipenv install a", "Pipenv Install a");
    check("conda install -y -c conda-forge numpy=1.26", "Conda Install numpy@1.26");
    check("conda env create -f environment.yml", "Conda InstallManifest <environment.yml");
}

#[test]
fn node() {
    check("npm ci --omit=dev", "Npm InstallManifest");
    check("npm install", "Npm InstallManifest");
    check("npm i -g @angular/cli@19 pm2", "Npm Install @angular/cli@19 pm2");
    check("npm run build", "Npm Build");
    check("npm run start:prod", "Npm Run");
    check("npm start", "Npm Run");
    check("npm cache clean --force", "Npm Clean");
    check("npm prune --production", "Npm Clean");
    check("yarn", "Yarn InstallManifest");
    check("yarn install --immutable", "Yarn InstallManifest");
    check("yarn build", "Yarn Build");
    check("yarn global add a@1", "Yarn Install a@1");
    check("yarn start", "Yarn Run");
    check("pnpm install --frozen-lockfile --prod", "Pnpm InstallManifest");
    check("pnpm --filter web build", "Pnpm Build");
    check("bun install --frozen-lockfile", "Bun InstallManifest");
    check("bun run build", "Bun Build");
}

#[test]
fn ruby_and_php() {
    check("gem install bundler -v 2.5.0", "Gem Install bundler@2.5.0");
    check("bundle install --jobs 4 --without development", "Bundle InstallManifest");
    check("bundle exec rails assets:precompile", "Bundle Run");
    check("composer install --no-dev -o", "Composer InstallManifest");
    check("composer require a/b:^1", "Composer Install a/b@^1");
    check("composer global require a/b", "Composer Install a/b");
    check("docker-php-ext-install -j4 pdo_mysql intl", "Php Install pdo_mysql intl");
    check("pecl install redis-6.0.2", "Php Install redis@6.0.2");
    check("install-php-extensions gd @composer", "Php Install gd @composer");
}

#[test]
fn builds() {
    check("cargo build --release --target x86_64-unknown-linux-musl", "Cargo Build");
    check("cargo install --path . --locked", "Cargo Build");
    check("cargo install ripgrep --version 14", "Cargo Install ripgrep@14");
    check("cargo chef cook --release --recipe-path recipe.json", "Cargo Build");
    check("go build -o /app -ldflags -s ./cmd/app", "Go Build");
    check("go mod download", "Go InstallManifest");
    check("go install example.com/x@v1", "Go Install example.com/x@v1");
    check("go install ./...", "Go Build");
    check("go run .", "Go Run");
    check("mvn -B -f pom.xml clean package -DskipTests", "Maven Build <pom.xml");
    check("mvnw dependency:go-offline", "Maven InstallManifest");
    check("gradle :app:bootJar --no-daemon", "Gradle Build");
    check("gradlew dependencies", "Gradle InstallManifest");
    check("dotnet restore a.csproj", "Dotnet InstallManifest");
    check("dotnet publish -c Release -o /app", "Dotnet Build");
    check("dotnet app.dll", "Dotnet Run");
    check("dotnet tool install -g dotnet-ef --version 9", "Dotnet Install dotnet-ef@9");
    check("mix deps.get --only prod", "Mix InstallManifest");
    check("mix release", "Mix Build");
    check("mix do deps.get, deps.compile, compile, release", "Mix Build");
    check("mix do local.hex --force + deps.get", "Mix InstallManifest");
    check("swift build -c release", "Swift Build");
    check("make install", "none");
}
