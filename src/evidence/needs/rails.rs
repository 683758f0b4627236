//! Rails, whose own gems are compiled, whatever the Gemfile that we were not given adds to them.

use crate::evidence::Scene;
use crate::evidence::running::brought;
use crate::shell::{Command, Manager};
use crate::stages::Launch;

/// Of what `rails new` puts into a Gemfile, the gems that are published as source alone
/// ([its template](https://github.com/rails/rails/blob/main/railties/lib/rails/generators/rails/app/templates/Gemfile.tt)):
/// its Dockerfile installs `build-essential` for them.
pub const COMPILED: [&str; 2] = ["puma", "bootsnap"];

/// A RUN bundles, and `rails` is called.
pub fn is_bundled(scene: &Scene, stages: &[usize], manifest: &Command) -> bool {
    let bundles = manifest.packages.as_ref().is_some_and(|action| action.manager == Manager::Bundle);
    let config = scene.build.stages.get(scene.stage).map(|stage| &stage.config);
    let launches = config.into_iter().flat_map(|config| config.entrypoint.iter().chain(&config.cmd));
    let started = launches.clone().flat_map(|launch| &launch.commands);
    let run = stages.iter().flat_map(|stage| brought::commands_of(scene, *stage));
    bundles && (started.chain(run).any(calls) || launches.clone().any(begins_with_it))
}

/// The Gemfile names Rails, and no lock file all that comes with it.
pub fn is_listed(scene: &Scene) -> bool {
    let is_gem = |line: &str| ["gem 'rails'", "gem \"rails\""].iter().any(|gem| line.trim_start().starts_with(gem));
    let listed = scene.input.companion("Gemfile").is_some_and(|file| file.text.lines().any(is_gem));
    listed && scene.input.companion("Gemfile.lock").is_none()
}

fn is_rails(text: &str) -> bool {
    text.rsplit('/').next() == Some("rails")
}

fn calls(command: &Command) -> bool {
    // `bundle exec rake assets:precompile`, which is Rails' own task
    // ([its guide](https://guides.rubyonrails.org/asset_pipeline.html#precompiling-assets)).
    if matches!(command.name(), "bundle" | "rake" | "bin/rake") && command.has("assets:precompile") {
        return true;
    }
    let passes_on = matches!(command.name(), "bundle" | "ruby" | "sh" | "bash" | "bin/rails");
    is_rails(&command.program.text) || passes_on && command.args.iter().take(3).any(|arg| is_rails(&arg.text))
}

/// A CMD that an entrypoint of the file's own starts.
fn begins_with_it(launch: &Launch) -> bool {
    launch.words.first().is_some_and(|word| is_rails(&word.text))
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, check_with, facts, lines};

    const FILE: &str = "FROM ruby:3.4\nRUN bundle install\nCMD [\"bundle\", \"exec\", \"rackup\"]";
    const COMPILED: &[&str] = &["native-package gem puma", "native-package gem bootsnap"];

    #[test]
    fn without_a_gemfile_the_program_that_is_called_tells() {
        check(&FILE.replace("\"rackup\"", "\"rails\", \"server\""), COMPILED);
        check(&FILE.replace("\"bundle\", \"exec\", \"rackup\"", "\"rails\", \"server\""), COMPILED);
        check(&FILE.replace("CMD", "RUN bin/rails assets:precompile\nCMD"), COMPILED);
        check(&FILE.replace("CMD", "RUN bundle exec rake assets:precompile\nCMD"), COMPILED);
        check(FILE, &["? needs-native-packages"]);
    }

    #[test]
    fn a_gemfile_that_names_rails_names_what_is_compiled() {
        check_with(FILE, &[("Gemfile", "source \"https://rubygems.org\"\n  gem 'rails', '~> 8.0'\n")], COMPILED);
        let none = |companions: &[(&str, &str)]| {
            let found = lines(&facts(FILE, companions));
            assert!(!found.iter().any(|line| line.contains("bootsnap")), "{found:?}");
        };
        none(&[("Gemfile", "# gem 'rails'\ngem \"rack\"\n")]);
        none(&[("Gemfile", "gem \"rails\"\n"), ("Gemfile.lock", "GEM\n  specs:\n    rack (3.1.0)\n")]);
    }
}
