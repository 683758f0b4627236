//! The page starts, in every engine, without a word of complaint and without asking anybody else for anything.

browser::page_tests! { in chromium, firefox, webkit:
    fn starts(page) {
        page.open("");
        page.wait("#verdict-line");
        page.shot("start");
        page.calm();
    }

in chromium, firefox, webkit:
    /// The probe itself works: a test that is calm in spite of an error would be worthless.
    fn notices(page) {
        page.open("");
        page.wait("main");
        page.run("console.error('deliberate'); document.body.setAttribute('style', 'color: red')", &[]);
        page.run("const image = new Image(); image.src = 'https://example.invalid/x.png'; document.body.append(image)", &[]);
        page.wait_until("return (globalThis.basewiseNoted ?? []).length >= 3", &[]);
        let errors = page.errors();
        for part in ["deliberate", "style-src", "img-src"] {
            assert!(errors.iter().any(|error| error.contains(part)), "{part} is missing in {errors:#?}");
        }
    }
}
