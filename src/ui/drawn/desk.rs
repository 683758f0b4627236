//! What lies on the desk and whose it is: the reader's own file, or one that a link has put in its place.

use super::browser;
use super::state::State;
use crate::ui::view::examples;
use crate::ui::view::route::Route;
use crate::wishes::{Companion, Input, Wishes};
use std::rc::Rc;

impl State {
    /// The reader's own files with their wishes, the newest last; none where there is only what a link brought.
    pub fn own(&self) -> Vec<(&Input, &Wishes)> {
        let kept = self.kept.iter().map(|kept| (&kept.0, &kept.1));
        kept.chain((!self.linked).then(|| self.laid_aside())).collect()
    }

    /// The file on the desk; while a lesson lies there, the one that made room for it.
    pub fn laid_aside(&self) -> (&Input, &Wishes) {
        self.room.task.as_ref().map_or((&self.input, &self.wishes), |task| task.aside())
    }

    /// From now on the text is the reader's own, and must not stand under the link's address: a reload would bring the
    /// old one back. What is done in a lesson is done to the lesson.
    pub fn edited(&mut self) {
        if !self.linked || self.room.task.is_some() {
            return;
        }
        self.linked = false;
        if matches!(Route::read(&browser::fragment()), Route::Shared(_)) {
            browser::replace_fragment("#/");
        }
    }

    pub fn load(&mut self, input: Input, wishes: Option<Wishes>) {
        let input = as_text_areas_hold_it(input);
        if wishes.is_none() && self.answers_a_lesson(&input) {
            return;
        }
        self.route = Route::Advise;
        self.settle();
        if wishes.is_some() && !self.linked && is_own(&self.input, &self.wishes) && self.input.text != input.text {
            self.kept.push(Rc::new((self.input.clone(), self.wishes.clone())));
        }
        if wishes.is_none() {
            self.edited();
        }
        self.linked = wishes.is_some();
        self.wishes.answers.clear();
        let wishes = wishes.unwrap_or_else(|| self.wishes.clone());
        self.lay_own(input, wishes);
    }

    fn lay_own(&mut self, input: Input, wishes: Wishes) {
        self.input = input;
        self.wishes = Wishes { today: self.wishes.today.clone(), lang: self.wishes.lang, ..wishes };
        self.answered.clear();
        self.forget_view();
        self.advise_now();
    }

    /// The editor's own address: there the reader finds their own file, or makes the link's theirs.
    pub fn come_home(&mut self) {
        if self.linked && self.route == Route::Advise {
            self.back();
        }
    }

    /// The reader's own file again. What they made of the link's can be had back.
    pub fn back(&mut self) {
        let before = (!self.linked).then(|| self.input.text.clone());
        self.linked = false;
        let Some(kept) = self.kept.pop() else { return };
        self.lay_own(kept.0.clone(), kept.1.clone());
        if before.is_some() {
            let text = say!(self.lang(), en: "Your own file is back.", de: "Deine eigene Datei ist wieder da.", zh: "已恢复你自己的文件。");
            self.say(text, before);
        }
    }

    /// Another text of the Dockerfile, made by the page; gives the one before.
    pub fn exchange(&mut self, text: String) -> String {
        self.edited();
        let before = std::mem::replace(&mut self.input.text, text);
        self.tab = 0;
        self.advise_now();
        before
    }

    /// Takes back the change that the notice speaks of.
    pub fn undo(&mut self) {
        let Some(undo) = self.notice.take().and_then(|notice| notice.undo) else { return };
        self.exchange(undo.before);
        let text = say!(self.lang(), en: "Undone.", de: "Zurückgenommen.", zh: "已撤销。");
        self.say(text, None);
    }

    /// An undo is offered for the text that it belongs to, on the page where that was changed.
    pub fn forget_undo(&mut self, came_from: &Route) {
        let (text, here) = (&self.input.text, self.route == *came_from);
        self.notice.take_if(|notice| notice.undo.as_ref().is_some_and(|undo| !here || undo.after != *text));
    }

    pub fn add_companion(&mut self, mut companion: Companion) {
        self.edited();
        companion.text = companion.text.replace("\r\n", "\n").replace('\r', "\n");
        match self.input.companions.iter_mut().find(|other| other.path == companion.path) {
            Some(other) => *other = companion,
            None => self.input.companions.push(companion),
        }
        self.advise_now();
    }

    pub fn drop_companion(&mut self, at: usize) {
        self.edited();
        if at < self.input.companions.len() {
            self.input.companions.remove(at);
        }
        self.tab = 0;
        self.advise_now();
    }
}

/// Whether somebody would miss it: no example as it came, and not nothing.
fn is_own(input: &Input, wishes: &Wishes) -> bool {
    let text = &input.text;
    wishes.policy.is_some() || !text.trim().is_empty() && !examples::ALL.iter().any(|example| example.text == text)
}

/// Text areas know one line end only; the others would shift every place in the text.
pub fn as_text_areas_hold_it(mut input: Input) -> Input {
    let texts =
        std::iter::once(&mut input.text).chain(input.companions.iter_mut().map(|companion| &mut companion.text));
    for text in texts.filter(|text| text.contains('\r')) {
        *text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    input
}
