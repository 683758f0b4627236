//! Java: the jar that starts, in Spring Boot's layers where the build shows that it has them.

use super::{Bench, Recipe};
use crate::advice::Left;
use crate::evidence::companions::lines;
use crate::shell::Command;
use crate::stages::Form;

/// Where the layers are laid out.
const LAYERS: &str = "/opt/layers";

/// Folders of a layered jar, from what changes least to what changes most: the default of both plugins
/// ([Layering Docker images](https://docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html)).
const ORDER: [&str; 4] = ["dependencies", "spring-boot-loader", "snapshot-dependencies", "application"];

impl Bench<'_> {
    /// The jar that `java -jar` starts, or the classes that `javac` leaves in the working directory.
    pub fn jar(&self) -> Option<Recipe> {
        let start = self.start()?;
        let Some(at) = start.args.iter().position(|arg| arg.text == "-jar") else { return self.classes(start) };
        let written = start.args.get(at + 1)?;
        if let Some(recipe) = self.any_jar(start, &written.text) {
            return Some(recipe);
        }
        let jar = self.absolute(&Some(written).filter(|arg| arg.known && !arg.text.contains('*'))?.text)?;
        // What was built elsewhere may lie beside its libraries, as Quarkus lays it out: the folder comes along.
        let made = self.builds();
        if let Some(recipe) = self.layered(&jar).filter(|_| made) {
            return Some(recipe);
        }
        let folder = || self.brought().into_iter().find(|folder| jar.starts_with(&format!("{folder}/")));
        let quarkus = || jar.strip_suffix("/quarkus-run.jar").map(String::from);
        if let Some(folder) = quarkus().or_else(|| folder().filter(|_| !made)) {
            return Some(Recipe::of([folder]));
        }
        Some(Recipe { left: self.beside_it(&jar, start), ..Recipe::of([jar]) })
    }

    /// `java -jar target/*.jar`: the shell finds there what it found before.
    fn any_jar(&self, start: &Command, written: &str) -> Option<Recipe> {
        let (folder, name) = written.rsplit_once('/')?;
        let shell = self.launched().is_some_and(|launch| launch.form == Form::Shell);
        let made = self.builds();
        let plain = |text: &str| !text.contains(['$', '?', '[', '{', '`']);
        let fits = shell && made && plain(written) && name.contains('*') && !folder.contains('*');
        let folder = self.absolute(folder).filter(|_| fits)?;
        let copies = vec![(format!("{folder}/{name}"), format!("{folder}/"))];
        Some(Recipe { left: self.beside_it(written, start), copies, ..Recipe::default() })
    }

    fn classes(&self, start: &Command) -> Option<Recipe> {
        let home = self.home()?;
        let elsewhere = |text: &str| text.split(':').any(|path| path.starts_with('/') && !path.starts_with(&home));
        let mut javac = self.commands().filter(|(_, c)| c.name() == "javac").peekable();
        javac.peek()?;
        let within = javac.all(|(_, c)| !c.args.iter().any(|arg| elsewhere(&arg.text)));
        let started = start.name() == "java" && !start.args.iter().any(|arg| !arg.known || elsewhere(&arg.text));
        (within && started).then(|| Recipe::of(self.brought()))
    }

    /// The jar taken apart: it keeps its name, and finds its libraries in `lib/` beside it. From Spring Boot 3.3 on, which
    /// brought `jarmode=tools`.
    fn layered(&self, jar: &str) -> Option<Recipe> {
        let (folder, name) = jar.rsplit_once('/')?;
        if !self.is_boot(folder, name) {
            return None;
        }
        let lang = self.lang;
        let line = format!("RUN java -Djarmode=tools -jar {jar} extract --layers --destination {LAYERS}");
        let copies = ORDER.map(|layer| (format!("{LAYERS}/{layer}/"), format!("{folder}/"))).into();
        let reason = say!(lang,
            en: " The jar is laid out in Spring Boot's layers: with a change in your code, the libraries need not be sent again.",
            de: " Das Jar ist in die Schichten von Spring Boot zerlegt: Ändert sich dein Code, müssen die Bibliotheken nicht neu übertragen werden.",
            zh: " jar 按 Spring Boot 的分层展开：代码变化时无需重新传输依赖库。");
        Some(Recipe { build_end: vec![line], copies, reason, ..Recipe::default() })
    }

    /// Whether libraries lie beside the jar, where the build file does not show that everything is in it.
    fn beside_it(&self, jar: &str, start: &Command) -> Vec<Left> {
        const WORDS: [&str; 4] = ["org.springframework.boot", "maven-shade-plugin", "maven-assembly-plugin", "shadow"];
        let files =
            ["pom.xml", "build.gradle", "build.gradle.kts"].iter().filter_map(|name| self.input.companion(name));
        let mut files = files.into_iter();
        let whole = files.any(|file| WORDS.iter().any(|word| file.text.contains(word)));
        if whole { Vec::new() } else { vec![self.alone(jar, start)] }
    }

    /// The one module's build file shows the plugin, a version that can do it, no layers of its own and this very jar.
    fn is_boot(&self, folder: &str, name: &str) -> bool {
        let Some(home) = self.home() else { return false };
        let root = |names: &[&str]| self.input.companions.iter().find(|one| names.contains(&one.path.as_str()));
        if let Some(pom) = root(&["pom.xml"]).filter(|_| folder == format!("{home}/target")) {
            return is_boot_pom(&pom.text, name);
        }
        let gradle = root(&["build.gradle", "build.gradle.kts"]).filter(|_| folder == format!("{home}/build/libs"));
        gradle.is_some_and(|file| is_boot_gradle(&file.text))
    }
}

fn is_boot_pom(text: &str, name: &str) -> bool {
    const OTHER: [&str; 5] = ["<layers", "<executable>", "<classifier>", "<modules>", "<packaging>"];
    let parent = text.split("<parent>").nth(1).and_then(|rest| rest.split("</parent>").next()).unwrap_or_default();
    let own = text.split("</parent>").nth(1).unwrap_or_default();
    let titled = |stem: &str| name.strip_prefix(stem).is_some_and(|rest| rest == ".jar" || rest.starts_with('-'));
    let stem = lines::element(own, "finalName").or_else(|| lines::element(own, "artifactId"));
    parent.contains("<artifactId>spring-boot-starter-parent<")
        && lines::element(parent, "version").is_some_and(has_tools)
        && own.contains("<artifactId>spring-boot-maven-plugin<")
        && stem.is_some_and(titled)
        && !OTHER.iter().any(|word| text.contains(word))
}

fn is_boot_gradle(text: &str) -> bool {
    const OTHER: [&str; 6] = ["layered", "launchScript", "archiveClassifier", "subprojects", "allprojects", "bootWar"];
    let applied = |line: &&str| line.contains("org.springframework.boot") && line.contains("version");
    let version = text.lines().find(applied).filter(|line| !line.contains("apply")).and_then(|line| {
        line.rsplit("version")
            .next()?
            .trim_matches([' ', '(', ')', '=', '"', '\'', '\t', '\r'])
            .split(['"', '\''])
            .next()
    });
    version.is_some_and(has_tools) && !OTHER.iter().any(|word| text.contains(word))
}

/// `jarmode=tools` came with 3.3
/// ([its release notes](https://github.com/spring-projects/spring-boot/wiki/Spring-Boot-3.3-Release-Notes)).
fn has_tools(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().ok());
    let release = (parts.next().flatten(), parts.next().flatten());
    release >= (Some(3), Some(3)) && release.1.is_some()
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::{beside, rewritten};

    const FILE: &str = "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD [\"java\", \"-jar\", \"target/demo-1.0.jar\"]\n";
    const POM: &str = "<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent><artifactId>demo</artifactId><version>1.0</version><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>";

    #[test]
    fn a_jar_of_spring_boot_is_laid_out_in_layers() {
        let text = beside(FILE, &[("pom.xml", POM)]);
        let lines = "RUN java -Djarmode=tools -jar /app/target/demo-1.0.jar extract --layers --destination /opt/layers\n\nFROM ";
        assert!(text.contains(lines), "{text}");
        assert!(text.contains("--from=build /opt/layers/dependencies/ /app/target/\n"), "{text}");
        assert!(text.contains("--from=build /opt/layers/application/ /app/target/\n"), "{text}");
        let gradle = FILE.replace("mvn package", "./gradlew bootJar").replace("target/", "build/libs/");
        let plugins = "plugins {\n  id(\"org.springframework.boot\") version \"4.0.0\"\n}\n";
        assert!(
            beside(&gradle, &[("build.gradle.kts", plugins)]).contains("/opt/layers/application/ /app/build/libs/")
        );
        assert!(!beside(&gradle, &[("build.gradle.kts", &plugins.replace("4.0.0\"", "3.2.9\""))]).contains("layers"));
    }

    #[test]
    fn what_is_not_surely_one_is_copied_whole() {
        for pom in [
            POM.replace("3.4.1", "3.2.12"),
            POM.replace("3.4.1", "${boot}"),
            POM.replace("<artifactId>demo<", "<artifactId>other<"),
            POM.replace("<build>", "<modules><module>web</module></modules><build>"),
            POM.replace("</plugin>", "<configuration><executable>true</executable></configuration></plugin>"),
        ] {
            let text = beside(FILE, &[("pom.xml", &pom)]);
            assert!(text.contains("--from=build /app/target/demo-1.0.jar /app/target/demo-1.0.jar\n"), "{pom} {text}");
        }
    }

    #[test]
    fn a_jar_by_its_pattern_is_found_by_the_shell() {
        let text = rewritten(&FILE.replace("[\"java\", \"-jar\", \"target/demo-1.0.jar\"]", "java -jar target/*.jar"));
        assert!(text.contains("COPY --from=build /app/target/*.jar /app/target/\n"), "{text}");
        assert!(!text.contains("distroless"), "{text}");
    }
}
