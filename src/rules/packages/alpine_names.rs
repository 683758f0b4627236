//! Packages of Alpine that no row of our tables holds, and that each of its releases has by the same name.

/// From memory of [its index](https://pkgs.alpinelinux.org/packages), on the careful side: in every release from 3.12 to
/// 3.23. Of [its build files](https://gitlab.alpinelinux.org/alpine/aports) those of OpenJDK 11, Helm and restic were read
/// 2026-11-30, the first as it was in July 2026.
const LASTING: &str = " asterisk borgbackup cabal crystal drill fftw-dev helm libidn libidn-dev nim opam perl-dbd-mysql \
    perl-dbi perl-json perl-libwww perl-lwp-protocol-https privoxy protobuf restic s3fs-fuse shards x264-dev ";

/// `drill`, `openjdk11-jre-headless`.
pub fn lasts(name: &str) -> bool {
    let java = name.strip_prefix("openjdk11").is_some_and(|part| ["", "-jdk", "-jre", "-jre-headless"].contains(&part));
    java || LASTING.split(' ').any(|one| one == name)
}
