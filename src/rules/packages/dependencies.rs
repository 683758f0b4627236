// @generated from the index of Debian 12 (`apt-cache dumpavail`, 2026-11-29): of packages that Dockerfiles often install,
// what they depend on, the first of alternatives, as far as the tables of language packages name it.
//! What comes along with packages of Debian and Ubuntu, since they depend on it.

use crate::catalogue::packages::{Distro, Translation, translate};
use crate::rules::Case;

/// Whether a package that stays installed brings a library, by its name in Debian.
pub fn bring(case: &Case, library: &str) -> bool {
    let brought = case.once.dependencies.get_or_init(case.facts, || {
        let names = case.installs().iter().flat_map(|install| in_debian(&install.package.name, install.distro));
        names.filter_map(|name| row(&name)).flat_map(|row| row.split(' ')).collect()
    });
    // Debian 13 and Ubuntu 24.04 renamed what counts time in 64 bits.
    brought.contains(&library.trim_end_matches("t64"))
}

fn in_debian(name: &str, from: Option<Distro>) -> Vec<String> {
    match from {
        Some(from) if !from.is_debian() => match translate(name, from, Distro::Debian12) {
            Translation::Same(name) => vec![name.name.to_string()],
            Translation::Renamed(names) => names.iter().map(|name| name.name.to_string()).collect(),
            _ => Vec::new(),
        },
        // `./google-chrome-stable_current_amd64.deb`
        _ if name.ends_with(".deb") => {
            let file = name.rsplit('/').next().unwrap_or(name);
            vec![file.split('_').next().unwrap_or(file).to_string()]
        }
        _ => vec![name.trim_end_matches("t64").to_string()],
    }
}

fn row(name: &str) -> Option<&'static str> {
    let at = BRING.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(BRING[at].1)
}

/// Sorted. Chrome's package is Chromium's by its makers
/// ([its dependencies](https://source.chromium.org/chromium/chromium/src/+/main:chrome/installer/linux/debian/)), with
/// Liberation's fonts ([seen](https://github.com/rstudio/shinyapps-package-dependencies/pull/302)).
const BRING: &[(&str, &str)] = &[
    (
        "ant",
        "libasound2 libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libjpeg62-turbo libnspr4 libnss3 libpng16-16",
    ),
    ("apache2", "libcurl4 libgssapi-krb5-2 libicu72 libsasl2-2 libssh2-1 libxml2"),
    ("build-essential", "libgomp1 libgssapi-krb5-2"),
    (
        "chromium",
        "fontconfig libasound2 libatk-bridge2.0-0 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgbm1 libgl1 libglib2.0-0 libgssapi-krb5-2 libgtk-3-0 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsndfile1 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxpm4 libxrandr2 libxrender1",
    ),
    (
        "chromium-driver",
        "chromium fontconfig libasound2 libatk-bridge2.0-0 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgbm1 libgl1 libglib2.0-0 libgssapi-krb5-2 libgtk-3-0 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsndfile1 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxpm4 libxrandr2 libxrender1",
    ),
    ("clang", "libgomp1 libgssapi-krb5-2 libicu72 libxml2"),
    ("cmake", "libcurl4 libgssapi-krb5-2 libicu72 libsasl2-2 libssh2-1 libxml2"),
    ("cppcheck", "libgssapi-krb5-2"),
    ("curl", "libcurl4 libgssapi-krb5-2 libsasl2-2 libssh2-1"),
    ("dbus-x11", "libdbus-1-3 libx11-6 libxcb1"),
    (
        "default-jdk",
        "fontconfig libasound2 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxml2 libxrandr2 libxrender1",
    ),
    ("default-mysql-client", "libmariadb3"),
    ("devscripts", "libgssapi-krb5-2 libmagic1 libsasl2-2"),
    ("dirmngr", "libsasl2-2"),
    ("dnsutils", "libgssapi-krb5-2 libicu72 libxml2"),
    ("doxygen", "libicu72 libxml2"),
    (
        "ffmpeg",
        "fontconfig libasound2 libcairo2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgbm1 libgl1 libglib2.0-0 libgomp1 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsnappy1v5 libsndfile1 libsodium23 libwebp7 libx11-6 libxcb1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxrandr2 libxrender1 libxss1",
    ),
    ("file", "libmagic1"),
    (
        "firefox-esr",
        "fontconfig libasound2 libatk-bridge2.0-0 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libevent-2.1-7 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libgtk-3-0 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxrandr2 libxrender1",
    ),
    ("g++", "libgomp1 libgssapi-krb5-2"),
    ("gcc", "libgomp1"),
    ("gcc-multilib", "libgomp1 libgssapi-krb5-2"),
    (
        "gdal-bin",
        "libcurl4 libfontconfig1 libfreetype6 libgeos-c1v5 libgssapi-krb5-2 libicu72 libjpeg62-turbo libmariadb3 libnspr4 libnss3 libpng16-16 libpq5 libsasl2-2 libsnappy1v5 libssh2-1 libwebp7 libxml2",
    ),
    ("gdb", "libglib2.0-0 libgssapi-krb5-2 libicu72 libpython3.11 libsasl2-2 libssh2-1"),
    ("gettext", "libgomp1 libicu72 libxml2"),
    ("gfortran", "gfortran-12 libgomp1 libgssapi-krb5-2"),
    (
        "ghostscript",
        "libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libgssapi-krb5-2 libjpeg62-turbo libpng16-16 libwebp7 libx11-6 libxcb1",
    ),
    ("git", "libgssapi-krb5-2 libsasl2-2 libssh2-1"),
    ("git-lfs", "git libgssapi-krb5-2 libsasl2-2 libssh2-1"),
    ("gnupg", "libsasl2-2"),
    ("gnupg2", "libsasl2-2"),
    (
        "google-chrome-stable",
        "fontconfig fonts-liberation libasound2 libatk-bridge2.0-0 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgbm1 libgl1 libglib2.0-0 libgssapi-krb5-2 libgtk-3-0 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsndfile1 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxpm4 libxrandr2 libxrender1",
    ),
    (
        "graphviz",
        "fontconfig libcairo2 libfontconfig1 libfreetype6 libglib2.0-0 libharfbuzz0b libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxext6 libxpm4 libxrender1",
    ),
    (
        "imagemagick",
        "libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libicu72 libjpeg62-turbo libmagickwand-6.q16-6 libpng16-16 libwebp7 libx11-6 libxcb1 libxext6 libxml2",
    ),
    (
        "inkscape",
        "fontconfig libatk-bridge2.0-0 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libgssapi-krb5-2 libgtk-3-0 libharfbuzz0b libicu72 libjpeg62-turbo libmagickwand-6.q16-6 libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxrandr2 libxrender1",
    ),
    ("iproute2", "libgssapi-krb5-2"),
    ("jpegoptim", "libjpeg62-turbo"),
    ("krb5-user", "libgssapi-krb5-2"),
    ("libatk-bridge2.0-0", "libatk1.0-0 libdbus-1-3 libglib2.0-0 libx11-6 libxcb1 libxext6"),
    ("libatk1.0-0", "libglib2.0-0"),
    ("libcairo2", "libfontconfig1 libfreetype6 libpng16-16 libx11-6 libxcb1 libxext6 libxrender1"),
    (
        "libcanberra-gtk-module",
        "fontconfig libasound2 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxml2 libxrandr2 libxrender1",
    ),
    ("libcups2", "libdbus-1-3 libgssapi-krb5-2"),
    ("libcurl3-gnutls", "libgssapi-krb5-2 libsasl2-2 libssh2-1"),
    ("libcurl4", "libgssapi-krb5-2 libsasl2-2 libssh2-1"),
    ("libfontconfig1", "libfreetype6 libpng16-16"),
    ("libfreetype6", "libpng16-16"),
    ("libgbm1", "libdrm2"),
    ("libgconf-2-4", "libdbus-1-3 libglib2.0-0"),
    (
        "libgdiplus",
        "fontconfig libcairo2 libfontconfig1 libfreetype6 libglib2.0-0 libharfbuzz0b libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxext6 libxrender1",
    ),
    ("libgl1", "libdrm2 libicu72 libx11-6 libxcb1 libxext6 libxfixes3 libxml2"),
    ("libgl1-mesa-dri", "libdrm2 libicu72 libxcb1 libxml2"),
    ("libgl1-mesa-glx", "libdrm2 libgl1 libicu72 libx11-6 libxcb1 libxext6 libxfixes3 libxml2"),
    (
        "libgtk-3-0",
        "fontconfig libatk-bridge2.0-0 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxrandr2 libxrender1",
    ),
    (
        "libmagickwand-6.q16-6",
        "libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libicu72 libjpeg62-turbo libpng16-16 libwebp7 libx11-6 libxcb1 libxext6 libxml2",
    ),
    ("libnss3", "libnspr4"),
    ("libpango-1.0-0", "fontconfig libfontconfig1 libfreetype6 libglib2.0-0 libharfbuzz0b libpng16-16"),
    ("libpq5", "libgssapi-krb5-2 libsasl2-2"),
    ("libpulse0", "libdbus-1-3 libsndfile1 libx11-6 libxcb1"),
    (
        "libreoffice",
        "fontconfig libcairo2 libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpng16-16 libpython3.11 libsasl2-2 libssh2-1 libwebp7 libx11-6 libxcb1 libxext6 libxml2 libxmlsec1 libxrandr2 libxrender1",
    ),
    ("libtool", "libgomp1 libgssapi-krb5-2 libmagic1"),
    (
        "libvips-tools",
        "fontconfig libcairo2 libcurl4 libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsasl2-2 libssh2-1 libvips42 libwebp7 libx11-6 libxcb1 libxext6 libxml2 libxrender1",
    ),
    (
        "libvips42",
        "fontconfig libcairo2 libcurl4 libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsasl2-2 libssh2-1 libwebp7 libx11-6 libxcb1 libxext6 libxml2 libxrender1",
    ),
    ("libx11-xcb1", "libx11-6 libxcb1"),
    ("libxcomposite1", "libx11-6 libxcb1"),
    ("libxcursor1", "libx11-6 libxcb1 libxfixes3 libxrender1"),
    ("libxdamage1", "libx11-6 libxcb1"),
    ("libxext6", "libx11-6 libxcb1"),
    ("libxfixes3", "libx11-6 libxcb1"),
    ("libxi6", "libx11-6 libxcb1 libxext6"),
    ("libxml2", "libicu72"),
    ("libxrandr2", "libx11-6 libxcb1 libxext6 libxrender1"),
    ("libxrender1", "libx11-6 libxcb1"),
    ("libxslt1.1", "libicu72 libxml2"),
    ("libxss1", "libx11-6 libxcb1 libxext6"),
    ("libxtst6", "libx11-6 libxcb1 libxext6"),
    ("lldb", "libgssapi-krb5-2 libicu72 libnspr4 libnss3 libpython3.11 libsasl2-2 libssh2-1 libxml2 libyaml-0-2"),
    ("llvm", "libgssapi-krb5-2 libicu72 libnspr4 libnss3 libsasl2-2 libssh2-1 libxml2"),
    ("lsof", "libgssapi-krb5-2"),
    ("mariadb-server", "libaio1 libgssapi-krb5-2 libmariadb3"),
    (
        "maven",
        "libasound2 libcups2 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libjpeg62-turbo libnspr4 libnss3 libpng16-16",
    ),
    ("mercurial", "libgssapi-krb5-2"),
    ("meson", "libgssapi-krb5-2"),
    ("nfs-common", "libgssapi-krb5-2 libsasl2-2"),
    ("nginx", "libgssapi-krb5-2"),
    ("nmap", "libdbus-1-3 libpcap0.8 libssh2-1"),
    ("nodejs", "libgssapi-krb5-2"),
    ("npm", "libc-ares2 libgssapi-krb5-2 libicu72 libnode108 nodejs"),
    (
        "openjdk-17-jdk",
        "fontconfig libasound2 libatk1.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libnspr4 libnss3 libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libwebp7 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxml2 libxrandr2 libxrender1",
    ),
    ("openssh-client", "libgssapi-krb5-2"),
    ("openssh-server", "libgssapi-krb5-2"),
    ("optipng", "libpng16-16"),
    ("pandoc", "libyaml-0-2"),
    ("php-cli", "libicu72 libmagic1 libsodium23 libxml2"),
    ("php-pear", "libicu72 libmagic1 libsodium23 libxml2"),
    ("php-pgsql", "libgssapi-krb5-2 libpq5 libsasl2-2"),
    ("pngcrush", "libpng16-16"),
    ("pngquant", "libgomp1 libpng16-16"),
    (
        "poppler-utils",
        "libcairo2 libfontconfig1 libfreetype6 libjpeg62-turbo libnspr4 libnss3 libpng16-16 libwebp7 libx11-6 libxcb1 libxext6 libxrender1",
    ),
    ("postgresql", "libgssapi-krb5-2 libicu72 libpq5 libsasl2-2 libxml2"),
    ("postgresql-client", "libgssapi-krb5-2 libpq5 libsasl2-2"),
    ("python-is-python3", "libgssapi-krb5-2"),
    ("python3", "libgssapi-krb5-2"),
    ("python3-distutils", "libgssapi-krb5-2"),
    ("python3-pip", "libgssapi-krb5-2"),
    ("python3-setuptools", "libgssapi-krb5-2"),
    ("python3-venv", "libgssapi-krb5-2"),
    (
        "r-base",
        "fontconfig libcairo2 libcurl4 libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsasl2-2 libssh2-1 libwebp7 libx11-6 libxcb1 libxext6 libxrender1 libxss1",
    ),
    ("rpm", "libdbus-1-3 libgomp1 libicu72 libmagic1 libxml2"),
    ("ruby", "libyaml-0-2"),
    ("ruby-full", "libyaml-0-2"),
    ("smbclient", "libdbus-1-3 libgssapi-krb5-2 libicu72 libsasl2-2 libxml2"),
    ("socat", "libgssapi-krb5-2"),
    (
        "software-properties-common",
        "libdbus-1-3 libglib2.0-0 libgssapi-krb5-2 libicu72 libsasl2-2 libssh2-1 libxml2 libyaml-0-2",
    ),
    ("ssh", "libgssapi-krb5-2"),
    ("subversion", "libgssapi-krb5-2 libsasl2-2"),
    ("supervisor", "libgssapi-krb5-2"),
    ("tcpdump", "libdbus-1-3 libpcap0.8"),
    (
        "tesseract-ocr",
        "fontconfig libcairo2 libcurl4 libfontconfig1 libfreetype6 libglib2.0-0 libgomp1 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libpango-1.0-0 libpangocairo-1.0-0 libpng16-16 libsasl2-2 libssh2-1 libwebp7 libx11-6 libxcb1 libxext6 libxml2 libxrender1 tesseract-ocr-eng",
    ),
    ("texinfo", "libicu72 libxml2"),
    (
        "texlive",
        "libcairo2 libfontconfig1 libfreetype6 libglib2.0-0 libharfbuzz0b libicu72 libpng16-16 libx11-6 libxcb1 libxext6 libxpm4 libxrender1",
    ),
    (
        "texlive-fonts-recommended",
        "libcairo2 libfontconfig1 libfreetype6 libglib2.0-0 libharfbuzz0b libicu72 libpng16-16 libx11-6 libxcb1 libxext6 libxpm4 libxrender1",
    ),
    (
        "texlive-latex-extra",
        "libcairo2 libfontconfig1 libfreetype6 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libpng16-16 libx11-6 libxcb1 libxext6 libxpm4 libxrender1",
    ),
    ("thin-provisioning-tools", "libaio1"),
    ("vim", "libsodium23"),
    (
        "wkhtmltopdf",
        "fontconfig libcups2 libdbus-1-3 libdrm2 libfontconfig1 libfreetype6 libgbm1 libgl1 libglib2.0-0 libgssapi-krb5-2 libharfbuzz0b libicu72 libjpeg62-turbo libpng16-16 libwebp7 libx11-6 libxcb1 libxext6 libxfixes3 libxkbcommon0 libxml2 libxrender1",
    ),
    ("xfsprogs", "libgssapi-krb5-2 libicu72"),
    (
        "xvfb",
        "libdrm2 libfreetype6 libgl1 libicu72 libpng16-16 libx11-6 libxcb1 libxext6 libxfixes3 libxml2 libxpm4 libxrandr2 libxrender1",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::rules::{Shape, Weight};

    fn told(file: &str, to: &str) -> Vec<String> {
        let told = weighed("missing-shared-library", file, to, Shape::Swap).into_iter();
        told.filter(|one| one.weight >= Weight::Change).map(|one| one.text).collect()
    }

    #[test]
    fn rows_are_sorted() {
        assert!(BRING.is_sorted_by(|one, next| one.0 < next.0));
    }

    #[test]
    fn what_a_package_depends_on_comes_along() {
        let file = "FROM python:3.11-bullseye\nRUN apt-get update && apt-get install -y krb5-user\nRUN pip install gssapi\nCMD [\"python\", \"a.py\"]\n";
        assert!(told(file, "python:3.11-slim-trixie").is_empty(), "{:?}", told(file, "python:3.11-slim-trixie"));
        let without = file.replace("krb5-user", "less");
        assert!(told(&without, "python:3.11-slim-trixie")[0].contains("libgssapi-krb5-2"));
        let chrome = "FROM node:22-bullseye\nRUN apt-get update && apt-get install -y google-chrome-stable\nRUN npm install puppeteer\nCMD [\"node\", \"a.js\"]\n";
        assert!(told(chrome, "node:22-trixie-slim").is_empty(), "{:?}", told(chrome, "node:22-trixie-slim"));
        let file = chrome.replace("google-chrome-stable", "./google-chrome-stable_current_amd64.deb");
        assert!(told(&file, "node:22-trixie-slim").is_empty());
    }

    #[test]
    fn libraries_have_the_names_of_the_new_base() {
        let file = "FROM node:22-alpine\nRUN npm install puppeteer\nCMD [\"node\", \"a.js\"]\n";
        let told_there = told(file, "node:22-trixie-slim");
        assert!(told_there.iter().any(|text| text.contains("`libnss3`")), "{told_there:?}");
        for name in ["`nspr`", "`cups-libs`", "`mesa-gbm`", "`alsa-lib`"] {
            assert!(told_there.iter().all(|text| !text.contains(name)), "{name}: {told_there:?}");
        }
        let two = told(&file.replace("RUN npm", "RUN npm install playwright\nRUN npm"), "node:22-trixie-slim");
        let named =
            |name: &str| two.iter().filter(|text| text.contains(name) && text.contains("lines 2 and 3")).count();
        assert_eq!((named("`libnss3`"), named("`nspr`")), (1, 0), "{two:?}");
        assert!(told_there.len() <= 2, "one sentence for all: {told_there:?}");
        let chromium = file.replace("RUN npm", "RUN apk add chromium\nRUN npm");
        let left = told(&chromium, "node:22-trixie-slim");
        assert!(left.iter().all(|text| text.contains("fonts-liberation")), "{left:?}");
    }
}
