//! The common shape of a package manager's command line.

use super::{Action, Arg, Manager, Package, PackageAction};

/// What the value of an option is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Value,
    /// A manifest.
    File,
    /// The name of a virtual group.
    Group,
    /// The version of the packages named.
    Version,
    /// A package itself.
    Package,
}

/// How one tool is spoken to.
pub struct Grammar {
    pub manager: Manager,
    pub verbs: &'static [(&'static str, Action)],
    /// Options whose value is the next argument.
    pub valued: &'static [(&'static str, Takes)],
    /// What parts a name from its version: the first that stands in the word counts.
    pub version: &'static [&'static str],
    /// Without a verb.
    pub bare: Action,
}

/// A command line, sorted.
pub struct Sorted<'a> {
    pub verb: Option<&'a Arg>,
    pub rest: Vec<&'a Arg>,
    pub files: Vec<Arg>,
    pub group: Option<String>,
    pub version: Option<String>,
    pub named: Vec<Arg>,
    pub flags: Vec<Arg>,
}

impl Grammar {
    /// The whole reading, for a tool without peculiarities.
    pub fn read(&self, args: &[Arg]) -> PackageAction {
        self.action(self.sort(args))
    }

    pub fn sort<'a>(&self, args: &'a [Arg]) -> Sorted<'a> {
        let mut sorted = Sorted {
            verb: None,
            rest: vec![],
            files: vec![],
            group: None,
            version: None,
            named: vec![],
            flags: vec![],
        };
        let mut at = 0;
        let mut options = true;
        while let Some(arg) = args.get(at) {
            at += 1;
            if options && arg.text == "--" {
                options = false;
            } else if options && arg.text.len() > 1 && arg.text.starts_with('-') {
                at += self.option(&mut sorted, arg, args.get(at));
            } else if sorted.verb.is_none() {
                sorted.verb = Some(arg);
            } else {
                sorted.rest.push(arg);
            }
        }
        sorted
    }

    /// Takes an option in; how many arguments its value takes.
    fn option(&self, sorted: &mut Sorted, arg: &Arg, next: Option<&Arg>) -> usize {
        sorted.flags.push(arg.clone());
        let (name, joined) = match arg.text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (arg.text.as_str(), None),
        };
        let Some(&(_, takes)) = self.valued.iter().find(|(known, _)| *known == name) else { return 0 };
        let value = match (joined, next) {
            (Some(value), _) => Arg { text: value.to_string(), ..arg.clone() },
            (None, Some(next)) => next.clone(),
            (None, None) => return 0,
        };
        match takes {
            Takes::Value => {}
            Takes::File => sorted.files.push(value),
            Takes::Group => sorted.group = Some(value.text),
            Takes::Version => sorted.version = Some(value.text),
            Takes::Package => sorted.named.push(value),
        }
        usize::from(joined.is_none())
    }

    pub fn verb(&self, sorted: &Sorted) -> Action {
        let Some(verb) = sorted.verb else { return self.bare };
        self.verbs.iter().find(|(name, _)| *name == verb.text).map_or(Action::Other, |&(_, action)| action)
    }

    pub fn action(&self, sorted: Sorted) -> PackageAction {
        let action = self.verb(&sorted);
        let wheels = self.manager == Manager::Pip && action == Action::Build;
        let names = wheels || matches!(action, Action::Install | Action::Remove | Action::Upgrade);
        let words = sorted.rest.iter().copied().chain(&sorted.named).filter(|_| names);
        let mut packages: Vec<Package> = words.map(|arg| self.package(arg)).collect();
        for package in packages.iter_mut().filter(|package| package.version.is_none()) {
            package.version = sorted.version.clone();
        }
        let Sorted { files, group, flags, .. } = sorted;
        PackageAction { manager: self.manager, action, packages, files, group, flags }
    }

    pub fn package(&self, arg: &Arg) -> Package {
        let (name, version) = self.split(&arg.text);
        Package {
            name: name.to_string(),
            version: version.map(String::from),
            span: arg.span,
            known: !name.contains(['$', '*', '?']) && (arg.known || version.is_some_and(|v| v.contains(['$', '*']))),
        }
    }

    /// `name` and `version`; a separator at the very front is part of the name (`@scope/x`).
    fn split<'a>(&self, word: &'a str) -> (&'a str, Option<&'a str>) {
        for separator in self.version {
            // `libssl3/sid` is of a suite; `./chrome.deb` and `$DIR/a` are files.
            if *separator == "/" && (word.ends_with(".deb") || word.starts_with(['.', '/', '~', '$'])) {
                continue;
            }
            let Some(at) = word.char_indices().skip(1).find(|&(at, _)| word[at..].starts_with(separator)) else {
                continue;
            };
            return (&word[..at.0], Some(&word[at.0 + separator.len()..]));
        }
        (word, None)
    }
}
