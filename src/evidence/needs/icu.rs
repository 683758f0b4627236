//! ICU: .NET needs it unless it runs invariant.

use crate::evidence::companions::lines;
use crate::evidence::running::{brought, start_ground};
use crate::evidence::{Certainty, Facts, Scene, What};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if scene.running.name.as_deref() != Some("dotnet") {
        return;
    }
    let env = &scene.shipped().config.env;
    let set = env.iter().rev().find(|(name, _)| name == "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
    let package =
        scene.packages().iter().copied().find(|(_, p)| p.name.starts_with("icu") || p.name.starts_with("libicu"));
    let project = scene.input.companions.iter().find(|file| file.path.ends_with("proj"));
    let published = is_published_invariant(scene).then_some("true");
    let invariant = published.or_else(|| project.and_then(|file| lines::element(&file.text, "InvariantGlobalization")));
    let note = |facts: &mut Facts, certainty, span| facts.note(What::NeedsIcu, scene.stage, certainty, vec![span]);
    match (set, package, invariant) {
        _ if package.is_none() && project.is_some_and(|file| speaks_to_sql_server(&file.text)) => {
            scene.places().into_iter().take(1).for_each(|span| note(facts, Certainty::Likely, span));
            facts.facts.last_mut().into_iter().for_each(|fact| fact.companion = project.map(|file| file.path.clone()));
        }
        (Some((_, value)), ..) if is_true(&value.text) => {}
        (Some((_, value)), ..) => note(facts, Certainty::Certain, value.span),
        (_, Some((_, package)), _) => note(facts, Certainty::Certain, package.span),
        (_, _, Some("true")) => {}
        // Microsoft's Alpine, chiselled and distroless images run invariant unless told otherwise, and they run today.
        _ if is_invariant_by_default(&start_ground(scene).tag) => {}
        _ => {
            let certainty = if project.is_some() { Certainty::Likely } else { Certainty::Assumed };
            facts.note(What::NeedsIcu, scene.stage, certainty, scene.places());
        }
    }
}

/// `dotnet publish -p:InvariantGlobalization=true`, where the program is made.
fn is_published_invariant(scene: &Scene) -> bool {
    let stages = std::iter::once(scene.stage).chain(brought::source_stages(scene));
    let mut commands = stages.flat_map(|stage| brought::commands_of(scene, stage));
    let sets = |text: &str| text.to_ascii_lowercase().ends_with(":invariantglobalization=true");
    commands.any(|command| command.name() == "dotnet" && command.args.iter().any(|arg| sets(&arg.text)))
}

/// The client of SQL Server stops in invariant mode, whatever the program does with cultures
/// (github.com/dotnet/SqlClient, "Globalization Invariant Mode is not supported").
fn speaks_to_sql_server(project: &str) -> bool {
    ["Microsoft.Data.SqlClient", "System.Data.SqlClient", "EntityFrameworkCore.SqlServer"]
        .iter()
        .any(|name| project.contains(name))
}

fn is_true(text: &str) -> bool {
    text == "1" || text.eq_ignore_ascii_case("true")
}

fn is_invariant_by_default(tag: &str) -> bool {
    (tag.contains("alpine") || tag.contains("chiseled") || tag.contains("distroless")) && !tag.contains("extra")
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn dotnet_needs_icu_unless_invariant() {
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nENTRYPOINT [\"dotnet\", \"a.dll\"]";
        check(file, &["needs-icu"]);
        let invariant = "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1\nENTRYPOINT [\"dotnet\", \"a.dll\"]";
        lacks(invariant, "needs-icu");
        let published = "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS b\nRUN dotnet publish -p:InvariantGlobalization=true -o /out\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY --from=b /out /app\nENTRYPOINT [\"dotnet\", \"/app/a.dll\"]";
        lacks(published, "needs-icu");
        check(&published.replace("true", "false"), &["needs-icu"]);
        lacks("FROM python:3.13\nCMD [\"python\", \"a.py\"]", "needs-icu");
    }
}
