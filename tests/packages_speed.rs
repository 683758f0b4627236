//! A look-up reads a few lines of text, not the table: a thousand of each take milliseconds even without optimisation.

use basewise::catalogue::packages::{
    Class, Distro, Ecosystem, class_has_command, command, native, os_package, translate,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The mean of many look-ups.
fn mean(mut look_up: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..2000 {
        look_up();
    }
    start.elapsed() / 2000
}

/// 2 µs is the budget of an optimised build; without optimisation it is thirty times slower.
#[test]
fn look_ups_are_quick() {
    let limit = Duration::from_micros(if cfg!(debug_assertions) { 400 } else { 4 });
    let timed = [
        (
            "os_package",
            mean(|| {
                let _ = black_box(os_package(black_box("libpq-dev"), Distro::Debian12));
            }),
        ),
        (
            "os_package, none",
            mean(|| {
                let _ = black_box(os_package(black_box("no-such-thing"), Distro::Alpine));
            }),
        ),
        (
            "translate",
            mean(|| {
                let _ = black_box(translate(black_box("build-essential"), Distro::Debian12, Distro::Alpine));
            }),
        ),
        (
            "native",
            mean(|| {
                let _ = black_box(native(Ecosystem::Pip, black_box("psycopg2")));
            }),
        ),
        (
            "command",
            mean(|| {
                let _ = black_box(command(black_box("dig")));
            }),
        ),
        (
            "class_has_command",
            mean(|| {
                let _ = black_box(class_has_command(Class::DebianSlim12, black_box("curl")));
            }),
        ),
    ];
    for (what, time) in timed {
        println!("{what}: {time:?}");
        assert!(time < limit, "{what} takes {time:?}");
    }
}
