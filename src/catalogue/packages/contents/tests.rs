use super::*;
use Tri::{No, Unknown, Yes};

fn commands(class: Class, names: [&str; 5]) -> [Tri; 5] {
    names.map(|name| class_has_command(class, name))
}

#[test]
fn classes_stand_in_the_order_of_the_file() {
    assert_eq!(ALL.len(), CLASSES.len());
    for (index, class) in ALL.into_iter().enumerate() {
        assert_eq!(class as usize, index);
        let spelled: String = class.name().split('-').collect();
        assert_eq!(format!("{class:?}").to_ascii_lowercase(), spelled);
        assert_eq!(class.source().as_of.len(), 10);
    }
}

#[test]
fn what_the_lists_say_of_commands() {
    let names = ["sh", "bash", "curl", "wget", "ps"];
    assert_eq!(commands(Class::Scratch, names), [No, No, No, No, No]);
    assert_eq!(commands(Class::DistrolessCc13, names), [No, No, No, No, No]);
    assert_eq!(commands(Class::Alpine, names), [Yes, No, No, Yes, Yes]);
    assert_eq!(commands(Class::DebianSlim12, names), [Yes, Yes, No, No, No]);
    assert_eq!(commands(Class::WolfiBase, names), [Yes, No, No, No, Yes], "its busybox has no wget");
    assert_eq!(commands(Class::BuildpackDeps13, names), [Yes; 5]);
    assert_eq!(commands(Class::UbiMinimal, names), [Yes, Yes, Yes, Unknown, Unknown]);
}

#[test]
fn an_older_release_has_the_tools_of_a_newer_one_beneath() {
    let has = |written: &str, command| {
        let image = crate::catalogue::named(written).expect("known");
        Contents::of(&image).expect("a class").has_command(command)
    };
    for full in ["python:3.11-bullseye", "python:3.11-bookworm", "buildpack-deps:stretch", "buildpack-deps:resolute"] {
        assert_eq!(["wget", "git", "make", "gcc"].map(|tool| has(full, tool)), [Yes; 4], "{full}");
    }
    assert_eq!(has("python:3.11-bullseye", "unzip"), Yes);
    assert_eq!(has("buildpack-deps:trixie-curl", "git"), Unknown);
    assert_ne!(has("buildpack-deps:trixie-scm", "make"), Yes);
    assert_eq!(has("python:3.13-slim-trixie", "wget"), No);
}

#[test]
fn debian_13_slim_lost_a_few() {
    for command in ["adduser", "gpgv", "mkfs.ext4"] {
        assert_eq!(class_has_command(Class::DebianSlim12, command), Yes, "{command}");
        assert_ne!(class_has_command(Class::DebianSlim13, command), Yes, "{command}");
    }
}

#[test]
fn what_the_lists_say_of_libraries() {
    let libraries = ["libc.so.6", "libssl.so.3", "libz.so.1", "libstdc++.so.6", "libpq.so.5"];
    let has = |class| libraries.map(|soname| class_has_library(class, soname));
    assert_eq!(has(Class::DistrolessStatic), [No, No, No, No, No]);
    assert_eq!(has(Class::DistrolessBase12), [Yes, Yes, No, No, No]);
    assert_eq!(has(Class::DistrolessBase13), [Yes, Yes, Yes, No, No]);
    assert_eq!(has(Class::DistrolessCc13), [Yes, Yes, Yes, Yes, No]);
    assert_eq!(has(Class::DebianSlim12), [Yes, No, Yes, Yes, No], "OpenSSL came with 13");
    assert_eq!(has(Class::DebianSlim13), [Yes, Yes, Yes, Yes, No]);
    assert_eq!(has(Class::Alpine), [No, Yes, Yes, No, No]);
}

#[test]
fn what_the_lists_say_of_packages() {
    let has = |class, name| class_has_package(class, name, Distro::Debian13);
    assert_eq!(has(Class::DebianSlim13, "tzdata"), Yes);
    assert_eq!(has(Class::DebianSlim13, "ca-certificates"), No);
    assert_eq!(has(Class::DistrolessStatic, "ca-certificates"), Yes);
    assert_eq!(has(Class::BuildpackDeps13, "libpq-dev"), Yes);
    assert_eq!(has(Class::DebianSlim13, "no-such-package"), Unknown);
    assert_eq!(class_has_package(Class::Alpine, "tzdata", Distro::Alpine), No);
}
