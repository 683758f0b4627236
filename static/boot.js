// Shows an example to someone who comes for the first time, starts the page, and says so where it cannot: a file that did
// not come, or a browser that may not run WebAssembly.
// It is a file of its own because the policy allows no inline script.
const wasm = fetch(new URL("./basewise.wasm", import.meta.url)).then(compile);
const ready = import("./basewise.js").then(async (page) => {
  await page.default({ module_or_path: wasm });
  return page;
});
const lang = navigator.languages.map((name) => name.slice(0, 2)).find((name) => ["en", "de", "zh"].includes(name)) ?? "en";
const early = document.getElementById("early");
const greeted = greet(document.querySelector(`#first > [lang^="${lang}"]`));
const warmed = greeted && import("./warm.js").then(({ warm }) => warm(wasm, early)).catch(() => {});
ready.then(async (page) => {
  await warmed;
  page.start();
  (await import("./offline.js")).startOffline();
}, tell);

async function compile(answer) {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  // Some servers call it something else.
  const named = answer.headers.get("content-type") === "application/wasm";
  return named ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

// Shows what the engine said of the example when the page was built; supports end, so it is not told for longer than a year.
function greet(told) {
  if (!told || location.hash.length > 2 || cameBefore() || Date.now() - Date.parse(told.dataset.day) > 366 * 864e5) return false;
  told.parentElement.firstElementChild.hidden = true;
  told.hidden = false;
  early.placeholder = early.dataset.example;
  return true;
}

function cameBefore() {
  try {
    return localStorage.length > 0;
  } catch {
    return false;
  }
}

// As the page says it when it breaks later, `src/ui/drawn/rescue.rs`; the words of that lie in the wasm.
function tell(problem) {
  console.error(problem);
  const words = {
    en: ["Basewise could not start. It needs a current browser that may run WebAssembly, and all of its files. What you typed is still in the field: copy it before you reload.", "Reload the page"],
    de: ["Basewise konnte nicht starten. Es braucht einen aktuellen Browser, der WebAssembly ausführen darf, und alle seine Dateien. Was du getippt hast, steht noch im Feld: Kopiere es, bevor du neu lädst.", "Seite neu laden"],
    zh: ["Basewise 无法启动。它需要允许运行 WebAssembly 的新版浏览器，以及自身的全部文件。你输入的内容仍在输入框中：请先复制再重新加载。", "重新加载页面"],
  };
  const [said, reload] = words[lang];
  const note = Object.assign(document.createElement("p"), { id: "broken", className: "broken", lang, role: "alert" });
  const again = Object.assign(document.createElement("a"), { href: "?", textContent: reload });
  note.append(`${said} (${problem}) `, again);
  document.body.append(note);
  early?.removeAttribute("placeholder");
  document.getElementById("first")?.remove();
  if (parent !== window) parent.postMessage({ basewise: 1, type: "error", detail: String(problem) }, "*");
}
