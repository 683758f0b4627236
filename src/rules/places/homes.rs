//! Where images keep their runtimes.

use crate::catalogue::{Family, Image};

/// A runtime's place on a family of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    pub name: &'static str,
    pub program: &'static str,
    pub aliases: &'static [&'static str],
    /// What below it moves along.
    pub roots: &'static [&'static str],
}

impl Home {
    /// `None` where no source tells.
    pub fn of(image: &Image) -> Option<Home> {
        let name = image.runtime.as_ref()?.name;
        let official = image.repository.starts_with("docker.io/library/");
        let place = match image.family {
            Family::Distroless => Place::Distroless,
            Family::Wolfi => Place::Wolfi,
            _ if official => Place::Official,
            _ => return None,
        };
        HOMES.iter().find(|(at, home)| *at == place && home.name == name).map(|(_, home)| *home)
    }

    /// Where a distribution's own packages put it, as Wolfi's do.
    pub fn of_system(name: &str) -> Option<Home> {
        HOMES.iter().find(|(at, home)| *at == Place::Wolfi && home.name == name).map(|(_, home)| *home)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Official,
    Distroless,
    Wolfi,
}

/// From the images' own build files.
const HOMES: &[(Place, Home)] = &[
    (
        Place::Official,
        Home {
            name: "python",
            program: "/usr/local/bin/python3",
            aliases: &["/usr/local/bin/python"],
            roots: &["/usr/local/lib/python", "/usr/local/bin/"],
        },
    ),
    (
        Place::Distroless,
        Home { name: "python", program: "/usr/bin/python3", aliases: &[], roots: &["/usr/lib/python"] },
    ),
    (
        Place::Wolfi,
        Home {
            name: "python",
            program: "/usr/bin/python3",
            aliases: &["/usr/bin/python"],
            roots: &["/usr/lib/python"],
        },
    ),
    (
        Place::Official,
        Home { name: "node", program: "/usr/local/bin/node", aliases: &[], roots: &["/usr/local/lib/node_modules"] },
    ),
    (Place::Distroless, Home { name: "node", program: "/nodejs/bin/node", aliases: &[], roots: &["/nodejs"] }),
    (Place::Wolfi, Home { name: "node", program: "/usr/bin/node", aliases: &[], roots: &["/usr/lib/node_modules"] }),
    (
        Place::Official,
        Home {
            name: "ruby",
            program: "/usr/local/bin/ruby",
            aliases: &[],
            roots: &["/usr/local/bundle", "/usr/local/lib/ruby"],
        },
    ),
    (Place::Wolfi, Home { name: "ruby", program: "/usr/bin/ruby", aliases: &[], roots: &["/usr/lib/ruby"] }),
    (
        Place::Official,
        Home {
            name: "php",
            program: "/usr/local/bin/php",
            aliases: &[],
            roots: &["/usr/local/lib/php", "/usr/local/etc/php"],
        },
    ),
    (Place::Wolfi, Home { name: "php", program: "/usr/bin/php", aliases: &[], roots: &["/usr/lib/php", "/etc/php"] }),
    (Place::Distroless, Home { name: "java", program: "/usr/bin/java", aliases: &[], roots: &["/usr/lib/jvm"] }),
    (Place::Wolfi, Home { name: "java", program: "/usr/bin/java", aliases: &[], roots: &["/usr/lib/jvm"] }),
];

/// Whether a path belongs to a runtime's own place.
pub fn is_of(path: &str, home: &Home) -> bool {
    path == home.program || home.aliases.contains(&path) || home.roots.iter().any(|root| path.starts_with(root))
}

/// Whether a path names the interpreter of another place.
pub fn is_other(path: &str, here: &Home) -> bool {
    let others =
        HOMES.iter().map(|(_, home)| home).filter(|home| home.name == here.name && home.program != here.program);
    let names = |home: &Home| path == home.program || home.aliases.contains(&path);
    !is_of(path, here) && others.into_iter().any(names)
}

/// A virtual environment.
pub fn is_venv(path: &str) -> bool {
    path.contains("venv")
}

/// The packages of an environment, or of the interpreter that installed them.
pub fn site_packages(path: &str, line: &str) -> String {
    let root = path.split("/bin").next().and_then(|path| path.split("/lib").next()).unwrap_or(path);
    let root = if is_venv(path) { root.trim_end_matches('/') } else { "/usr/local" };
    format!("{root}/lib/python{line}/site-packages")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_lie_below_the_environment() {
        assert_eq!(site_packages("/opt/venv/bin", "3.13"), "/opt/venv/lib/python3.13/site-packages");
        assert_eq!(site_packages("/app/.venv", "3.13"), "/app/.venv/lib/python3.13/site-packages");
        assert_eq!(site_packages("/usr/local/lib/python3.13", "3.13"), "/usr/local/lib/python3.13/site-packages");
    }
}
