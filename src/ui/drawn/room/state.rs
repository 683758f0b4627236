//! What the workshop remembers, and how it changes. The one reducer of the page hands its steps on to here.

use crate::advice::Advice;
use crate::lessons::progress::{Progress, Record};
use crate::lessons::{Exercise, Fault, Judgement, Lesson, Pack, goal, pack, trial};
use crate::pairs::Pairs;
use crate::ui::drawn::state::{Health, State};
use crate::ui::drawn::storage;
use crate::ui::view::room::{self, Origin};
use crate::ui::view::route::Route;
use crate::wishes::{Companion, Input, Wishes};
use std::rc::Rc;

#[derive(Clone, Default)]
pub struct Room {
    pub open: Option<Rc<Open>>,
    /// Why there is no pack where one was asked for.
    pub trouble: Option<String>,
    pub progress: Progress,
    /// Grows when there is something new to keep.
    pub changes: u64,
    pub task: Option<Task>,
    /// The text of a pack that came from a file or was written here.
    pub own: Option<Rc<str>>,
}

/// The pack that lies open.
pub struct Open {
    pub key: String,
    pub origin: Origin,
    /// Where its progress is kept.
    pub shelf: String,
    pub pack: Pack,
    pub faults: Vec<Fault>,
    pub text: String,
}

/// The lesson that lies on the desk, in place of the reader's own file.
#[derive(Clone)]
pub struct Task {
    pack: Rc<Open>,
    at: usize,
    before: Rc<Advice>,
    pub judged: Vec<Judgement>,
    /// The solution is open.
    pub revealed: bool,
    aside: Aside,
}

/// The reader's own file, laid aside while a lesson is on the desk.
#[derive(Clone)]
struct Aside {
    input: Input,
    wishes: Wishes,
    answered: Pairs<(String, String)>,
}

pub enum Step {
    /// The text of a pack arrived.
    Take(String, Origin, String),
    /// It did not, and why.
    Miss(String),
    Hint,
    Reveal,
    /// The files of the lesson as they were, or as the solution has them.
    Lay(Exercise),
    Name(String),
    Merge(Progress),
    Forget,
}

impl Room {
    /// As it was left the last time, where the browser keeps anything.
    pub fn kept() -> Room {
        let progress = storage::get("progress").and_then(|text| Progress::read(&text)).unwrap_or_default();
        Room { progress, own: storage::get("pack").map(Into::into), ..Room::default() }
    }
}

impl Task {
    pub fn lesson(&self) -> &Lesson {
        &self.pack.pack.lessons[self.at]
    }

    /// What lay on the desk before.
    pub fn aside(&self) -> (&Input, &Wishes) {
        (&self.aside.input, &self.aside.wishes)
    }

    /// Every line of the goal is met.
    pub fn reached(&self) -> bool {
        !self.judged.is_empty() && self.judged.iter().all(|judgement| judgement.met)
    }
}

impl State {
    /// The record of the lesson on the desk.
    pub fn record(&self) -> Option<&Record> {
        let task = self.room.task.as_ref()?;
        self.room.progress.record(&task.pack.shelf, &task.lesson().id)
    }

    pub fn step(&mut self, step: Step) {
        match step {
            Step::Take(key, origin, text) => self.take_pack(key, origin, text),
            Step::Miss(why) => (self.room.open, self.room.trouble) = (None, Some(why)),
            Step::Hint => self.note(|record, lesson| record.hints = (record.hints + 1).min(lesson.hints.len())),
            Step::Reveal => self.reveal(),
            Step::Lay(files) => {
                self.input = input(&files);
                self.tab = 0;
                self.advise_now();
            }
            Step::Name(name) => self.room.progress.name = name,
            Step::Merge(progress) => self.room.progress.merge(progress),
            Step::Forget => self.room.progress = Progress::default(),
        }
        self.room.changes += 1;
    }

    fn take_pack(&mut self, key: String, origin: Origin, text: String) {
        let (pack, faults) = pack::read(&text);
        if origin == Origin::Own {
            self.room.own = Some(text.as_str().into());
        }
        self.room.trouble = None;
        self.room.open = Some(Rc::new(Open { shelf: room::shelf(&key, &pack), key, origin, pack, faults, text }));
        self.settle();
    }

    fn reveal(&mut self) {
        self.note(|record, _| record.shown |= record.done.is_none());
        if let Some(task) = &mut self.room.task {
            task.revealed = true;
        }
    }

    /// Writes in the record of the lesson on the desk.
    fn note(&mut self, write: impl FnOnce(&mut Record, &Lesson)) {
        let Some(task) = &self.room.task else { return };
        let lesson = task.lesson();
        write(self.room.progress.entry(&task.pack.shelf, &lesson.id), lesson);
    }

    /// Lays on the desk what the address names: a lesson, or the reader's own file.
    pub fn settle(&mut self) {
        let wanted = match (&self.route, &self.room.open) {
            (Route::Learn(key, Some(lesson)), Some(open)) if open.key == *key => {
                room::position(&open.pack, lesson).map(|at| (open.clone(), at))
            }
            _ => None,
        };
        match wanted {
            Some((open, at)) => self.lay(open, at),
            None => self.clear(),
        }
    }

    fn lay(&mut self, pack: Rc<Open>, at: usize) {
        if self.room.task.as_ref().is_some_and(|task| task.at == at && Rc::ptr_eq(&task.pack, &pack)) {
            return;
        }
        let aside = match self.room.task.take() {
            Some(task) => task.aside,
            None => Aside {
                input: std::mem::take(&mut self.input),
                wishes: self.wishes.clone(),
                answered: std::mem::take(&mut self.answered),
            },
        };
        let lesson = &pack.pack.lessons[at];
        self.wishes = Wishes { today: self.wishes.today.clone(), lang: self.wishes.lang, ..Wishes::default() };
        let before = Rc::new(trial::advise(&lesson.start, &self.wishes));
        let work = self.room.progress.record(&pack.shelf, &lesson.id).and_then(|record| record.work.as_ref());
        self.input = input(work.unwrap_or(&lesson.start));
        self.forget_view();
        self.room.task = Some(Task { pack: pack.clone(), at, before, judged: Vec::new(), revealed: false, aside });
        self.advise_now();
    }

    /// Gives the reader their own file back.
    fn clear(&mut self) {
        let Some(task) = self.room.task.take() else { return };
        let lang = self.wishes.lang;
        (self.input, self.answered) = (task.aside.input, task.aside.answered);
        self.wishes = Wishes { lang, ..task.aside.wishes };
        self.forget_view();
        self.advise_now();
    }

    /// A file that is opened while a lesson lies there is an answer to it.
    pub fn answers_a_lesson(&mut self, given: &Input) -> bool {
        if self.room.task.is_none() {
            return false;
        }
        let companions = if given.companions.is_empty() { &self.input.companions } else { &given.companions };
        let companions = companions.iter().map(|one| (one.path.clone(), one.text.clone())).collect();
        self.step(Step::Lay(Exercise { dockerfile: given.text.clone(), companions }));
        true
    }

    /// Holds the text on the desk against the goal. While a line is half typed the last judgement stays.
    pub fn judge_task(&mut self) {
        let (Some(task), Health::Current | Health::Empty) = (&mut self.room.task, self.health) else { return };
        let lesson = &task.pack.pack.lessons[task.at];
        task.judged = goal::judge(&lesson.goal, &task.before, &self.now, &self.wishes);
        let (reached, work) = (task.reached(), exercise(&self.input));
        let fresh = work != lesson.start;
        if !fresh && self.room.progress.record(&task.pack.shelf, &lesson.id).is_none() {
            return;
        }
        let record = self.room.progress.entry(&task.pack.shelf, &lesson.id);
        record.work = fresh.then_some(work);
        if reached && record.done.is_none() {
            record.done = Some(self.wishes.today.clone());
        }
        self.room.changes += 1;
    }
}

fn input(files: &Exercise) -> Input {
    let companions = files.companions.iter().map(|(path, text)| Companion { path: path.clone(), text: text.clone() });
    Input { companions: companions.collect(), ..Input::pasted(files.dockerfile.clone()) }
}

fn exercise(input: &Input) -> Exercise {
    let companions = input.companions.iter().map(|one| (one.path.clone(), one.text.clone())).collect();
    Exercise { dockerfile: input.text.clone(), companions }
}
