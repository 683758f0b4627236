//! Programs by what they are for. The lists hold what the RUN lines of public Dockerfiles use most.

/// Run another program that stands behind their flags.
pub const WRAPPERS: &[&str] =
    &["sudo", "env", "time", "nice", "nohup", "eatmydata", "gosu", "su-exec", "timeout", "exec", "command", "retry", "catchsegv"];

/// Look, compare and print: nothing lasts unless their output goes to a file.
pub const NEUTRAL: &[&str] = &[
    "echo", "printf", "cat", "true", "false", ":", "test", "[", "[[", "set", "export", "unset", "cd", "pushd", "popd",
    "exit", "return", "read", "local", "declare", "shift", "trap", "ulimit", "umask", "wait", "sleep", "alias", "eval",
    "which", "type", "hash", "whereis", "whoami", "id", "uname", "arch", "hostname", "date", "nproc", "getconf",
    "ls", "pwd", "stat", "file", "du", "df", "find", "grep", "egrep", "fgrep", "zgrep", "sed", "awk", "gawk", "cut",
    "tr", "sort", "uniq", "head", "tail", "wc", "rev", "tac", "xargs", "basename", "dirname", "readlink", "realpath",
    "seq", "expr", "diff", "cmp", "jq", "yq", "envsubst", "env", "printenv", "source", ".", "break", "continue",
    "sha1sum", "sha256sum", "sha512sum", "md5sum", "shasum", "b2sum", "gpg", "gpg2", "gpgconf", "gpgv", "pgrep",
    "base64", "openssl", "xxd", "od", "ldd", "nm", "readelf", "objdump", "getent", "ps", "kill", "pkill", "killall",
    "history", "clear", "sync", "tput", "lsb_release", "apt-cache", "dpkg-query", "dpkg-architecture", "scanelf",
    "xx-info", "xx-verify", "let", "shopt", "tty", "yes", "bc", "fold", "column", "paste", "mktemp",
];

/// Bring something from the network, or unpack what was brought.
pub const DOWNLOADERS: &[&str] = &[
    "curl", "wget", "aria2c", "svn", "hg", "gsutil", "aws", "gh", "ftp", "scp", "rsync", "lftp", "axel", "sdk", "nvm",
    "gdown", "az", "huggingface-cli", "hf", "playwright", "helm", "rustup", "rustup-init", "asdf", "mise", "pyenv",
    "fnm", "volta", "n", "phpbrew", "rbenv", "tar", "unzip", "gunzip", "gzip", "xz", "unxz", "bunzip2", "7z", "bsdtar",
    "bzip2", "zstd", "unzstd", "unrar", "cpio", "7za",
];

/// Compile, link, bundle or test a program.
pub const BUILDERS: &[&str] = &[
    "gcc", "g++", "cc", "c++", "clang", "clang++", "musl-gcc", "ld", "ar", "as", "ranlib", "strip", "upx", "make",
    "gmake", "cmake", "ctest", "ninja", "meson", "scons", "configure", "autoreconf", "autogen.sh", "automake", "patch",
    "autoconf", "libtoolize", "bootstrap", "go", "xx-go", "cargo", "rustc", "mvn", "mvnw", "gradle", "gradlew", "ant",
    "sbt", "lein", "javac", "jar", "jlink", "jdeps", "jpackage", "native-image", "kotlinc", "scalac", "dotnet",
    "msbuild", "nuget", "tsc", "webpack", "vite", "esbuild", "rollup", "ng", "next", "nuxt", "gulp", "grunt", "parcel",
    "swift", "swiftc", "ghc", "stack", "cabal", "mix", "rebar", "rebar3", "nim", "nimble", "crystal", "shards", "zig",
    "dart", "flutter", "bazel", "bazelisk", "buck", "pyinstaller", "nuitka", "cython", "maturin", "hugo", "jekyll",
    "mkdocs", "sphinx-build", "zola", "dune", "opam", "ocaml", "pytest", "tox", "nox", "jest", "ruff", "rubocop",
    "protoc", "buf", "npx", "node-gyp", "rake", "composer", "elm", "purs", "ldc2", "dub", "fpc", "gnatmake", "nasm",
    "depmod", "checkinstall", "R", "Rscript", "julia", "luarocks", "cpanm", "cpan", "pyproject-build", "deno", "esy",
];

/// Change how something behaves; the change lies in files.
pub const CONFIGURERS: &[&str] = &[
    "a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf", "phpenmod", "phpdismod", "ldconfig",
    "update-alternatives", "alternatives", "service", "systemctl", "rc-update", "update-rc.d", "chsh", "passwd",
    "chpasswd", "ssh-keygen", "visudo", "crontab", "sysctl", "ssh-keyscan", "mandb", "fc-cache", "gem-config",
    "crudini", "dpkg-divert", "dpkg-statoverride", "git-lfs", "corepack", "authconfig", "usermod", "groupmod",
    "userdel", "deluser", "groupdel", "delgroup", "gpasswd", "setfacl", "mkfontscale", "update-mime-database",
    "fix-permissions", "conda-config", "update-crypto-policies", "setup-nginx", "install_packages_config",
];
