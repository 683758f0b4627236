//! What images hold, asked by the names that people write after FROM.

use Tri::{No, Unknown, Yes};
use basewise::catalogue::packages::{Class, Contents, Distro};
use basewise::catalogue::{Tri, named};

fn contents(image: &str) -> Contents {
    let image = named(image).unwrap_or_else(|| panic!("{image} is in the catalogue"));
    Contents::of(&image).unwrap_or_else(|| panic!("{} has a class: {:?}", image.reference, image.family))
}

fn commands(image: &str, names: &str) -> Vec<Tri> {
    let contents = contents(image);
    names.split(' ').map(|name| contents.has_command(name)).collect()
}

#[test]
fn images_have_the_class_of_their_family() {
    for (image, class) in [
        ("scratch", Class::Scratch),
        ("alpine:3.22", Class::Alpine),
        ("python:3.13-slim-trixie", Class::DebianSlim13),
        ("python:3.13-slim-bookworm", Class::DebianSlim12),
        ("debian:12", Class::DebianSlim12),
        ("python:3.13-trixie", Class::BuildpackDeps13),
        ("golang:1.26-bookworm", Class::BuildpackDepsScm12),
        ("ubuntu:24.04", Class::Ubuntu24),
        ("gcr.io/distroless/static-debian13", Class::DistrolessStatic),
        ("gcr.io/distroless/base-debian12", Class::DistrolessBase12),
        ("gcr.io/distroless/cc-debian13", Class::DistrolessCc13),
        ("gcr.io/distroless/static", Class::DistrolessStatic),
    ] {
        assert_eq!(contents(image).class, class, "{image}");
    }
}

#[test]
fn what_runs_in_them() {
    let names = "sh bash curl python3 ps";
    assert_eq!(commands("scratch", names), [No, No, No, No, No]);
    assert_eq!(commands("alpine:3.22", names), [Yes, No, No, No, Yes]);
    assert_eq!(commands("python:3.13-slim-trixie", names), [Yes, Yes, No, Yes, No], "counted");
    assert_eq!(commands("python:3.13-trixie", names), [Yes; 5]);
    assert_eq!(commands("nginx:1.31-trixie", names)[..3], [Yes, Yes, Yes], "nginx brings curl");
    assert_eq!(commands("gcr.io/distroless/static-debian13", names), [No, No, No, No, No]);
    assert_eq!(commands("gcr.io/distroless/static-debian13:debug", names)[..3], [Yes, No, No], "busybox, and no more");
}

/// An image that adds to its class may hold anything that was not looked for.
#[test]
fn no_is_said_only_where_it_is_known() {
    assert_eq!(commands("python:3.13-slim-trixie", "jq tini"), [Unknown, Unknown]);
    assert_eq!(commands("debian:12-slim", "jq tini"), [No, No]);
    assert_eq!(contents("python:3.13-slim-trixie").has_library("libpq.so.5"), Unknown);
    assert_eq!(contents("debian:13-slim").has_library("libpq.so.5"), No);
    assert_eq!(contents("python:3.13-slim-trixie").has_package("tzdata", Distro::Debian13), Yes);
}
