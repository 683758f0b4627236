use crate::wishes::{Input, Wishes};

fn on(to: &str, base: &str, run: &str) -> String {
    let file = format!("FROM {base}\nRUN {run}\nCOPY app.py /\nUSER app\nCMD [\"python3\", \"/app.py\"]\n");
    let advice = crate::conclude(&Input::pasted(&file), &Wishes::default());
    let fits = |one: &&crate::advice::Recommendation| one.candidate.image().reference == to;
    let one = advice.recommendations.iter().find(fits).expect("it is offered");
    let text = crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("written").dockerfile;
    text.lines().find(|line| line.starts_with("RUN ")).unwrap_or_default().to_string()
}

#[test]
fn a_group_of_the_same_name_is_taken() {
    let run = "addgroup --gid 1001 --system app && adduser --no-create-home --uid 1001 --system --group app";
    let slim = on("python:3.13-slim-trixie", "python:3.13-slim-bookworm", run);
    assert!(slim.contains("useradd --system --uid 1001 --gid app --no-create-home app"), "{slim}");
    let alone = on("python:3.13-slim-trixie", "python:3.13-slim-bookworm", "adduser --system --group app");
    assert_eq!(alone, "RUN useradd --system --no-create-home app");
}

#[test]
fn flags_that_only_debians_adduser_has_keep_it() {
    let run = "apt-get update && apt-get install -y curl && adduser --disabled-password --force-badname app";
    let kept = on("debian:trixie-slim", "debian:bullseye", run);
    assert!(kept.ends_with("adduser --disabled-password --force-badname app"), "{kept}");
    assert!(kept.contains("install -y curl adduser ") || kept.contains("install -y adduser "), "{kept}");
}

#[test]
fn adduser_of_an_rpm_system_names_a_group() {
    let file = "FROM almalinux:8\nRUN adduser -r -u 1001 -g 0 app\nCOPY a.sh /\nUSER app\nCMD [\"/a.sh\"]\n";
    let advice = crate::conclude(&Input::pasted(file), &Wishes::default());
    let is_debian = |one: &&crate::advice::Recommendation| one.candidate.image().reference.starts_with("debian:");
    let one = advice.recommendations.iter().find(is_debian).expect("it is offered");
    let text = crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("written").dockerfile;
    assert!(text.contains("useradd --system --uid 1001 --gid 0 ") && !text.contains("--comment"), "{text}");
}

#[test]
fn what_needs_root_is_built_as_root() {
    let of = |user: &str| {
        let file = format!(
            "FROM nginx:latest\nRUN apt-get update && apt-get install -y jq\nCOPY a.conf /etc/nginx/conf.d/\n{user}CMD [\"nginx\", \"-g\", \"daemon off;\"]\n"
        );
        let advice = crate::conclude(&Input::pasted(&file), &Wishes::default());
        let own = |one: &&crate::advice::Recommendation| {
            one.candidate.image().reference == "nginxinc/nginx-unprivileged:mainline"
        };
        let one = advice.recommendations.iter().find(own).expect("it is offered");
        crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("written").dockerfile
    };
    let text = of("");
    assert!(text.starts_with("FROM nginxinc/nginx-unprivileged:mainline\nUSER root\nRUN apt-get"), "{text}");
    assert!(text.contains("USER 101\nCMD "), "{text}");
    let own = of("USER 1000\n");
    assert!(own.contains("\nUSER root\nRUN") && own.matches("USER ").count() == 2, "{own}");
}

#[test]
fn busybox_takes_a_group_by_its_name() {
    let file = |run: &str| {
        let file = format!(
            "FROM openjdk:17-slim\nRUN {run}\nCOPY app.jar /\nUSER app\nENTRYPOINT [\"java\", \"-jar\", \"/app.jar\"]\n"
        );
        let advice = crate::conclude(&Input::pasted(&file), &Wishes::default());
        let is_alpine = |one: &&crate::advice::Recommendation| one.candidate.image().reference.contains("alpine");
        let one = advice.recommendations.iter().find(is_alpine).expect("it is offered");
        crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("written").dockerfile
    };
    let text = file("addgroup --system --gid 1001 app && adduser --system --uid 1001 --gid 1001 app");
    assert!(text.contains("addgroup --system --gid 1001 app && adduser -D -S -u 1001 -G app app"), "{text}");
    let text = file("groupadd -g 2000 one && useradd -u 1001 -g 2000 app");
    assert!(text.contains("addgroup -g 2000 one && adduser -D -u 1001 -G one app"), "{text}");
    assert!(file("useradd -u 1001 -g 0 app").contains("-G root app"));
    assert!(file("useradd -u 1001 -g 2000 app").contains("useradd -u 1001 -g 2000"), "no such group is in sight");
}

#[test]
fn one_dash_is_enough_for_debian() {
    let run = "addgroup -gid 2000 app && adduser -q --disabled-password -uid 2000 --gid 2000 --gecos \"\" app";
    let slim = on("python:3.13-slim-trixie", "python:3.13-slim-bookworm", run);
    assert_eq!(slim, "RUN groupadd --gid 2000 app && useradd --uid 2000 --gid 2000 --create-home app");
}

#[test]
fn a_variable_stays_one() {
    let file = |run: &str| on("python:3.13-slim-trixie", "python:3.13-slim-bookworm\nARG UID=1001", run);
    assert_eq!(
        file("adduser --disabled-password --uid \"${UID}\" app"),
        "RUN useradd --uid \"${UID}\" --create-home app"
    );
    assert_eq!(
        file("addgroup --gid=$UID app && adduser -u $UID --ingroup app app"),
        "RUN groupadd --gid $UID app && useradd --uid $UID --gid app --create-home app"
    );
}

#[test]
fn every_command_of_a_run_is_written_anew() {
    let run = "adduser --disabled-login --gecos '' app && adduser app www-data";
    let slim = on("python:3.13-slim-trixie", "python:3.13-slim-bookworm", run);
    assert_eq!(slim, "RUN useradd --create-home app && usermod --append --groups www-data app");
}
