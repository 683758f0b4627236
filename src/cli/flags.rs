//! The one registry of flags and commands: the parser and `--help` are derived from it.

use super::options::{Command, Options};
use crate::report::Format;
use crate::wishes::Leaning;
use crate::words::Lang;

/// A flag: its name, the word for its value, what it does, and how it is taken in.
pub(super) struct Flag {
    pub name: &'static str,
    /// `FILE` in `--policy FILE`; `None` for a flag that stands alone.
    pub value: Option<&'static str>,
    pub doc: fn(Lang) -> String,
    pub set: fn(&mut Options, &str) -> Result<(), String>,
}

/// A command: its name, what follows it, what it does.
pub(super) struct Verb {
    pub name: &'static str,
    pub follows: &'static str,
    pub command: Command,
    pub doc: fn(Lang) -> String,
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "advise",
        follows: "FILE…",
        command: Command::Advise,
        doc: |lang| {
            say!(lang,
                en: "which base to switch to, why, and what would break (the default; `-` reads standard input)",
                de: "welches Basis-Image passt, warum, und was bräche (Vorgabe; `-` liest die Standardeingabe)",
                zh: "该换成哪个基础镜像、为什么、会出什么问题（默认命令；`-` 读取标准输入）")
        },
    },
    Verb {
        name: "explain",
        follows: "[RULE]",
        command: Command::Explain,
        doc: |lang| {
            say!(lang,
                en: "the page of a rule; without a name, the list of rules",
                de: "die Seite einer Regel; ohne Namen die Liste der Regeln",
                zh: "显示一条规则的说明；不写名称则列出全部规则")
        },
    },
    Verb {
        name: "rewrite",
        follows: "FILE",
        command: Command::Rewrite,
        doc: |lang| {
            say!(lang,
                en: "the file with the advice applied (`--format diff` for the difference only)",
                de: "die Datei mit angewandtem Rat (`--format diff` zeigt nur den Unterschied)",
                zh: "输出按建议改好的文件（`--format diff` 只显示差异）")
        },
    },
    Verb {
        name: "catalogue",
        follows: "[IMAGE]",
        command: Command::Catalogue,
        doc: |lang| {
            say!(lang,
                en: "what is known of an image, with sources and dates",
                de: "was über ein Image bekannt ist, mit Quellen und Daten",
                zh: "关于某个镜像已知的信息，附来源与日期")
        },
    },
    Verb {
        name: "lessons",
        follows: "check|code …",
        command: Command::Lessons,
        doc: |lang| {
            say!(lang,
                en: "`check [FILE…]` checks lesson packs: starts unsolved, solutions solved, no trivial answer passes (the built-in course without a file); `code CODE [FILE]` reads the code of a finished course",
                de: "`check [FILE…]` prüft Lektionspakete: Anfänge ungelöst, Lösungen gelöst, keine triviale Antwort genügt (ohne Datei den eingebauten Kurs); `code CODE [FILE]` liest den Code eines beendeten Kurses",
                zh: "`check [FILE…]` 检查课程包：起点未解、答案可解、投机取巧无法通过（不给文件则检查内置课程）；`code CODE [FILE]` 读取结业代码")
        },
    },
    Verb {
        name: "read",
        follows: "FILE",
        command: Command::Read,
        doc: |lang| {
            say!(lang,
                en: "the file as Basewise reads it: stages, instructions, commands",
                de: "die Datei, wie Basewise sie liest: Stufen, Anweisungen, Befehle",
                zh: "Basewise 对文件的解读：阶段、指令、命令")
        },
    },
    Verb {
        name: "pages",
        follows: "",
        command: Command::Pages,
        doc: |lang| {
            say!(lang,
                en: "the pages of all rules and bases as one JSON object, name → HTML (the build of the site reads it)",
                de: "die Seiten aller Regeln und Basen als ein JSON-Objekt, Name → HTML (der Bau der Website liest es)",
                zh: "所有规则与镜像的页面，合为一个 JSON 对象：名称 → HTML（供站点构建读取）")
        },
    },
];

pub(super) const FLAGS: &[Flag] = &[
    Flag {
        name: "format",
        value: Some("FORMAT"),
        doc: |lang| {
            say!(lang,
                en: "text (default), json, jsonl, sarif, markdown, adr; diff for rewrite",
                de: "text (Vorgabe), json, jsonl, sarif, markdown, adr; diff bei rewrite",
                zh: "text（默认）、json、jsonl、sarif、markdown、adr；rewrite 可用 diff")
        },
        set: |options, value| {
            options.format = Some(Format::named(value).ok_or_else(|| one_of("--format", Format::NAMES, value))?);
            Ok(())
        },
    },
    Flag {
        name: "target",
        value: Some("STAGE"),
        doc: |lang| {
            say!(lang,
                en: "the stage that ships, by name or number (default: the last)",
                de: "die ausgelieferte Stufe, nach Name oder Nummer (Vorgabe: die letzte)",
                zh: "要发布的阶段，按名称或编号（默认最后一个）")
        },
        set: |options, value| {
            options.target = Some(value.into());
            Ok(())
        },
    },
    Flag {
        name: "build-arg",
        value: Some("NAME=VALUE"),
        doc: |lang| {
            say!(lang,
                en: "a value that the build gives to an ARG, over its default; once for each (NAME alone: that of the environment)",
                de: "ein Wert, den der Build einem ARG gibt, vor dessen Vorgabe; einmal je Wert (NAME allein: der aus der Umgebung)",
                zh: "构建时传给 ARG 的值，优先于默认值；可多次使用（只写 NAME 则取环境变量的值）")
        },
        set: |options, value| {
            let (name, given) = match value.split_once('=') {
                Some((name, given)) => (name, Some(given.to_string())),
                // Where the environment has none, nothing is given: so docker has it.
                None => (value, std::env::var(value).ok()),
            };
            if name.is_empty() {
                return Err(format!("--build-arg wants NAME=VALUE, not `{value}`"));
            }
            if let Some(given) = given {
                options.build_args.insert(name.into(), given);
            }
            Ok(())
        },
    },
    Flag {
        name: "prefer",
        value: Some("LEANING"),
        doc: |lang| {
            say!(lang,
                en: "what counts most: safest, balanced (default), smallest",
                de: "was am meisten zählt: safest, balanced (Vorgabe), smallest",
                zh: "排序偏好：safest、balanced（默认）、smallest")
        },
        set: |options, value| {
            options.wishes.leaning = match value {
                "safest" => Leaning::Safest,
                "balanced" => Leaning::Balanced,
                "smallest" => Leaning::Smallest,
                _ => return Err(one_of("--prefer", &["safest", "balanced", "smallest"], value)),
            };
            Ok(())
        },
    },
    Flag {
        name: "policy",
        value: Some("FILE"),
        doc: |lang| {
            say!(lang,
                en: "a house policy in JSON (schema: static/policy.schema.json)",
                de: "eine Hausregel in JSON (Schema: static/policy.schema.json)",
                zh: "JSON 格式的内部策略（模式见 static/policy.schema.json）")
        },
        set: |options, value| {
            options.policy = Some(value.into());
            Ok(())
        },
    },
    Flag {
        name: "answers",
        value: Some("K=V,…"),
        doc: |lang| {
            say!(lang,
                en: "answers to the questions that the advice asks",
                de: "Antworten auf die Fragen, die der Rat stellt",
                zh: "对建议中所提问题的回答")
        },
        set: |options, value| {
            for pair in value.split(',').filter(|pair| !pair.trim().is_empty()) {
                let Some((key, answer)) = pair.split_once('=') else {
                    return Err(format!("--answers wants question=answer, not `{pair}`"));
                };
                options.wishes.answers.insert(key.trim().into(), answer.trim().into());
            }
            Ok(())
        },
    },
    Flag {
        name: "today",
        value: Some("YYYY-MM-DD"),
        doc: |lang| {
            say!(lang,
                en: "the day that ends of life are judged against (default: today)",
                de: "der Tag, an dem Lebensenden gemessen werden (Vorgabe: heute)",
                zh: "判断生命周期所依据的日期（默认当天）")
        },
        set: |options, value| {
            if !super::options::is_date(value) {
                return Err(format!("--today wants a day such as 2026-11-21, not `{value}`"));
            }
            options.wishes.today = value.into();
            Ok(())
        },
    },
    Flag {
        name: "context",
        value: Some("DIR"),
        doc: |lang| {
            say!(lang,
                en: "the build context: package.json, go.mod … there sharpen the advice (default: beside the file)",
                de: "der Build-Kontext: package.json, go.mod … dort schärfen den Rat (Vorgabe: neben der Datei)",
                zh: "构建上下文：其中的 package.json、go.mod 等可让建议更准确（默认与文件同目录）")
        },
        set: |options, value| {
            options.context = Some(value.into());
            Ok(())
        },
    },
    Flag {
        name: "to",
        value: Some("IMAGE"),
        doc: |lang| {
            say!(lang,
                en: "rewrite: the base to switch to (default: the first recommendation)",
                de: "rewrite: das Basis-Image, auf das gewechselt wird (Vorgabe: die erste Empfehlung)",
                zh: "rewrite：要换成的基础镜像（默认第一条建议）")
        },
        set: |options, value| {
            options.to = Some(value.into());
            Ok(())
        },
    },
    Flag {
        name: "name",
        value: Some("NAME"),
        doc: |lang| {
            say!(lang,
                en: "lessons code: the learner's name, to see whether the code was made for it",
                de: "lessons code: der Name der lernenden Person; prüft, ob der Code für ihn gemacht ist",
                zh: "lessons code：学员姓名，用来核对代码是否为其生成")
        },
        set: |options, value| {
            options.name = Some(value.into());
            Ok(())
        },
    },
    Flag {
        name: "lang",
        value: Some("LANG"),
        doc: |lang| {
            say!(lang,
                en: "language of the answer: en, de, zh",
                de: "Sprache der Antwort: en, de, zh",
                zh: "输出语言：en、de、zh")
        },
        set: |options, value| {
            options.wishes.lang = match value {
                "en" => Lang::En,
                "de" => Lang::De,
                "zh" => Lang::Zh,
                _ => return Err(one_of("--lang", &["en", "de", "zh"], value)),
            };
            Ok(())
        },
    },
    Flag {
        name: "login-ok",
        value: None,
        doc: |lang| {
            say!(lang,
                en: "bases that need an account count like the free ones",
                de: "Basis-Images, die ein Konto verlangen, zählen wie die freien",
                zh: "需要账号的镜像与免费镜像同等对待")
        },
        set: |options, _| {
            options.wishes.login_is_fine = true;
            Ok(())
        },
    },
    Flag {
        name: "check",
        value: None,
        doc: |lang| {
            say!(lang,
                en: "exit with 1 where a better base exists (for CI)",
                de: "endet mit 1, wo es ein besseres Basis-Image gibt (für CI)",
                zh: "若有更好的基础镜像则以 1 退出（用于 CI）")
        },
        set: |options, _| {
            options.check = true;
            Ok(())
        },
    },
    Flag {
        name: "help",
        value: None,
        doc: |lang| say!(lang, en: "this page", de: "diese Seite", zh: "显示本页"),
        set: |options, _| {
            options.command = Command::Help;
            Ok(())
        },
    },
    Flag {
        name: "version",
        value: None,
        doc: |lang| {
            say!(lang,
                en: "the engine's version and the catalogue's date",
                de: "Version des Programms und Datum des Katalogs",
                zh: "程序版本与目录日期")
        },
        set: |options, _| {
            options.command = Command::Version;
            Ok(())
        },
    },
];

fn one_of(flag: &str, names: &[&str], got: &str) -> String {
    format!("{flag} wants one of {}, not `{got}`", names.join(", "))
}

/// The page that `--help` shows.
pub(super) fn help(lang: Lang) -> String {
    let mut page = say!(lang,
        en: "Basewise: which base image your Dockerfile should stand on, and why.\n\n",
        de: "Basewise: auf welchem Basis-Image dein Dockerfile stehen sollte, und warum.\n\n",
        zh: "Basewise：你的 Dockerfile 该用哪个基础镜像，以及为什么。\n\n");
    for verb in VERBS {
        page.push_str(&format!("  basewise {:<20} {}\n", format!("{} {}", verb.name, verb.follows), (verb.doc)(lang)));
    }
    page.push('\n');
    for flag in FLAGS {
        let name = [&format!("--{}", flag.name), flag.value.unwrap_or_default()].join(" ");
        page.push_str(&format!("  {name:<22} {}\n", (flag.doc)(lang)));
    }
    page.push_str(&say!(lang,
        en: "\nExit status: 0 advice given, 1 with --check when a better base exists, 2 something could not be read.\n",
        de: "\nEnde mit 0: Rat gegeben; 1: mit --check, wenn es ein besseres Basis-Image gibt; 2: etwas war nicht lesbar.\n",
        zh: "\n退出码：0 已给出建议；1 使用 --check 且有更好的镜像；2 有内容无法读取。\n"));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_flag_and_command_in_every_language() {
        for lang in [Lang::En, Lang::De, Lang::Zh] {
            let page = help(lang);
            assert!(FLAGS.iter().all(|flag| page.contains(&format!("--{} ", flag.name))));
            assert!(VERBS.iter().all(|verb| page.contains(&format!("basewise {} ", verb.name))));
        }
    }
}
