//! Ruby: the working directory, and the gems where Bundler puts them.

use super::{Bench, Recipe, read};
use crate::evidence::trace::paths;
use crate::shell::{Arg, Command, Manager};

impl<'a> Bench<'a> {
    pub fn ruby(&self) -> Option<Recipe> {
        self.manages(Manager::Bundle).next()?;
        // Without a directory of its own the program lies in the root.
        let home = self.home()?;
        let mut copies = vec!["/usr/local/bundle".to_string()];
        for place in self.gems() {
            let place = paths::join(&home, place?);
            if !copies.iter().chain([&home]).any(|dir| read::is_in(&place, dir)) {
                copies.push(place);
            }
        }
        copies.extend(self.brought());
        Some(Recipe::of(copies))
    }

    /// Where else gems are put; `None` for a place that only the build knows
    /// ([bundle config: path](https://bundler.io/man/bundle-config.1.html)).
    fn gems(&self) -> impl Iterator<Item = Option<&'a str>> {
        let set = self.stage.config.env.iter().filter(|(name, _)| matches!(name.as_str(), "BUNDLE_PATH" | "GEM_HOME"));
        let told =
            self.commands().filter(|(_, command)| command.name() == "bundle").filter_map(|(_, command)| path(command));
        set.map(|(_, value)| value.known()).chain(told.map(|(path, known)| Some(path).filter(|_| known)))
    }
}

/// `bundle install --path /gems`, `bundle config set path /gems`.
fn path(command: &Command) -> Option<(&str, bool)> {
    let after = |pair: &'_ [Arg]| pair[0].text == "--path" || pair[0].text == "path" && command.has("config");
    let by_word = command.args.windows(2).find(|pair| after(pair)).map(|pair| (pair[1].text.as_str(), pair[1].known));
    by_word.or_else(|| command.args.iter().find_map(|arg| Some((arg.text.strip_prefix("--path=")?, arg.known))))
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::rewritten;

    #[test]
    fn gems_are_copied_from_where_bundler_puts_them() {
        let file = "FROM ruby:3.4-slim\nRUN apt-get update && apt-get install -y build-essential libpq-dev\nENV BUNDLE_PATH /gems\nWORKDIR /a\nCOPY . .\nRUN bundle install\nCMD [\"bundle\",\"exec\",\"puma\"]\n";
        let text = rewritten(file);
        assert!(text.contains("COPY --from=build /gems /gems\n"), "{text}");
        let flag = file.replace("ENV BUNDLE_PATH /gems\n", "").replace("bundle install", "bundle install --path /gems");
        assert!(rewritten(&flag).contains("COPY --from=build /gems /gems\n"), "{}", rewritten(&flag));
        let within = rewritten(&file.replace("/gems", "vendor/bundle"));
        assert!(within.contains("COPY --from=build /a /a\n") && !within.contains("--from=build /a/vendor"), "{within}");
    }
}
