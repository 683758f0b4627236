//! Every sentence about what is wrong with the text, in one place.

use crate::source::Span;
use crate::words::Lang;
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

/// Something in the text that is not as it should be, told to the reader with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub severity: Severity,
    /// Stable, kebab-case: `unknown-instruction`, `unterminated-heredoc` …
    pub id: &'static str,
    /// In English; [`Trouble::message`] has the other languages.
    pub message: String,
    pub span: Span,
    #[serde(skip)]
    pub trouble: Trouble,
}

/// What can be wrong. `suggestion` is what you may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    UnknownInstruction { word: String, suggestion: Option<String> },
    UnknownFlag { flag: String, keyword: String, suggestion: Option<String> },
    Template { word: String },
    MissingArgument { keyword: String },
    UnterminatedHeredoc { delimiter: String },
    NotStrings { keyword: String },
    LooksLikeJson { keyword: String },
    MissingEquals { word: String },
    MissingValue { keyword: String },
    BadFrom,
    BadStageName { name: String },
    MissingDestination { keyword: String },
    ShellNotJson,
    BadHealthcheck { word: String },
    BadTrigger { keyword: String },
    RepeatedDirective { name: String },
    InvalidEscape { written: String },
    EmptyContinuation,
    LongLine,
    NotUtf8 { byte: u8 },
    NoFrom,
    BeforeFrom { keyword: String },
    InvalidReference { reference: String, reason: Reason },
    UndeclaredArg { name: String, suggestion: Option<String> },
    ArgOutsideStage { name: String },
    UnsetVariable { name: String, suggestion: String },
    BadSubstitution { written: String },
    ForwardReference { name: String },
    OwnStage { name: String },
    UnknownStageNumber { number: String },
    VariableInFrom { flag: String },
    MaybeStage { name: String, suggestion: String },
    RepeatedStage { name: String },
    UnknownTarget { name: String, suggestion: Option<String> },
}

/// Why a reference names no image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Empty,
    Uppercase,
    Characters,
    Tag,
    Digest,
    Length,
}

impl Trouble {
    /// A problem at a place, said in English.
    pub fn at(self, span: Span) -> Problem {
        let (severity, id) = (self.severity(), self.id());
        Problem { severity, id, message: self.message(Lang::En), span, trouble: self }
    }

    fn severity(&self) -> Severity {
        match self {
            Trouble::LooksLikeJson { .. } | Trouble::EmptyContinuation | Trouble::UndeclaredArg { .. } => {
                Severity::Warning
            }
            Trouble::MaybeStage { .. } | Trouble::RepeatedStage { .. } | Trouble::NotUtf8 { .. } => Severity::Warning,
            Trouble::ArgOutsideStage { .. } | Trouble::UnsetVariable { .. } => Severity::Warning,
            Trouble::NoFrom => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// Stable name, kebab-case.
    pub fn id(&self) -> &'static str {
        match self {
            Trouble::UnknownInstruction { .. } => "unknown-instruction",
            Trouble::UnknownFlag { .. } => "unknown-flag",
            Trouble::Template { .. } => "template",
            Trouble::MissingArgument { .. } => "missing-argument",
            Trouble::UnterminatedHeredoc { .. } => "unterminated-heredoc",
            Trouble::NotStrings { .. } => "json-not-strings",
            Trouble::LooksLikeJson { .. } => "json-invalid",
            Trouble::MissingEquals { .. } => "missing-equals",
            Trouble::MissingValue { .. } => "missing-value",
            Trouble::BadFrom => "invalid-from",
            Trouble::BadStageName { .. } => "invalid-stage-name",
            Trouble::MissingDestination { .. } => "missing-destination",
            Trouble::ShellNotJson => "shell-not-json",
            Trouble::BadHealthcheck { .. } => "invalid-healthcheck",
            Trouble::BadTrigger { .. } => "invalid-trigger",
            Trouble::RepeatedDirective { .. } => "repeated-directive",
            Trouble::InvalidEscape { .. } => "invalid-escape",
            Trouble::EmptyContinuation => "empty-continuation",
            Trouble::LongLine => "long-line",
            Trouble::NotUtf8 { .. } => "not-utf8",
            Trouble::NoFrom => "no-from",
            Trouble::BeforeFrom { .. } => "before-from",
            Trouble::InvalidReference { .. } => "invalid-reference",
            Trouble::UndeclaredArg { .. } => "undeclared-arg",
            Trouble::ArgOutsideStage { .. } => "arg-outside-stage",
            Trouble::UnsetVariable { .. } => "unset-variable",
            Trouble::BadSubstitution { .. } => "bad-substitution",
            Trouble::ForwardReference { .. } => "forward-reference",
            Trouble::OwnStage { .. } => "own-stage",
            Trouble::UnknownStageNumber { .. } => "unknown-stage-number",
            Trouble::VariableInFrom { .. } => "variable-in-from",
            Trouble::MaybeStage { .. } => "maybe-stage",
            Trouble::RepeatedStage { .. } => "repeated-stage",
            Trouble::UnknownTarget { .. } => "unknown-target",
        }
    }

    /// The sentence for the reader.
    pub fn message(&self, lang: Lang) -> String {
        let said = self.sentence(lang);
        match self.suggestion() {
            None => said,
            Some(word) => {
                let question =
                    say!(lang, en: "Did you mean `{word}`?", de: "Meintest du `{word}`?", zh: "你是想写 `{word}` 吗？");
                let gap = if lang == Lang::Zh { "" } else { " " };
                format!("{said}{gap}{question}")
            }
        }
    }

    /// What may have been meant.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Trouble::UnknownInstruction { suggestion, .. }
            | Trouble::UnknownFlag { suggestion, .. }
            | Trouble::UndeclaredArg { suggestion, .. }
            | Trouble::UnknownTarget { suggestion, .. } => suggestion.as_deref(),
            Trouble::MaybeStage { suggestion, .. } | Trouble::UnsetVariable { suggestion, .. } => Some(suggestion),
            _ => None,
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        self.about_syntax(lang).or_else(|| self.about_links(lang)).unwrap_or_default()
    }

    fn about_syntax(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Trouble::UnknownInstruction { word, .. } => say!(lang,
                en: "`{word}` is not an instruction that Docker knows, so this line is left out.",
                de: "`{word}` ist keine Anweisung, die Docker kennt; diese Zeile bleibt deshalb außen vor.",
                zh: "Docker 没有 `{word}` 这条指令，因此略过这一行。"),
            Trouble::UnknownFlag { flag, keyword, .. } => say!(lang,
                en: "{keyword} has no flag `--{flag}`.",
                de: "{keyword} kennt keine Option `--{flag}`.",
                zh: "{keyword} 没有 `--{flag}` 这个选项。"),
            Trouble::Template { word } => say!(lang,
                en: "`{word}` belongs to a template; paste the finished Dockerfile to have this line read too.",
                de: "`{word}` gehört zu einer Vorlage; füge das fertige Dockerfile ein, damit auch diese Zeile gelesen wird.",
                zh: "`{word}` 属于模板；请粘贴生成后的 Dockerfile，这一行才能被读取。"),
            Trouble::MissingArgument { keyword } => say!(lang,
                en: "{keyword} needs something after it.",
                de: "Nach {keyword} fehlt noch etwas.",
                zh: "{keyword} 后面还需要内容。"),
            Trouble::UnterminatedHeredoc { delimiter } => say!(lang,
                en: "This heredoc has no closing line: put `{delimiter}` alone on a line after it.",
                de: "Diesem Heredoc fehlt die Schlusszeile: `{delimiter}` allein auf einer Zeile danach.",
                zh: "这个 heredoc 没有结束行：请在其后单独写一行 `{delimiter}`。"),
            Trouble::NotStrings { keyword } => say!(lang,
                en: "The list after {keyword} may hold strings in double quotes only.",
                de: "Die Liste nach {keyword} darf nur Zeichenketten in doppelten Anführungszeichen enthalten.",
                zh: "{keyword} 后面的列表只能包含双引号字符串。"),
            Trouble::LooksLikeJson { keyword } => say!(lang,
                en: "This looks like a JSON list but is not valid JSON, so Docker takes the line after {keyword} as plain text. Use double quotes, and commas between.",
                de: "Das sieht aus wie eine JSON-Liste, ist aber kein gültiges JSON; Docker nimmt die Zeile nach {keyword} deshalb als einfachen Text. Nimm doppelte Anführungszeichen und Kommas dazwischen.",
                zh: "这看起来像 JSON 列表，但不是有效的 JSON，所以 Docker 把 {keyword} 后面的内容当作普通文本。请使用双引号，并用逗号分隔。"),
            Trouble::MissingEquals { word } => say!(lang,
                en: "`{word}` has no `=`; each pair is written `name=value`.",
                de: "In `{word}` fehlt das `=`; jedes Paar schreibt man `name=wert`.",
                zh: "`{word}` 缺少 `=`；每一对都要写成 `name=value`。"),
            Trouble::MissingValue { keyword } => say!(lang,
                en: "{keyword} needs a name and a value.",
                de: "{keyword} braucht einen Namen und einen Wert.",
                zh: "{keyword} 需要名称和值。"),
            Trouble::BadFrom => say!(lang,
                en: "FROM takes one image, or `image AS name`.",
                de: "FROM nimmt genau ein Image, oder `image AS name`.",
                zh: "FROM 只接受一个镜像，或 `镜像 AS 名称`。"),
            Trouble::BadStageName { name } => say!(lang,
                en: "`{name}` cannot name a stage: start with a letter, then letters, digits, `-`, `_` or `.`.",
                de: "`{name}` taugt nicht als Stage-Name: zuerst ein Buchstabe, dann Buchstaben, Ziffern, `-`, `_` oder `.`.",
                zh: "`{name}` 不能作为阶段名：须以字母开头，其后可用字母、数字、`-`、`_` 或 `.`。"),
            Trouble::MissingDestination { keyword } => say!(lang,
                en: "{keyword} needs at least one source and then a destination.",
                de: "{keyword} braucht mindestens eine Quelle und danach ein Ziel.",
                zh: "{keyword} 至少需要一个来源，再加一个目标。"),
            Trouble::ShellNotJson => say!(lang,
                en: "SHELL needs a JSON list such as `[\"/bin/bash\", \"-c\"]`.",
                de: "SHELL braucht eine JSON-Liste wie `[\"/bin/bash\", \"-c\"]`.",
                zh: "SHELL 需要 JSON 列表，例如 `[\"/bin/bash\", \"-c\"]`。"),
            Trouble::BadHealthcheck { word } => say!(lang,
                en: "After HEALTHCHECK comes `CMD` or `NONE`, not `{word}`.",
                de: "Nach HEALTHCHECK kommt `CMD` oder `NONE`, nicht `{word}`.",
                zh: "HEALTHCHECK 后面应是 `CMD` 或 `NONE`，而不是 `{word}`。"),
            Trouble::BadTrigger { keyword } => say!(lang,
                en: "ONBUILD cannot be followed by {keyword}.",
                de: "Auf ONBUILD darf {keyword} nicht folgen.",
                zh: "ONBUILD 后面不能是 {keyword}。"),
            Trouble::RepeatedDirective { name } => say!(lang,
                en: "The directive `{name}` may stand only once.",
                de: "Die Direktive `{name}` darf nur einmal vorkommen.",
                zh: "指令注释 `{name}` 只能出现一次。"),
            Trouble::InvalidEscape { written } => say!(lang,
                en: "`{written}` cannot be the escape character; only `\\` and a backtick can.",
                de: "`{written}` kann nicht das Escape-Zeichen sein; nur `\\` und der Gravis können es.",
                zh: "`{written}` 不能作为转义字符；只能用 `\\` 或反引号。"),
            Trouble::EmptyContinuation => say!(lang,
                en: "An empty line stands inside a continued instruction; Docker will refuse this some day.",
                de: "Mitten in einer fortgesetzten Anweisung steht eine leere Zeile; Docker wird das eines Tages ablehnen.",
                zh: "续行的指令中间有一个空行；Docker 将来会拒绝这种写法。"),
            Trouble::LongLine => say!(lang,
                en: "This line is longer than the 65535 bytes that Docker reads.",
                de: "Diese Zeile ist länger als die 65535 Bytes, die Docker liest.",
                zh: "这一行超过了 Docker 能读取的 65535 字节。"),
            Trouble::NotUtf8 { byte } => say!(lang,
                en: "This byte (0x{byte:02X}) is not UTF-8; it is shown as � and the rest is read as it stands.",
                de: "Dieses Byte (0x{byte:02X}) ist kein UTF-8; es wird als � gezeigt, der Rest wird gelesen, wie er dasteht.",
                zh: "此字节（0x{byte:02X}）不是 UTF-8；以 � 显示，其余内容照常读取。"),
            _ => return None,
        })
    }

    fn about_links(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Trouble::NoFrom => say!(lang,
                en: "There is no FROM yet, so there is no base image to advise on.",
                de: "Es gibt noch kein FROM und damit kein Basis-Image, zu dem sich raten ließe.",
                zh: "还没有 FROM，因此没有可以给出建议的基础镜像。"),
            Trouble::BeforeFrom { keyword } => say!(lang,
                en: "Only ARG may stand before the first FROM, not {keyword}.",
                de: "Vor dem ersten FROM darf nur ARG stehen, nicht {keyword}.",
                zh: "第一个 FROM 之前只能有 ARG，不能有 {keyword}。"),
            Trouble::InvalidReference { reference, reason } => {
                let why = reason.say(lang);
                say!(lang,
                    en: "`{reference}` names no image: {why}.",
                    de: "`{reference}` benennt kein Image: {why}.",
                    zh: "`{reference}` 不是有效的镜像名：{why}。")
            }
            Trouble::UndeclaredArg { name, .. } => say!(lang,
                en: "`{name}` is not declared by an ARG before the first FROM, so it is empty here.",
                de: "`{name}` ist vor dem ersten FROM nicht mit ARG erklärt und hier deshalb leer.",
                zh: "第一个 FROM 之前没有用 ARG 声明 `{name}`，因此它在这里为空。"),
            Trouble::ArgOutsideStage { name } => say!(lang,
                en: "A stage sees the value of `{name}` only after an `ARG {name}` of its own.",
                de: "Eine Stage sieht den Wert von `{name}` erst nach einem eigenen `ARG {name}`.",
                zh: "阶段内只有写了自己的 `ARG {name}` 之后，才能看到 `{name}` 的值。"),
            Trouble::UnsetVariable { name, .. } => say!(lang,
                en: "No ARG or ENV of this stage sets `{name}`; unless the base does, it is empty here.",
                de: "Kein ARG oder ENV dieser Stage setzt `{name}`; wenn es nicht das Basis-Image tut, ist es hier leer.",
                zh: "本阶段没有 ARG 或 ENV 设置 `{name}`；如果基础镜像也没有设置，它在这里为空。"),
            Trouble::BadSubstitution { written } => say!(lang,
                en: "Docker cannot expand `{written}`.",
                de: "Docker kann `{written}` nicht auflösen.",
                zh: "Docker 无法展开 `{written}`。"),
            Trouble::ForwardReference { name } => say!(lang,
                en: "The stage `{name}` comes later; only a stage above this line can be used here.",
                de: "Die Stage `{name}` kommt erst später; hier lässt sich nur eine Stage weiter oben verwenden.",
                zh: "阶段 `{name}` 在后面；这里只能使用前面的阶段。"),
            Trouble::OwnStage { name } => say!(lang,
                en: "The stage `{name}` cannot take from itself.",
                de: "Die Stage `{name}` kann nicht aus sich selbst kopieren.",
                zh: "阶段 `{name}` 不能从自身复制。"),
            Trouble::UnknownStageNumber { number } => say!(lang,
                en: "There is no stage number {number}.",
                de: "Eine Stage mit der Nummer {number} gibt es nicht.",
                zh: "没有编号为 {number} 的阶段。"),
            Trouble::VariableInFrom { flag } => say!(lang,
                en: "`{flag}` does not expand variables; give the image a name with its own FROM and use that.",
                de: "`{flag}` löst keine Variablen auf; gib dem Image mit einem eigenen FROM einen Namen und nimm diesen.",
                zh: "`{flag}` 不展开变量；请用单独的 FROM 给该镜像命名，再使用这个名字。"),
            Trouble::MaybeStage { name, .. } => say!(lang,
                en: "No stage is called `{name}`, so Docker looks for an image of that name.",
                de: "Keine Stage heißt `{name}`; Docker sucht deshalb ein Image dieses Namens.",
                zh: "没有名为 `{name}` 的阶段，因此 Docker 会去找同名的镜像。"),
            Trouble::RepeatedStage { name } => say!(lang,
                en: "Two stages are called `{name}`; from here on the later one counts.",
                de: "Zwei Stages heißen `{name}`; ab hier zählt die spätere.",
                zh: "有两个阶段都叫 `{name}`；从这里起以后一个为准。"),
            Trouble::UnknownTarget { name, .. } => say!(lang,
                en: "No stage is called `{name}`, so the last one is taken.",
                de: "Keine Stage heißt `{name}`; genommen wird deshalb die letzte.",
                zh: "没有名为 `{name}` 的阶段，因此采用最后一个。"),
            _ => return None,
        })
    }
}

impl Reason {
    fn say(self, lang: Lang) -> String {
        match self {
            Reason::Empty => {
                say!(lang, en: "nothing is left of it", de: "es bleibt nichts davon übrig", zh: "内容为空")
            }
            Reason::Uppercase => say!(lang,
                en: "a repository is written in lower case",
                de: "ein Repository schreibt man klein",
                zh: "仓库名必须小写"),
            Reason::Characters => say!(lang,
                en: "a repository has letters, digits and single `.`, `_`, `-` between them",
                de: "ein Repository hat Buchstaben, Ziffern und einzelne `.`, `_`, `-` dazwischen",
                zh: "仓库名由字母、数字以及其间单个的 `.`、`_`、`-` 组成"),
            Reason::Tag => say!(lang,
                en: "a tag has up to 128 letters, digits, `_`, `.` or `-`",
                de: "ein Tag hat bis zu 128 Buchstaben, Ziffern, `_`, `.` oder `-`",
                zh: "标签最多 128 个字符，只能是字母、数字、`_`、`.` 或 `-`"),
            Reason::Digest => say!(lang,
                en: "a digest is `sha256:` and 64 hexadecimal digits",
                de: "ein Digest ist `sha256:` und 64 hexadezimale Ziffern",
                zh: "摘要是 `sha256:` 加 64 位十六进制数"),
            Reason::Length => say!(lang,
                en: "it is longer than 255 characters",
                de: "es ist länger als 255 Zeichen",
                zh: "长度超过 255 个字符"),
        }
    }
}
