//! What the file stands on now, and how a base considered compares with it.

use super::languages::runtimes;
use super::{Case, Choice, Shape};
pub use crate::catalogue::cycle_state as state;
use crate::catalogue::{self, Cycle, Found, Image, Lifecycle, Match, Purpose};
use crate::evidence::Standing;
use crate::order;
use crate::shell::Command;
use crate::source::Span;
use crate::stages::{Base, Does, ImageRef, Origin, Role, Stage, Step};

/// A stage that names an image of its own, and what is known of that image.
pub struct Footing<'a> {
    pub stage: &'a Stage,
    pub found: &'a Found,
    pub written: &'a ImageRef,
    /// What ships stands on it.
    pub shipped: bool,
}

impl Footing<'_> {
    pub fn image(&self) -> &Image {
        &self.found.image
    }

    /// Whether the tag names no release line: its makers move it to the next one.
    pub fn moves_on(&self) -> bool {
        let tag = self.written.tag.as_deref().unwrap_or("latest");
        let moves = self.written.tag.is_none() || self.found.matched == Match::Floating;
        moves && !names_line(self.image(), tag)
    }
}

/// `3.13-slim` names a line of Python, `3` does not; `bookworm` names one of Debian, `noetic` one of ROS.
fn names_line(image: &Image, tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or(tag);
    let lettered = first.starts_with(|letter: char| letter.is_ascii_lowercase());
    if lettered && image.runtime.as_ref().is_some_and(|runtime| runtime.version.as_deref() == Some(first)) {
        return true;
    }
    let name = image.runtime.as_ref().map_or("", |runtime| runtime.name);
    let os = image.os.as_ref().filter(|_| name.is_empty());
    match os {
        Some(os) => {
            os.codename == Some(first)
                || first.len() >= os.version.map_or(1, str::len) && first.starts_with(|c: char| c.is_ascii_digit())
        }
        None => runtimes::line(name, first).is_some(),
    }
}

impl<'a> Case<'a> {
    /// Every base that takes part in the build and that we know, in order.
    pub fn footings(&self) -> Vec<Footing<'a>> {
        self.build.stages.iter().filter_map(|stage| self.footing(stage)).collect()
    }

    fn footing(&self, stage: &'a Stage) -> Option<Footing<'a>> {
        if stage.role == Role::Unused { None } else { self.stands(stage) }
    }

    /// What a stage stands on, whether it takes part or not.
    pub fn stands(&self, stage: &'a Stage) -> Option<Footing<'a>> {
        let Base::Image(written) = &stage.base else { return None };
        let Standing::Known(found, _) = self.facts.standings.get(stage.index)? else { return None };
        Some(Footing { stage, found, written, shipped: self.carries(stage.index) })
    }

    /// Whether what ships stands on this stage.
    pub fn carries(&self, index: usize) -> bool {
        let carried = self
            .once
            .carried
            .get_or_init(self.facts, || self.build.shipped.map(|at| self.build.carried(at)).unwrap_or_default());
        carried.get(index) == Some(&true)
    }

    /// The base that ships today.
    pub fn shipped(&self) -> Option<Footing<'a>> {
        self.build.stages.iter().filter_map(|stage| self.footing(stage)).find(|footing| footing.shipped)
    }

    pub fn present(&self) -> Option<&'a Image> {
        self.standing()?.image()
    }

    /// Nobody cares for the present base any more: it cannot stay.
    pub fn is_over(&self) -> bool {
        let lives = |image| catalogue::lifecycle(image, &self.wishes.today) <= Lifecycle::EndingSoon;
        !self.present().is_some_and(lives)
    }

    /// The base that ships, as the file names it.
    pub fn written(&self) -> &'a str {
        let bottom = self.build.shipped.and_then(|at| self.build.bottom(at));
        bottom.map_or("", |stage| stage.from.text.as_str())
    }

    /// Steps of what ships, those of the stages under it first.
    pub fn steps(&self) -> &[&'a Step] {
        &self.once.steps
    }

    /// What the RUNs of what ships call, in order.
    pub fn commands(&self) -> impl Iterator<Item = &'a Command> + Clone + '_ {
        self.once.commands.iter().copied()
    }

    /// Whether this is what the file has today, unchanged.
    pub fn stays(&self, choice: &Choice) -> bool {
        choice.shape == Shape::Swap
            && match self.standing() {
                Some(Standing::Scratch) => choice.image.is_nothing(),
                Some(standing) => standing.image().is_some_and(|image| image.reference == choice.image.reference),
                None => false,
            }
    }

    /// Whether a COPY or ADD of what ships puts something at this path, or a whole root file system in place.
    pub fn brings(&self, path: &str) -> bool {
        let brought = &self.once.brought;
        let named = || brought.names.iter().any(|name| name.contains(path));
        brought.root || self.once.brings.get_or_init(self.facts, path, named)
    }

    /// A directory of libraries is copied, or a whole root file system; `build/libs/app.jar` of Gradle is no library.
    pub fn brings_libraries(&self) -> bool {
        let own = |name: &&str| name.contains("/lib") && !name.ends_with(".jar");
        self.once.brought.root || self.once.brought.names.iter().any(own)
    }

    /// Whether a COPY or ADD of what ships puts a file of this name in place, or a whole root file system.
    pub fn brings_file(&self, name: &str) -> bool {
        self.once.brought.root || self.once.brought.files.binary_search(&name).is_ok()
    }

    fn standing(&self) -> Option<&'a Standing> {
        self.facts.standings.get(self.build.shipped?)
    }

    /// The instruction that holds a span.
    pub fn instruction(&self, span: Span) -> Option<usize> {
        let all = &self.build.tree.instructions;
        let at = all.partition_point(|one| one.span.start <= span.start).checked_sub(1)?;
        all[at].span.contains(span).then_some(at)
    }

    /// Another release of the very image: the same repository and variant.
    pub fn is_sibling(&self, image: &Image) -> bool {
        self.present().is_some_and(|now| now.is_sibling_of(image))
    }

    /// The same product by the same hands: its repository in any variant, or the one that it moved to.
    pub fn is_same_make(&self, image: &Image) -> bool {
        let product = |now: &Image| now.purpose == Purpose::Application && succeeds(now, image);
        self.present().is_some_and(|now| now.repository == image.repository || product(now))
    }
}

/// Named by a base that was given up as what to move to.
pub fn succeeds(now: &Image, image: &Image) -> bool {
    // A reference as a row has it, Alpine's with its release or without, or a repository with any tag.
    let names = |name: &String| {
        let repository = || image.reference.rsplit_once(':').map(|(repository, _)| repository);
        let released = || name.ends_with("-alpine") && image.reference.starts_with(name);
        image.reference == *name || repository() == Some(name) || released()
    };
    now.lifecycle.retired.as_ref().is_some_and(|gone| gone.replacement.iter().any(names))
}

/// What COPY and ADD of what ships put in place.
#[derive(Default)]
pub struct Brought<'a> {
    /// Sources and destinations as they are written.
    names: Vec<&'a str>,
    /// What they end in, sorted.
    files: Vec<&'a str>,
    /// One lays a whole root file system.
    root: bool,
}

impl<'a> Brought<'a> {
    pub(super) fn by(case: &Case<'a>) -> Brought<'a> {
        let bare = matches!(case.standing(), Some(Standing::Scratch));
        let mut brought = Brought::default();
        for step in case.steps() {
            let Does::Bring { sources, destination, add, from, .. } = &step.does else { continue };
            let to = destination.as_ref().map(|to| to.text.as_str()).unwrap_or_default();
            brought.names.push(to);
            for source in sources.iter().map(|source| source.text.as_str()) {
                // Of an address only the file's name says what it brings: every path of GitHub holds `/git`.
                let end = source.rfind('/').filter(|_| matches!(from, Origin::Url));
                brought.names.push(&source[end.unwrap_or(0)..]);
                brought.root |= to == "/" && is_root(source, *add, from, bare);
            }
        }
        brought.files = brought.names.iter().filter_map(|name| name.rsplit('/').next()).collect();
        order::sort(&mut brought.files);
        brought
    }
}

/// `/`, a directory of another stage or image such as Dart's `/runtime/`; on `scratch` `rootfs/` and
/// `ADD alpine-minirootfs.tar.gz /`, which are a few files laid over any other base.
fn is_root(source: &str, add: bool, from: &Origin, bare: bool) -> bool {
    if matches!(from, Origin::Stage(_) | Origin::Image(_)) {
        return source.ends_with('/') || matches!(source, "/." | "." | "./") || source.contains("root");
    }
    let archive = [".tar", ".tgz", ".txz"].iter().any(|end| source.contains(end));
    bare && (matches!(source, "/" | "/." | "." | "./") || source.contains("root") || add && archive)
}

/// Whether the whole repository was given up, not one of its tags.
pub fn is_given_up(image: &Image) -> bool {
    let whole = || catalogue::named(&image.repository).is_none_or(|latest| latest.lifecycle.retired.is_some());
    image.lifecycle.retired.is_some() && whole()
}

/// `debian 12` as people write it: `Debian 12`.
pub fn title(cycle: &Cycle) -> String {
    super::claims::sentence(cycle.of.clone().unwrap_or_default())
}
