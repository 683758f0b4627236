//! What the shipped stage installs, and what of it has to be there when the image runs.

use super::translated;
use crate::catalogue::packages::{Distro, OsPackage, Role, RunTime, command_package, os_package};
use crate::catalogue::{Image, Os, PackageManager};
use crate::evidence::asked;
use crate::evidence::needs::habit;
use crate::evidence::{Doing, Effect, Fact, What};
use crate::order;
use crate::rules::{Case, Change, Choice, Objection, Shape};
use crate::shell::{Command, Manager, Package};
use crate::stages::Launch;

/// One package that a RUN of the shipped stage installs.
#[derive(Clone, Copy)]
pub struct Install<'a> {
    /// Its place among all that are installed.
    pub place: usize,
    pub package: &'a Package,
    pub manager: Manager,
    pub effect: &'a Effect,
    /// The names it is written in.
    pub distro: Option<Distro>,
    /// The system whose archive it comes from, where the present base tells.
    pub os: Option<&'static str>,
    pub known: Option<OsPackage>,
    /// Whether the stage compiles or installs dependencies that may be compiled.
    pub compiled: bool,
}

impl Install<'_> {
    pub fn role(&self) -> Option<Role> {
        self.known.map(|package| package.role())
    }

    /// With its version; `libssl1.1/sid` as the file has it.
    pub fn written(&self, case: &Case) -> String {
        let (text, name) = (case.build.tree.source.slice(self.package.span), &self.package.name);
        match &self.package.version {
            Some(_) if text.starts_with(&format!("{name}/")) => text.into(),
            Some(version) => format!("{name}={version}"),
            None => name.clone(),
        }
    }

    /// Nothing but the build needs it, as far as its role tells.
    pub fn is_for_building(&self) -> bool {
        match self.role() {
            Some(Role::BuildOnly) => !self.is_unexplained(),
            role => role == Some(Role::Noise),
        }
    }

    /// A compiler or headers where nothing is compiled: the program itself may call for them. Of headers whose library
    /// is known, that library is what it may call for.
    pub fn is_unexplained(&self) -> bool {
        let library = || {
            let known = self.known.zip(self.distro);
            known.is_some_and(|(known, distro)| matches!(known.run_time(distro), RunTime::Packages(_)))
        };
        self.role() == Some(Role::BuildOnly) && !self.compiled && !library()
    }
}

impl<'a> Case<'a> {
    /// The reader says that nothing calls it.
    pub fn is_given_up(&self, install: &Install) -> bool {
        let name = &install.package.name;
        (habit::is_common(name) || habit::is_for_looking(name)) && self.answer(asked::HABIT) == Some("no")
    }

    /// The command an effect speaks of.
    pub fn command(&self, effect: &Effect) -> Option<&'a Command> {
        self.launch(effect.instruction)?.commands.get(effect.command)
    }

    pub fn launch(&self, instruction: usize) -> Option<&'a Launch> {
        *self.once.launches.get(instruction)?
    }

    /// What the commands of one RUN do. Effects stand in the order of the file.
    pub fn effects_of(&self, instruction: usize) -> &'a [Effect] {
        let effects = &self.facts.effects;
        let first = effects.partition_point(|effect| effect.instruction < instruction);
        let last = effects.partition_point(|effect| effect.instruction <= instruction);
        &effects[first..last.max(first)]
    }

    /// Packages that are there when the last RUN is done.
    pub fn installs(&self) -> &[Install<'a>] {
        &self.once.installs
    }

    pub(in crate::rules) fn read_kept(&self) -> Vec<Install<'a>> {
        let mut all = self.every_install().to_vec();
        let removals = self.facts.effects.iter().filter_map(|effect| Some((effect, removed(effect)?)));
        let mut gone: Vec<(&str, &Effect)> = removals
            .flat_map(|(effect, gone)| gone.iter().map(move |package| (package.name.as_str(), effect)))
            .collect();
        order::sort_by_key(&mut gone, |(name, _)| *name);
        let sweep = |effect: &&Effect| removed(effect).is_some() && self.command(effect).is_some_and(is_sweep);
        let sweeps: Vec<&Effect> = self.facts.effects.iter().filter(sweep).collect();
        all.retain(|install| !self.is_removed(install, &gone) && !self.is_swept(install, &sweeps));
        all
    }

    /// Everything that a RUN installs, what is removed again too.
    pub fn every_install(&self) -> &[Install<'a>] {
        &self.once.every_install
    }

    pub(in crate::rules) fn read_installs(&self) -> Vec<Install<'a>> {
        let os = self.present().and_then(|image| image.os.as_ref());
        let distro = self.present().and_then(written_for);
        let compiled = self.compiles();
        let all = self.facts.effects.iter().flat_map(|effect| read(effect, os, distro, compiled));
        all.enumerate().map(|(place, install)| Install { place, ..install }).collect()
    }

    /// Whether a RUN of what ships compiles, or installs dependencies that may be compiled.
    pub fn compiles(&self) -> bool {
        let does =
            |effect: &Effect| matches!(effect.does, Doing::BuildProgram { .. } | Doing::InstallDependencies { .. });
        *self.once.compiles.get_or_init(self.facts, || self.facts.effects.iter().any(does))
    }

    /// What one command installs. They stand as the effects do, which lie one behind the other.
    pub fn installs_by(&self, effect: &Effect) -> std::slice::Iter<'_, Install<'a>> {
        let all = self.every_install();
        let first = all.partition_point(|install| std::ptr::from_ref(install.effect) < effect);
        let count = all[first..].partition_point(|install| std::ptr::eq(install.effect, effect));
        all[first..first + count].iter()
    }

    /// What the commands of one RUN install.
    pub fn installs_of(&self, instruction: usize) -> &[Install<'a>] {
        let all = self.every_install();
        let first = all.partition_point(|install| install.effect.instruction < instruction);
        let own = all[first..].iter().take_while(|install| install.effect.instruction == instruction);
        &all[first..first + own.count()]
    }

    /// Whether a command installs anything that the program may call for: not for people, the build or the health check
    /// alone.
    pub fn installs_to_run(&self, effect: &Effect) -> bool {
        use Role::{BuildOnly, Debug, Noise};
        let checks = |fact: &Fact, name: &str| match &fact.what {
            What::NeedsTool { tool, health_check_only } => *health_check_only && tool == name,
            _ => false,
        };
        self.installs_by(effect).any(|install| {
            let aside = matches!(install.role(), Some(BuildOnly | Debug | Noise));
            !aside && !self.facts.find("needs-tool").any(|fact| checks(fact, &install.package.name))
        })
    }

    /// Removed by name or group; what goes is sorted by name, and one name's removals stand as in the file.
    fn is_removed(&self, install: &Install, gone: &[(&str, &Effect)]) -> bool {
        let group = self.command(install.effect).and_then(|c| c.packages.as_ref()).and_then(|p| p.group.as_deref());
        let goes = |name: &str| {
            let last = gone[..gone.partition_point(|(other, _)| *other <= name)].last();
            last.is_some_and(|(other, effect)| *other == name && is_after(effect, install.effect))
        };
        goes(&install.package.name) || group.is_some_and(goes)
    }

    /// `apt-mark auto '.*'` between install and `apt-get purge --auto-remove`: what the RUN installed goes, but for what
    /// it marks by name or had installed before it looked (`apt-mark showmanual`).
    fn is_swept(&self, install: &Install, sweeps: &[&Effect]) -> bool {
        let first = sweeps.partition_point(|sweep| sweep.instruction < install.effect.instruction);
        let same = |sweep: &&&Effect| sweep.instruction == install.effect.instruction;
        let mut here = sweeps[first..].iter().take_while(same);
        here.any(|sweep| is_after(sweep, install.effect) && self.marks_before(install, sweep))
    }

    fn marks_before(&self, install: &Install, sweep: &Effect) -> bool {
        let Some(launch) = self.launch(sweep.instruction) else { return false };
        let between = launch.commands.get(install.effect.command + 1..sweep.command).unwrap_or_default();
        let name = &install.package.name;
        let marks = |does: &str, what: &[&str]| {
            let mut marks = between.iter().filter(|command| command.name() == "apt-mark" && command.has(does));
            marks.any(|mark| what.iter().any(|what| mark.has(what)))
        };
        let kept = marks("manual", &[name]) || marks("showmanual", &["showmanual"]);
        !kept && marks("auto", &[".*", "*", name])
    }
}

fn is_sweep(command: &Command) -> bool {
    const SWEEPS: [&str; 4] = ["autoremove", "autopurge", "--auto-remove", "--autoremove"];
    command.args.iter().any(|arg| SWEEPS.contains(&arg.text.as_str()))
}

fn is_after(effect: &Effect, other: &Effect) -> bool {
    (effect.instruction, effect.command) > (other.instruction, other.command)
}

fn removed(effect: &Effect) -> Option<&Vec<Package>> {
    match &effect.does {
        Doing::RemovePackages { packages } => Some(packages),
        _ => None,
    }
}

/// The release whose package names the file has. A tag given up long ago stood on an older Debian, whichever it was.
fn written_for(image: &Image) -> Option<Distro> {
    let os = image.os.as_ref()?;
    let old = os.name == "debian" && os.version.is_none() && image.lifecycle.retired.is_some();
    if old { Some(Distro::Debian12) } else { Distro::of(os) }
}

fn read<'a>(effect: &'a Effect, os: Option<&Os>, distro: Option<Distro>, compiled: bool) -> Vec<Install<'a>> {
    let Doing::InstallPackages { manager, packages } = &effect.does else { return Vec::new() };
    let distro = distro.filter(|distro| manages(*distro) == *manager).or_else(|| usual(*manager));
    let install = |package: &'a Package| Install {
        place: 0,
        package,
        manager: *manager,
        effect,
        distro,
        os: os.map(|os| os.name),
        known: distro.filter(|_| package.known).and_then(|distro| os_package(&package.name, distro)),
        compiled,
    };
    packages.iter().map(install).collect()
}

fn manages(distro: Distro) -> Manager {
    match distro {
        Distro::Debian12 | Distro::Debian13 | Distro::Ubuntu => Manager::Apt,
        Distro::Alpine | Distro::Wolfi => Manager::Apk,
        Distro::Fedora => Manager::Dnf,
    }
}

/// Whose names a manager speaks when the base is not known.
fn usual(manager: Manager) -> Option<Distro> {
    match manager {
        Manager::Apt => Some(Distro::Debian13),
        Manager::Apk => Some(Distro::Alpine),
        Manager::Dnf => Some(Distro::Fedora),
        _ => None,
    }
}

/// The manager in the words of the shell.
pub fn manager_of(image: &Image) -> Option<Manager> {
    match image.package_manager {
        PackageManager::Apt => Some(Manager::Apt),
        PackageManager::Apk => Some(Manager::Apk),
        PackageManager::Dnf | PackageManager::Microdnf | PackageManager::Yum | PackageManager::Tdnf => {
            Some(Manager::Dnf)
        }
        PackageManager::Zypper => Some(Manager::Zypper),
        PackageManager::Pacman => Some(Manager::Pacman),
        PackageManager::Other | PackageManager::None | PackageManager::Unknown => None,
    }
}

/// The program people type.
pub fn manager_name(image: &Image) -> &'static str {
    match image.package_manager {
        PackageManager::Apt => "apt-get",
        PackageManager::Apk => "apk",
        PackageManager::Dnf => "dnf",
        PackageManager::Microdnf => "microdnf",
        PackageManager::Yum => "yum",
        PackageManager::Tdnf => "tdnf",
        PackageManager::Zypper => "zypper",
        PackageManager::Pacman => "pacman",
        PackageManager::Other | PackageManager::None | PackageManager::Unknown => "",
    }
}

/// Whether the installs of the file can go on being made on this base.
pub fn keeps_installing(choice: &Choice) -> bool {
    choice.image.shell != crate::catalogue::Tri::No && manager_of(&choice.image).is_some()
}

/// Whether the change that one of these asks for installs a tool.
pub fn are_to_bring(told: &[Objection], image: &Image, tool: &str) -> bool {
    let names = translated::distro(image).map(|distro| command_package(tool, distro)).unwrap_or_default();
    // `build-essential`, `build-base`
    let brings = |name: &str| names.iter().any(|of| of.name == name) || tool == "make" && name.starts_with("build-");
    told.iter().any(|one| match &one.change {
        Some(Change::Install { packages }) => packages.iter().any(|name| brings(name)),
        _ => false,
    })
}

/// Whether a package has a part in the image that ships in this shape: what only builds moves up in a split.
pub fn ships(install: &Install, choice: &Choice) -> bool {
    choice.shape == Shape::Swap || !install.is_for_building()
}

/// The distribution by name.
pub fn offered_by(choice: &Choice) -> String {
    choice.image.os.as_ref().map(|os| os.title()).unwrap_or_else(|| choice.image.reference.clone())
}
