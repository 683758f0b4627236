//! Prints what is read of a file: `READ=Dockerfile cargo test --test reading_print -- --nocapture`.

use basewise::{dockerfile, stages};

#[test]
fn print() {
    let Ok(path) = std::env::var("READ") else { return };
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    let build = stages::resolve(dockerfile::parse(&text), None);
    for stage in &build.stages {
        println!("== {} {:?} {:?} {:?}", stage.index, stage.name, stage.role, stage.base);
        for step in &stage.steps {
            println!("  {:?}", build.tree.source.slice(step.span).chars().take(60).collect::<String>());
            if let stages::Does::Run(launch) = &step.does {
                for c in &launch.commands {
                    let args: Vec<String> =
                        c.args.iter().map(|a| format!("{}{}", a.text, if a.known { "" } else { "?" })).collect();
                    println!(
                        "     {}{} {:?} cwd={:?}",
                        if c.conditional { "? " } else { "" },
                        c.program.text,
                        args,
                        c.cwd
                    );
                    if let Some(p) = &c.packages {
                        let names: Vec<String> = p
                            .packages
                            .iter()
                            .map(|p| {
                                format!(
                                    "{}{}{}",
                                    p.name,
                                    p.version.as_ref().map_or(String::new(), |v| format!("@{v}")),
                                    if p.known { "" } else { "?" }
                                )
                            })
                            .collect();
                        println!(
                            "        => {:?} {:?} {:?} files={:?} group={:?}",
                            p.manager,
                            p.action,
                            names,
                            p.files.iter().map(|f| &f.text).collect::<Vec<_>>(),
                            p.group
                        );
                    }
                }
            }
        }
        println!("  cmd {:?}", stage.config.cmd.as_ref().map(|l| &l.commands));
    }
    for p in &build.problems {
        println!("{:?} {} {} {:?}", p.severity, p.id, p.message, build.lines(p.span));
    }
}
