//! Any text gets advice, in every form of report; what is rewritten is what the edits say, and reads no worse.

#![no_main]

use basewise::advice::Advice;
use basewise::dockerfile::Severity;
use basewise::report::{self, Format};
use basewise::wishes::{Input, Wishes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let wishes = Wishes::default();
    let advice = basewise::advise(&Input::pasted(text), &wishes);
    assert!(!advice.headline.is_empty());
    for format in [Format::Text, Format::Json, Format::Sarif, Format::Markdown, Format::Adr] {
        assert!(!report::one(&advice, &wishes, format).is_empty());
    }
    let Some(rewrite) = &advice.rewrite else { return };
    let mut made = text.to_string();
    for edit in rewrite.edits.iter().rev() {
        made.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(made, rewrite.dockerfile, "the edits give the text");
    let input = Input { build_args: rewrite.build_args.clone(), ..Input::pasted(&rewrite.dockerfile) };
    let after = basewise::conclude(&input, &wishes);
    assert!(errors(&after) <= errors(&advice), "it reads no worse:\n{}", rewrite.dockerfile);
});

fn errors(advice: &Advice) -> usize {
    advice.build.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
}
