use crate::wishes::{Input, Wishes};

fn rewritten(file: &str, to: &str) -> crate::rewrite::Rewrite {
    let advice = crate::conclude(&Input::pasted(file), &Wishes::default());
    let wanted = |one: &&crate::advice::Recommendation| {
        one.candidate.image().reference == to && one.candidate.choice.shape == crate::rules::Shape::Swap
    };
    let one = advice.recommendations.iter().find(wanted).expect("it is offered");
    crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("it can be written")
}

#[test]
fn what_the_line_installs_is_not_named_twice() {
    let file = "FROM python:3.13\nRUN apt-get update && apt-get install -y libpq-dev && pip install psycopg2\nCMD [\"python\", \"a.py\"]\n";
    let text = rewritten(file, "python:3.13-slim-trixie").dockerfile;
    assert_eq!(text.matches("libpq-dev").count(), 1, "{text}");
    assert!(text.contains("gcc"), "{text}");
}

#[test]
fn what_a_line_lacks_joins_it() {
    let file = "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y python python-pip\nCOPY . /app\nCMD [\"python\", \"/app/app.py\"]\n";
    let text = rewritten(file, "ubuntu:26.04").dockerfile;
    assert!(
        text.contains("RUN apt-get update && apt-get install -y python3 python3-pip python-is-python3\n"),
        "{text}"
    );
    assert_eq!(text.matches("RUN").count(), 1, "{text}");
}

#[test]
fn a_module_goes_with_its_manager() {
    let file = "FROM registry.access.redhat.com/ubi8/ubi:8.4\nRUN dnf module enable -y nodejs:14 && dnf install -y nodejs git && dnf clean all\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";
    let wishes = Wishes { today: "2026-11-30".into(), ..Wishes::default() };
    let written = |file: &str| crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written").dockerfile;
    let text = written(file);
    assert!(!text.contains("dnf") && text.contains("--no-install-recommends git &&"), "{text}");
    let stream =
        file.replace("dnf module enable -y nodejs:14 && dnf install -y nodejs git", "dnf module install -y nodejs:14");
    assert!(!written(&stream).contains("dnf"), "{}", written(&stream));
}

#[test]
fn lists_are_refreshed_for_what_is_still_installed() {
    let file = "FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y curl && apt-get install -y python3 && apt-get install -y python3-pip\nCMD [\"python3\", \"a.py\"]\n";
    let to = "python:3.11-slim-trixie";
    let text = rewritten(file, to).dockerfile;
    assert!(text.contains("RUN apt-get update && apt-get install -y curl\n"), "{text}");
    let all = file.replace("apt-get install -y curl && ", "");
    assert!(!rewritten(&all, to).dockerfile.contains("RUN"), "{}", rewritten(&all, to).dockerfile);
}

#[test]
fn names_in_a_variable_are_changed_where_it_is_set() {
    let file = "FROM ubuntu:20.04\nENV NEEDED=\"curl python3 python3-pip\"\nRUN apt-get update && apt-get install -y $NEEDED\nCMD [\"python3\", \"a.py\"]\n";
    let own = rewritten(file, "python:3.11-slim-trixie");
    assert!(own.dockerfile.contains("NEEDED=\"curl\"") && own.dockerfile.contains("-y $NEEDED"), "{}", own.dockerfile);
    assert!(own.complete);
    let text = rewritten(file, "alpine:3.24").dockerfile;
    assert!(text.contains("apk add --no-cache curl python3 py3-pip"), "{text}");
    let twice = format!("# curl, python3 python3-pip\n{file}");
    let own = rewritten(&twice, "python:3.11-slim-trixie");
    assert!(own.dockerfile.contains("curl python3 python3-pip\"") && !own.complete, "{}", own.dockerfile);
}
