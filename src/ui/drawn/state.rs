//! Everything the page remembers, and the one place where it changes.

use super::desk::as_text_areas_hold_it;
use super::room::{Room, Step};
use crate::advice::Advice;
use crate::pairs::Pairs;
use crate::ui::view::route::Route;
use crate::ui::view::rungs;
use crate::ui::view::typing::{edited_little, half_typed};
use crate::wishes::{Companion, Input, Leaning, Policy, Wishes};
use crate::words::Lang;
use std::rc::Rc;
use yew::prelude::*;

/// The state and the way to change it, as every component gets it.
pub type Page = UseReducerHandle<State>;

/// What every component is given.
#[derive(Properties, PartialEq, Clone)]
pub struct Given {
    pub page: Page,
}

/// Above this the engine is not asked: a clear limit instead of a page that hangs.
pub const LIMIT: usize = 1 << 20;
/// Nor above so many lines: judging each of them against every base would take many seconds.
pub const LINES: usize = 8_000;
/// Above this the engine is asked when typing pauses, not at every key.
pub const PAUSE_ABOVE: usize = 40_000;
/// An engine that took longer than so many milliseconds is asked when typing pauses, too.
const SLOW: f64 = 10.0;

#[derive(Clone)]
pub struct State {
    /// Grows with every change: two states are equal when it is.
    pub stamp: u64,
    pub route: Route,
    pub input: Input,
    /// The text is as a link holds it, and nobody's own yet.
    pub linked: bool,
    /// The reader's own files that a link has taken the place of, the newest last.
    pub kept: Vec<Rc<(Input, Wishes)>>,
    /// The browser would not keep them: they end with this visit.
    pub unkept: bool,
    /// 0 is the Dockerfile, then the companions.
    pub tab: usize,
    pub wishes: Wishes,
    /// For the text as it stands: squiggles and gutter.
    pub now: Rc<Advice>,
    /// What the panels tell: `now`, or the last good one while a line is half typed.
    pub shown: Rc<Advice>,
    pub health: Health,
    /// The claim that is lit, in the list and in the editor.
    pub lit: Option<String>,
    /// The rung that is compared with where you are.
    pub rung: Option<String>,
    pub side_by_side: bool,
    pub dialog: Option<Dialog>,
    pub notice: Option<Notice>,
    pub theme: Theme,
    pub leap: Option<Leap>,
    pub room: Room,
    /// Questions that were answered here, in words: an answered one is no longer asked.
    pub answered: Pairs<(String, String)>,
    /// Milliseconds the engine took last time.
    took: f64,
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        self.stamp == other.stamp
    }
}

/// How the advice stands to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Current,
    Empty,
    /// The last good advice is shown; the first line that is not finished.
    HalfTyped(u32),
    /// The text is long: the engine waits for a pause.
    Waiting,
    TooLarge,
    /// It broke the page last time: shown, not read.
    Unread,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    Share,
    Help,
    Policy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    /// As the style sheet knows it.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// A word to the reader that goes away by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub text: String,
    pub undo: Option<Undo>,
    pub number: u64,
}

/// A change of the page's that can be taken back while the text is as it left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Undo {
    pub before: String,
    pub after: String,
}

/// A place in the text the editor is to go to. The number tells two leaps to one place apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leap {
    pub start: u32,
    pub end: u32,
    pub focus: bool,
    pub number: u64,
}

pub enum Action {
    Typed(String),
    /// Typing paused: what is half typed now stands.
    Settle,
    /// Another text in place of this one: an example, a file, a link.
    Load(Input, Option<Wishes>),
    /// As `Load`, and not read.
    Unread(Input),
    AddCompanion(Companion),
    DropCompanion(usize),
    Tab(usize),
    Lean(Leaning),
    /// A build argument's value; an empty one takes it back.
    Give(String, String),
    /// A question answered, or its answer taken back.
    Answer(String, Option<String>),
    SetPolicy(Option<Policy>),
    LoginIsFine(bool),
    Speak(Lang),
    Look(Theme),
    Light(Option<String>),
    Compare(Option<String>),
    SideBySide(bool),
    Open(Option<Dialog>),
    Say(String),
    /// The text changed by the page itself; what was before can be had back.
    Apply(String, String),
    /// Takes back the change that the notice speaks of.
    Undo,
    /// To the reader's own file, from the one of a link.
    Back,
    /// The address now holds the text.
    Linked,
    /// Whether the browser refuses to keep the reader's own files.
    Unkept(bool),
    Hush(u64),
    Go(Route),
    Leap(u32, u32, bool),
    /// Something happens in the workshop.
    Room(Step),
}

impl State {
    pub fn new(input: Input, wishes: Wishes, route: Route, theme: Theme) -> State {
        let mut state = State::unread(input, wishes, route, theme);
        state.advise_now();
        state
    }

    /// A text that the engine is not asked about until it changes.
    pub fn unread(input: Input, wishes: Wishes, route: Route, theme: Theme) -> State {
        let input = as_text_areas_hold_it(input);
        let now = Rc::new(crate::advise(&Input::default(), &wishes));
        State {
            stamp: 0,
            route,
            input,
            linked: false,
            kept: Vec::new(),
            unkept: false,
            tab: 0,
            wishes,
            shown: now.clone(),
            now,
            health: Health::Unread,
            lit: None,
            rung: None,
            side_by_side: false,
            dialog: None,
            notice: None,
            theme,
            leap: None,
            room: Room::kept(),
            answered: Pairs::default(),
            took: 0.0,
        }
    }

    pub fn lang(&self) -> Lang {
        self.wishes.lang
    }

    /// The text of the open tab.
    pub fn text(&self) -> &str {
        match self.tab.checked_sub(1).and_then(|at| self.input.companions.get(at)) {
            Some(companion) => &companion.text,
            None => &self.input.text,
        }
    }

    /// The rung the reader looks at: the one they chose, else the advised one.
    pub fn recommendation(&self) -> Option<&crate::advice::Recommendation> {
        let all = &self.shown.recommendations;
        let chosen = self.rung.as_deref().and_then(|image| {
            rungs::rungs(&self.shown, &self.wishes.today).into_iter().find(|rung| rung.image == image)
        });
        match chosen {
            Some(rung) => all.get(rung.at),
            None => all.first(),
        }
    }

    fn set_text(&mut self, text: String) {
        match self.tab.checked_sub(1).and_then(|at| self.input.companions.get_mut(at)) {
            Some(companion) => companion.text = text,
            None => self.input.text = text,
        }
    }

    /// Says something; where the text before is given, the change can be undone.
    pub fn say(&mut self, text: String, before: Option<String>) {
        let undo = before.map(|before| Undo { before, after: self.input.text.clone() });
        self.notice = Some(Notice { text, undo, number: self.stamp });
    }

    fn advise(&mut self, patience: Patience) {
        let text = &self.input.text;
        if text.len() > LIMIT || text.len() > LINES && text.bytes().filter(|byte| *byte == b'\n').count() > LINES {
            self.health = Health::TooLarge;
            return;
        }
        if patience != Patience::None && (self.input.text.len() > PAUSE_ABOVE || self.took > SLOW) {
            self.health = Health::Waiting;
            return;
        }
        let begun = js_sys::Date::now();
        self.now = Rc::new(crate::advise(&self.input, &self.wishes));
        self.took = js_sys::Date::now() - begun;
        self.health = self.judge(patience);
        if !matches!(self.health, Health::HalfTyped(_)) {
            self.shown = self.now.clone();
            self.forget_missing_rung();
        }
        self.judge_task();
    }

    pub fn advise_now(&mut self) {
        self.advise(Patience::None);
    }

    /// Another text: nothing in it is lit, no rung of it is looked at.
    pub fn forget_view(&mut self) {
        (self.tab, self.lit, self.rung) = (0, None, None);
    }

    fn judge(&self, patience: Patience) -> Health {
        if self.input.text.trim().is_empty() {
            return Health::Empty;
        }
        let near = edited_little(self.shown.build.tree.source.text(), &self.input.text);
        match half_typed(&self.now, &self.shown) {
            Some((line, firm)) if near && (firm || patience == Patience::Typing) => Health::HalfTyped(line),
            _ => Health::Current,
        }
    }

    fn forget_missing_rung(&mut self) {
        let there =
            |image: &String| self.shown.recommendations.iter().any(|r| r.candidate.choice.image.reference == *image);
        self.rung = self.rung.take().filter(there);
    }
}

/// Whether the reader is in the middle of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Patience {
    None,
    Typing,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.stamp += 1;
        next.change(action);
        next.forget_undo(&self.route);
        Rc::new(next)
    }
}

impl State {
    fn change(&mut self, action: Action) {
        match action {
            Action::Typed(text) => {
                if text != self.text() {
                    self.edited();
                }
                self.set_text(text);
                self.advise(Patience::Typing);
            }
            Action::Settle => self.advise_now(),
            Action::Load(input, wishes) => self.load(input, wishes),
            Action::Unread(input) => (self.input, self.health) = (as_text_areas_hold_it(input), Health::Unread),
            Action::AddCompanion(companion) => self.add_companion(companion),
            Action::DropCompanion(at) => self.drop_companion(at),
            Action::Tab(tab) => self.tab = tab.min(self.input.companions.len()),
            Action::Apply(text, note) => {
                let before = self.exchange(text);
                self.say(note, Some(before));
            }
            Action::Undo => self.undo(),
            Action::Back => self.back(),
            Action::Linked => self.linked = true,
            Action::Unkept(unkept) => self.unkept = unkept,
            Action::Compare(image) => self.rung = image,
            Action::SideBySide(on) => self.side_by_side = on,
            Action::Light(key) => self.lit = key,
            Action::Open(dialog) => self.dialog = dialog,
            Action::Say(text) => self.say(text, None),
            Action::Hush(number) => self.notice = self.notice.take().filter(|notice| notice.number != number),
            Action::Go(route) => {
                self.route = route;
                self.settle();
                self.come_home();
            }
            Action::Room(step) => self.step(step),
            Action::Look(theme) => self.theme = theme,
            Action::Leap(start, end, focus) => {
                self.tab = 0;
                self.leap = Some(Leap { start, end, focus, number: self.stamp });
            }
            wish => self.wish(wish),
        }
    }

    fn wish(&mut self, action: Action) {
        if !matches!(action, Action::Speak(_)) {
            self.edited();
        }
        match action {
            Action::Lean(leaning) => self.wishes.leaning = leaning,
            Action::Answer(question, Some(answer)) => self.answer(question, answer),
            Action::Answer(question, None) => {
                self.wishes.answers.remove(&question);
                self.answered.remove(&question);
            }
            Action::Give(name, value) if value.is_empty() => self.input.build_args.remove(&name),
            Action::Give(name, value) => self.input.build_args.insert(name, value),
            Action::SetPolicy(policy) => self.wishes.policy = policy,
            Action::LoginIsFine(fine) => self.wishes.login_is_fine = fine,
            Action::Speak(lang) => self.wishes.lang = lang,
            _ => return,
        }
        // What broke the page is read when its text changes, not because of another language.
        if self.health != Health::Unread {
            self.advise_now();
        }
    }

    fn answer(&mut self, question: String, answer: String) {
        let asked = self.shown.questions.iter().find(|asked| asked.id == question);
        let words = asked.map(|asked| {
            let label = asked.answers.iter().find(|one| one.value == answer).map(|one| one.label.clone());
            (asked.text.clone(), label.unwrap_or_else(|| answer.clone()))
        });
        self.answered.insert(question.clone(), words.unwrap_or_else(|| (question.clone(), answer.clone())));
        self.wishes.answers.insert(question, answer);
    }
}
