//! The sentences of a goal, as learners read them.

use super::Condition;
use crate::words::Lang;

/// One of several, as people say it.
fn either(lang: Lang, names: &[String]) -> String {
    names.join(match lang {
        Lang::En => " or ",
        Lang::De => " oder ",
        Lang::Zh => "、",
    })
}

impl Condition {
    /// The sentence on the learner's list.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Condition::FamilyIs(names) => {
                let names = either(lang, names);
                say!(lang, en: "The shipped base is of the family {names}.", de: "Die ausgelieferte Basis ist aus der Familie {names}.", zh: "最终镜像的基础属于：{names}。")
            }
            Condition::FamilyIsNot(names) => {
                let names = either(lang, names);
                say!(lang, en: "The shipped base is not of the family {names}.", de: "Die ausgelieferte Basis ist nicht aus der Familie {names}.", zh: "最终镜像的基础不属于：{names}。")
            }
            Condition::RepositoryIs(names) => {
                let names = either(lang, names);
                say!(lang, en: "The shipped base comes from {names}.", de: "Die ausgelieferte Basis kommt aus {names}.", zh: "最终镜像的基础来自 {names}。")
            }
            Condition::Official => {
                say!(lang, en: "Docker or the vendor itself builds the base.", de: "Docker oder der Hersteller selbst baut die Basis.", zh: "基础镜像由 Docker 或厂商自己构建。")
            }
            Condition::Supported => {
                say!(lang, en: "The base is supported, and not about to end.", de: "Die Basis wird gepflegt und läuft nicht bald aus.", zh: "基础镜像仍受支持，且不会很快终止。")
            }
            Condition::Free => {
                say!(lang, en: "The base can be pulled without an account.", de: "Die Basis lässt sich ohne Konto beziehen.", zh: "无需账号即可拉取基础镜像。")
            }
            Condition::SizeUnder(bytes) => {
                let mb = bytes / 1_000_000;
                say!(lang, en: "The base is under {mb} MB compressed.", de: "Die Basis ist gepackt kleiner als {mb} MB.", zh: "基础镜像压缩后小于 {mb} MB。")
            }
            Condition::NoShell => {
                say!(lang, en: "The base has no shell.", de: "Die Basis hat keine Shell.", zh: "基础镜像没有 shell。")
            }
            Condition::NoPackageManager => {
                say!(lang, en: "The base has no package manager.", de: "Die Basis hat keinen Paketmanager.", zh: "基础镜像没有包管理器。")
            }
            Condition::NotRoot => {
                say!(lang, en: "The image does not run as root.", de: "Das Image läuft nicht als root.", zh: "镜像不以 root 运行。")
            }
            Condition::Pinned => {
                say!(lang, en: "The base is pinned by digest.", de: "Die Basis ist per Digest festgelegt.", zh: "基础镜像按摘要固定。")
            }
            Condition::FindingGone(id) => {
                say!(lang, en: "`{id}` is no longer found.", de: "`{id}` wird nicht mehr gefunden.", zh: "不再出现 `{id}`。")
            }
            Condition::NoNewFinding => {
                say!(lang, en: "Nothing new is found wrong.", de: "Es kommt kein neuer Befund hinzu.", zh: "没有新增问题。")
            }
            Condition::NoError => say!(lang, en: "No error is found.", de: "Es bleibt kein Fehler.", zh: "没有错误。"),
            Condition::NoWarning => {
                say!(lang, en: "Neither an error nor a warning is found.", de: "Es bleibt weder ein Fehler noch eine Warnung.", zh: "既没有错误，也没有警告。")
            }
            Condition::HealthCheck => {
                say!(lang, en: "The image has a health check.", de: "Das Image hat einen Health-Check.", zh: "镜像设有健康检查。")
            }
            Condition::StillRuns(commands) => {
                let commands = either(lang, &commands.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>());
                say!(lang, en: "The build still runs {commands}.", de: "Beim Bauen läuft noch {commands}.", zh: "构建时仍会运行 {commands}。")
            }
            Condition::ShipsPackage(names) => {
                let names = either(lang, names);
                say!(lang, en: "The stage that ships installs {names}.", de: "Die ausgelieferte Stufe installiert {names}.", zh: "最终阶段会安装 {names}。")
            }
            Condition::NoBlocker => {
                say!(lang, en: "The base holds all that the file needs.", de: "Die Basis enthält alles, was die Datei braucht.", zh: "基础镜像包含文件所需的一切。")
            }
            Condition::FactGone(id) => {
                say!(lang, en: "The image no longer has the need `{id}`.", de: "Das Image braucht `{id}` nicht mehr.", zh: "镜像不再需要 `{id}`。")
            }
            Condition::Fact(id) => {
                say!(lang, en: "The file shows `{id}`.", de: "Die Datei zeigt `{id}`.", zh: "文件体现 `{id}`。")
            }
            Condition::OutcomeIs(name) => {
                say!(lang, en: "The advice is: {name}.", de: "Der Rat lautet: {name}.", zh: "建议为：{name}。")
            }
            Condition::Stages(count) => {
                say!(lang, en: "The file has at least {count} stages.", de: "Die Datei hat mindestens {count} Stufen.", zh: "文件至少有 {count} 个阶段。")
            }
        }
    }
}
