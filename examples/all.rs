use basewise::wishes::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let shape = args.next().unwrap();
    for dir in args {
        let text = std::fs::read_to_string(format!("{dir}/Dockerfile")).unwrap();
        let mut companions = vec![];
        for e in std::fs::read_dir(&dir).unwrap().flatten() {
            let n = e.file_name().into_string().unwrap();
            if n != "Dockerfile" {
                companions.push(Companion { path: n, text: std::fs::read_to_string(e.path()).unwrap() });
            }
        }
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let advice = basewise::conclude(&Input { companions, ..Input::pasted(&text) }, &wishes);
        println!("=================== {dir} {:?} {}", advice.outcome, advice.headline);
        for one in &advice.recommendations {
            let c = &one.candidate;
            let s = format!("{:?}", c.choice.shape).to_lowercase();
            let w = basewise::rewrite::apply(&advice, c, &wishes);
            println!(
                "  # {} {} {:?} points {} leads {} written {}",
                c.image().reference,
                s,
                c.verdict,
                one.score.total,
                one.leads,
                w.is_some()
            );
            for o in &c.objections {
                if !matches!(o.weight, basewise::rules::Weight::Risk) {
                    println!("       {:?} {}: {}", o.weight, o.rule, o.text);
                }
            }
            if shape == "list" || (s != shape && shape != "any") {
                continue;
            }
            let Some(w) = w else { continue };
            println!("{}", w.dockerfile);
            for l in w.left_to_you {
                println!("   LEFT {}", l.text);
            }
        }
    }
}
