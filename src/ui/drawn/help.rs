//! Help: what this is, and every key.

use super::browser;
use super::modal::Modal;
use super::state::Given;
use yew::prelude::*;

pub fn help(Given { page }: &Given) -> Html {
    let lang = page.lang();
    let command = if browser::is_apple() { "⌘" } else { "Ctrl" };
    let save = format!("{command} + S");
    let undo = format!("{command} + Z");
    let keys = [
        (
            "F8",
            say!(lang, en: "next finding; with Shift the one before", de: "nächster Befund; mit Umschalt der vorige", zh: "下一处问题；配合 Shift 为上一处"),
        ),
        ("Tab", say!(lang, en: "leaves the editor", de: "verlässt den Editor", zh: "离开编辑器")),
        (
            save.as_str(),
            say!(lang, en: "copies a link with everything in it", de: "kopiert einen Link, in dem alles steht", zh: "复制包含全部内容的链接"),
        ),
        (
            undo.as_str(),
            say!(lang, en: "undoes, applied changes too", de: "macht rückgängig, auch übernommene Änderungen", zh: "撤销，包括已应用的修改"),
        ),
        ("?", say!(lang, en: "this help", de: "diese Hilfe", zh: "显示此帮助")),
        ("Esc", say!(lang, en: "closes what is open", de: "schließt, was offen ist", zh: "关闭打开的窗口")),
    ];
    html! {
        <Modal page={page.clone()} title={say!(lang, en: "Help", de: "Hilfe", zh: "帮助")}>
            <p>{ say!(lang,
                en: "Basewise reads a Dockerfile and says which minimal or official base image suits it, why, and what would break. Drop a file or a folder anywhere on the page; files beside the Dockerfile sharpen the advice.",
                de: "Basewise liest ein Dockerfile und sagt, welche minimale oder offizielle Basis dazu passt, warum, und was bräche. Lege eine Datei oder einen Ordner irgendwo auf der Seite ab; Dateien neben dem Dockerfile schärfen den Rat.",
                zh: "Basewise 读取 Dockerfile，告诉你哪个精简或官方基础镜像适合它、为什么，以及会出什么问题。可将文件或文件夹拖到页面任意位置；相关文件会让建议更准确。") }</p>
            <table class="keys"><tbody>{ for keys.iter().map(|(key, text)| html! { <tr><th scope="row"><kbd>{ *key }</kbd></th><td>{ text.clone() }</td></tr> }) }</tbody></table>
            <p>{ say!(lang,
                en: "Nothing you paste leaves this page. A link carries your text behind the # sign, which browsers never send to a server.",
                de: "Nichts, was du einfügst, verlässt diese Seite. Ein Link trägt deinen Text hinter dem #-Zeichen, das Browser nie an einen Server senden.",
                zh: "你粘贴的内容不会离开此页面。链接把文本放在 # 之后，浏览器不会将其发送给服务器。") }</p>
        </Modal>
    }
}
