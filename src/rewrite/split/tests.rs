use crate::wishes::{Companion, Input, Wishes};

pub fn rewritten(file: &str) -> String {
    beside(file, &[])
}

/// The first recommendation written, with files given beside it.
pub fn beside(file: &str, given: &[(&str, &str)]) -> String {
    let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
    let companions = given.iter().map(|(path, text)| Companion { path: path.to_string(), text: text.to_string() });
    let input = Input { companions: companions.collect(), ..Input::pasted(file) };
    crate::advise(&input, &wishes).rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default()
}

#[test]
fn what_only_building_takes_is_not_repeated() {
    let file = "FROM python:3.9-alpine3.15\nARG TOOL=1.2\nARG PORT=80\nARG HTTP_PROXY\nENV PORT=$PORT\nRUN apk add -t .build-deps build-base openssl postgresql-dev && apk add git && wget https://example.org/t-$TOOL.tgz\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . /app\nCMD [\"python\", \"/app/a.py\"]\n";
    let wishes = Wishes { today: "2026-11-30".into(), ..Wishes::default() };
    let text = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written").dockerfile;
    let (_, ships) = text.rsplit_once("\nFROM ").expect("two stages");
    assert!(ships.contains("ARG PORT=80\n") && !ships.contains("HTTP_PROXY"), "known without a line: {text}");
    assert!(!ships.contains("TOOL") && !ships.contains("openssl") && ships.contains("git libpq"), "{text}");
}

#[test]
fn a_jar_that_was_built_elsewhere_keeps_what_lies_beside_it() {
    let file = "FROM registry.access.redhat.com/ubi8/ubi:8.6\nRUN dnf install -y java-17-openjdk-headless && dnf clean all\nCOPY target/quarkus-app /deployments\nCMD [\"java\", \"-jar\", \"/deployments/quarkus-run.jar\"]\n";
    let ships = |file: &str| {
        let wishes = Wishes::default();
        let advice = crate::conclude(&Input::pasted(file), &wishes);
        let splits = |one: &&crate::advice::Recommendation| one.candidate.choice.shape == crate::rules::Shape::Split;
        let split = advice.recommendations.iter().find(splits).expect("a split");
        let text = crate::rewrite::apply(&advice, &split.candidate, &wishes).expect("written").dockerfile;
        text.rsplit_once("FROM ").map(|(_, ships)| ships.to_string()).unwrap_or_default()
    };
    assert!(ships(file).contains("--from=build /deployments /deployments\n"), "{}", ships(file));
    let built = file
        .replace("COPY target/quarkus-app", "COPY . /src\nRUN dnf install -y maven && mvn -f /src package\nCOPY lib");
    assert!(ships(&built).contains("--from=build /deployments /deployments\n"), "{}", ships(&built));
    let whole = built.replace("quarkus-run.jar", "app.jar");
    assert!(ships(&whole).contains("/deployments/app.jar /deployments/"), "{}", ships(&whole));
}

#[test]
fn an_arg_goes_where_it_is_named() {
    let file = "FROM python:3.13\nARG A=1\nARG B=2\nARG C=$B\nARG DEBIAN_FRONTEND=noninteractive\nRUN apt-get update && apt-get install -y gcc libpq-dev\nWORKDIR /app\nCOPY . .\nRUN echo $A && pip install -r requirements.txt\nLABEL c=${C}\nCMD [\"python\", \"a.py\"]\n";
    let text = rewritten(file);
    let (_, ships) = text.rsplit_once("FROM ").expect("two stages");
    for line in ["ARG B=2\n", "ARG C=$B\n", "ARG DEBIAN_FRONTEND"] {
        assert!(ships.contains(line), "{line}: {ships}");
    }
    assert!(!ships.contains("ARG A"), "{ships}");
}

#[test]
fn what_is_left_names_lines_of_the_file_as_it_was() {
    let pin = "0".repeat(64);
    let file = format!(
        "FROM golang:1.26@sha256:{pin}\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app/srv .\nCMD [\"/app/srv\"]\n"
    );
    let rewrite = crate::advise(&Input::pasted(&file), &Wishes::default()).rewrite.expect("two stages");
    let left = rewrite.left_to_you.iter().find(|left| left.text.contains("pinned by digest")).expect("it is told");
    assert!(left.text.starts_with("Line 1 stood"), "{left:?}");
    assert!(left.spans.iter().all(|span| file[span.range()].starts_with("FROM golang:1.26@")), "{left:?}");
}

#[test]
fn what_is_copied_beside_a_program_stays_beside_it() {
    let file = "FROM golang:1.26 AS make\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/plan .\nFROM ubuntu:22.04\nRUN apt-get update && apt-get install -y tzdata && ln -fs /usr/share/zoneinfo/Asia/Tokyo /etc/localtime\nCOPY --from=make /bin/plan /bin/plan\nCOPY templates /templates\nENTRYPOINT [\"/bin/plan\"]\n";
    let parted = rewritten(file);
    assert!(parted.contains("FROM gcr.io/distroless/static-debian13"), "{parted}");
    assert!(parted.contains("COPY --from=build /templates /templates\n"), "{parted}");
    // Before the build it may serve the build.
    let built = file.replace("COPY templates /templates\n", "");
    let built = built.replace("RUN apt-get", "COPY proto /proto\nCOPY . /src\nRUN make -C /src && apt-get");
    assert!(!rewritten(&built).contains("COPY --from=build /proto"), "{}", rewritten(&built));
}

#[test]
fn what_is_copied_behind_the_build_goes_along() {
    let file = "FROM golang:1.26\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o server .\nCOPY templates ./templates\nCOPY a.yml b.yml ./\nCOPY config.yml /etc/app/config.yml\nCMD [\"./server\"]\n";
    let text = rewritten(file);
    for place in ["/app/server", "/app/templates", "/app/a.yml", "/app/b.yml", "/etc/app/config.yml"] {
        assert!(text.contains(&format!("COPY --from=build {place} {place}\n")), "{place}: {text}");
    }
    assert!(!text.contains("COPY --from=build /app /app"), "{text}");
}

#[test]
fn go_installs_the_package_of_its_directory() {
    for (install, start) in
        [("go install", "CMD app"), ("go install -v", "CMD [\"app\"]"), ("go install ./...", "CMD app")]
    {
        let file = format!("FROM golang:1.26\nWORKDIR /go/src/app\nCOPY . .\nRUN {install}\n{start}\n");
        let text = rewritten(&file);
        assert!(text.contains("COPY --from=build /go/bin/app /usr/local/bin/app\n"), "{text}");
        assert!(text.ends_with("CMD [\"app\"]\n"), "{text}");
    }
}

#[test]
fn the_name_of_the_build_stage_means_nothing_else_yet() {
    let file = "FROM node:24\nWORKDIR /app\nCOPY --from=build /x /x\nCOPY . .\nRUN apt-get update && apt-get install -y g++ && npm install\nCMD [\"node\", \"a.js\"]\n";
    let wishes = Wishes::default();
    let advice = crate::conclude(&Input::pasted(file), &wishes);
    let split = advice.recommendations.iter().find(|one| one.candidate.choice.shape == crate::rules::Shape::Split);
    let text = crate::rewrite::apply(&advice, &split.expect("a split").candidate, &wishes).expect("written").dockerfile;
    assert!(text.contains(" AS builder\n") && text.contains("COPY --from=build /x /x"), "{text}");
}

#[test]
fn what_is_put_beside_the_program_goes_along() {
    let file = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/app .\nFROM alpine:3.17\nRUN apk --no-cache add ca-certificates && addgroup -S app && adduser -S app -G app\nCOPY --from=b /bin/app /app/app\nCOPY config.yaml /app/config.yaml\nRUN mkdir /app/uploads && chown -R app:app /app\nWORKDIR /app\nUSER app\nENTRYPOINT [\"/app/app\"]\n";
    let advice = crate::conclude(&Input::pasted(file), &Wishes::default());
    let is_split = |one: &&crate::advice::Recommendation| {
        one.candidate.choice.shape == crate::rules::Shape::Split && one.candidate.image().reference.contains("static")
    };
    let split = advice.recommendations.iter().find(is_split).expect("a split");
    let text = crate::rewrite::apply(&advice, &split.candidate, &Wishes::default()).expect("written").dockerfile;
    assert!(text.contains("--from=build /app /app\n"), "{text}");
}

#[test]
fn a_stage_that_is_named_already_keeps_its_name() {
    let file =
        "FROM golang:1.26 AS build\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o main .\nCMD [\"./main\"]\n";
    let text = rewritten(file);
    assert!(text.starts_with("FROM golang:1.26 AS build\n") && text.contains("COPY --from=build"), "{text}");
    assert_eq!(text.matches(" AS ").count(), 1, "{text}");
}

#[test]
fn what_belonged_to_the_user_still_does() {
    let node = "FROM node:24\nWORKDIR /app\nCOPY --chown=node:node package*.json ./\nRUN npm ci\nCOPY --chown=node:node . .\nRUN npm run build\nUSER node\nCMD [\"node\", \"dist/main.js\"]\n";
    let text = rewritten(node);
    assert!(text.contains("COPY --chown=65532:65532 --from=build /app /app\n"), "{text}");
    let python = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y gcc libpq-dev && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nRUN useradd -m app && chown -R app /app\nUSER app\nCMD [\"python\", \"a.py\"]\n";
    let text = rewritten(python);
    assert!(text.contains("COPY --chown=app --from=build /app /app\n"), "{text}");
    assert!(rewritten(&python.replace(" && chown -R app /app", "")).contains("COPY --from=build /app /app\n"));
}

#[test]
fn a_directory_that_is_made_to_be_written_to_belongs_to_whom_runs() {
    let file = "FROM golang:1.26 AS make\nRUN CGO_ENABLED=0 go build -o /srv .\nFROM alpine:3.19\nRUN apk add --no-cache ca-certificates && mkdir -p /data/cache\nCOPY --from=make /srv /bin/srv\nENTRYPOINT [\"/bin/srv\"]\n";
    let text = rewritten(file);
    assert!(text.contains("COPY --chown=65532:65532 --from=build /data/cache /data/cache\n"), "{text}");
    assert!(text.contains("COPY --from=build /bin/srv /bin/srv\n"), "{text}");
}

#[test]
fn a_build_stage_without_a_line_moves_to_the_release_that_ships() {
    let file = "FROM node:lts-alpine3.18\nRUN apk add --no-cache python3 make g++\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD [\"npm\", \"start\"]\n";
    let text = rewritten(file);
    assert!(text.starts_with("FROM node:24-alpine3.24 AS build\n"), "{text}");
    let deno = "FROM denoland/deno:1.38.2\nWORKDIR /app\nCOPY . .\nRUN deno cache main.ts\nCMD [\"run\", \"--allow-net\", \"main.ts\"]\n";
    let text = rewritten(deno);
    assert!(text.starts_with("FROM denoland/deno:debian-2.9.1 AS build\n"), "{text}");
}

#[test]
fn what_comes_from_an_added_source_is_not_installed_without_it() {
    let file = "FROM node:24\nRUN echo \"deb https://apt.postgresql.org/pub/repos/apt trixie-pgdg main\" > /etc/apt/sources.list.d/p.list\nRUN apt-get update && apt-get install -y g++ make postgresql-client-17 libvips42\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD [\"sh\", \"start.sh\"]\n";
    let advice = crate::conclude(&Input::pasted(file), &Wishes::default());
    let two = |one: &&crate::advice::Recommendation| {
        let choice = &one.candidate.choice;
        choice.shape == crate::rules::Shape::Split && choice.image.reference.starts_with("node:24")
    };
    let one = advice.recommendations.iter().find(two).expect("two stages");
    let rewrite = crate::rewrite::apply(&advice, &one.candidate, &Wishes::default()).expect("a rewrite");
    let (_, ships) = rewrite.dockerfile.split_once("\n\nFROM ").expect("two stages");
    assert!(!ships.contains("postgresql-client-17"), "{ships}");
    assert!(rewrite.left_to_you.iter().any(|left| left.text.contains("`postgresql-client-17` comes from")));
}

#[test]
fn a_directory_of_the_old_bases_variable_is_left() {
    let file = "FROM golang:1.26\nWORKDIR $GOPATH/src/a\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /usr/bin/api\nCMD [\"api\"]\n";
    let text = rewritten(file);
    let (_, ships) = text.split_once("\n\nFROM ").expect("two stages");
    assert!(!ships.contains("GOPATH"), "{ships}");
}

#[test]
fn of_a_directory_of_the_system_only_the_own_files_are_copied() {
    let file = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y gcc libpq-dev && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY docker/run.sh docker/wait /usr/local/bin/\nCOPY . .\nCMD [\"run.sh\"]\n";
    let text = rewritten(file);
    assert!(text.contains("COPY --from=build /usr/local/bin/run.sh /usr/local/bin/run.sh\n"), "{text}");
    assert!(text.contains("COPY --from=build /usr/local/bin/wait /usr/local/bin/wait\n"), "{text}");
    assert!(!text.contains("--from=build /usr/local/bin/ "), "{text}");
}

#[test]
fn a_file_in_the_root_goes_along() {
    let file = "FROM python:3.13\nRUN apt-get update && apt-get install -y gcc libpq-dev\nCOPY requirements.txt /\nRUN pip install -r /requirements.txt\nWORKDIR /app\nCOPY . .\nCOPY config.yml gunicorn.conf.py data /\nCMD [\"gunicorn\", \"-c\", \"/gunicorn.conf.py\", \"a:app\"]\n";
    let text = rewritten(file);
    for name in ["config.yml", "gunicorn.conf.py"] {
        assert!(text.contains(&format!("COPY --from=build /{name} /{name}\n")), "{text}");
    }
    assert!(!text.contains("--from=build /requirements.txt") && !text.contains("--from=build / "), "{text}");
    let over = rewritten(&file.replace("COPY config.yml gunicorn.conf.py data /", "COPY --chown=root rootfs/ /"));
    assert_eq!(over.matches("COPY --chown=root rootfs/ /\n").count(), 2, "{over}");
}

#[test]
fn what_makes_room_for_a_user_goes_along() {
    let file = "FROM node:12.18.3-alpine3.12\nRUN apk --update add --no-cache python2 make g++ su-exec ffmpeg && deluser --remove-home node && addgroup -g 1000 app && adduser -D -G app -u 1000 app\nWORKDIR /home/app\nCOPY package.json ./\nRUN npm install\nCOPY . .\nENTRYPOINT [\"/home/app/entry.sh\"]\n";
    let text = rewritten(file);
    let (_, ships) = text.split_once("\n\nFROM ").expect("two stages");
    assert!(ships.contains("RUN deluser --remove-home node && addgroup -g 1000 app && adduser -D"), "{ships}");
}

#[test]
fn a_release_of_rebar_goes_whole() {
    let file = "FROM erlang:29\nWORKDIR /b\nCOPY . .\nRUN rebar3 as prod release\nENTRYPOINT [\"/b/_build/prod/rel/broker/bin/broker\"]\nCMD [\"foreground\"]\n";
    let advice = crate::conclude(&Input::pasted(file), &Wishes::default());
    let split = advice.recommendations.iter().find(|one| one.candidate.choice.shape == crate::rules::Shape::Split);
    let text = crate::rewrite::apply(&advice, &split.expect("a split").candidate, &Wishes::default());
    let text = text.expect("written").dockerfile;
    assert!(text.contains("COPY --from=build /b/_build/prod/rel/broker /b/_build/prod/rel/broker\n"), "{text}");
}

#[test]
fn a_driver_from_an_archive_keeps_its_stage() {
    let file = "FROM python:3.12-slim\nRUN apt-get update && apt-get install -y curl unixodbc-dev g++ && curl https://packages.microsoft.com/config/debian/13/prod.list > /etc/apt/sources.list.d/m.list && apt-get update && ACCEPT_EULA=Y apt-get install -y msodbcsql18\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"app.py\"]\n";
    assert!(!rewritten(file).contains("--from=build"), "{}", rewritten(file));
    assert!(rewritten(&file.replace("msodbcsql18", "libpq5")).contains("--from=build"));
}

#[test]
fn a_lone_line_of_the_last_stage_keeps_no_base() {
    let build = "FROM golang:1.27 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a .\nFROM alpine:3.22\n";
    let ships = |lines: &str| {
        let text = rewritten(&format!("{build}{lines}"));
        text.rsplit_once("FROM gcr.io/distroless/static-debian13:nonroot\n").expect("static").1.to_string()
    };
    let data = ships("RUN mkdir /data\nCOPY --from=b /a /a\nENTRYPOINT [\"/a\"]\n");
    assert!(data.contains("COPY --chown=65532:65532 --from=build /data /data\n"), "{data}");
    let owned = ships("COPY --from=b /a /app/a\nRUN chown -R 1000:1000 /app\nUSER 1000\nENTRYPOINT [\"/app/a\"]\n");
    assert!(owned.contains("COPY --chown=1000:1000 --from=build /app/a /app/a\n"), "{owned}");
    let made = ships(
        "RUN adduser -D -u 1000 u && mkdir -p /var/lib/x && chown u:u /var/lib/x\nCOPY --from=b /a /a\nUSER u\nENTRYPOINT [\"/a\"]\n",
    );
    assert!(made.contains("COPY --chown=1000:1000 --from=build /var/lib/x /var/lib/x\nUSER 1000\n"), "{made}");
    let linked = ships("COPY --from=b /a /app/a\nRUN ln -s /app/a /usr/bin/a\nENTRYPOINT [\"a\"]\n");
    assert!(linked.contains("COPY --from=build /usr/bin/a /usr/bin/a\n"), "{linked}");
    assert!(!ships("COPY --from=b /a /a\nRUN chmod +x /a\nENTRYPOINT [\"/a\"]\n").contains("RUN"));
    // Another user than root could not write there before.
    let other = ships("RUN mkdir /data\nCOPY --from=b /a /a\nUSER 1000\nENTRYPOINT [\"/a\"]\n");
    assert!(other.contains("COPY --from=build /data /data\n"), "{other}");
}

#[test]
fn a_line_that_waits_starts_one_program() {
    let file = "FROM golang:1.27\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /srv .\nCMD sleep 10 && /srv\n";
    let text = rewritten(file);
    assert!(text.contains("COPY --from=build /srv /srv\n") && !text.contains("\nFROM golang"), "{text}");
    assert!(!rewritten(&file.replace("sleep 10", "/migrate")).contains("--from="));
}

#[test]
fn a_script_that_starts_what_is_built_parts_nothing() {
    let file = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y build-essential\nCOPY . /src\nRUN cd /src && ./configure && make && cp pgb /usr/bin\nADD entrypoint.sh /entrypoint.sh\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"/usr/bin/pgb\", \"/etc/pgb.ini\"]\n";
    assert!(!rewritten(file).contains("--from="));
    let started = file.replace("ENTRYPOINT [\"/entrypoint.sh\"]\n", "");
    assert!(rewritten(&started).contains("COPY --from=build /usr/bin/pgb /usr/bin/pgb\n"), "{}", rewritten(&started));
}

#[test]
fn what_buildkit_refuses_is_not_parted() {
    let file = "FROM golang:1.26-alpine AS b\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /planner .\nCMD [\"/planner\"]\n";
    assert!(rewritten(file).contains("COPY --from=build /planner /planner\n"), "{}", rewritten(file));
    for refused in [file.replace("AS b\n", "AS b c\n"), file.replace("COPY . .", "COPY .\nKOPY . .")] {
        assert!(!rewritten(&refused).contains("--from="), "{}", rewritten(&refused));
    }
}
