// Registers the service worker and offers its updates. Never in a frame, never from a file, and nothing breaks
// where the browser does not allow it: the page then simply needs the network.
import { address } from "./address.js";

const WORDS = {
  en: ["A new version of this page is ready.", "Use it now"],
  de: ["Eine neue Fassung dieser Seite ist bereit.", "Jetzt verwenden"],
  zh: ["本页面的新版本已就绪。", "立即使用"],
};

export function startOffline() {
  const allowed = isSecureContext && window === window.top && location.protocol.startsWith("http");
  if (!allowed || !navigator.serviceWorker) return;
  const off = new URLSearchParams(location.search).get("sw") === "off";
  (off ? remove() : register()).catch((problem) => console.info("Not kept for offline use:", problem));
}

async function register() {
  const worker = await navigator.serviceWorker.register(address("./sw.js"), { updateViaCache: "none" });
  const offer = () => worker.waiting && navigator.serviceWorker.controller && ask(worker.waiting);
  offer();
  worker.addEventListener("updatefound", () => worker.installing?.addEventListener("statechange", offer));
}

function ask(waiting) {
  if (document.querySelector(".update")) return;
  const [text, yes] = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;
  const note = document.createElement("p");
  const button = document.createElement("button");
  note.className = "update";
  note.setAttribute("role", "status");
  button.textContent = yes;
  button.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    waiting.postMessage("take over");
  });
  // Another page said yes, or the new worker waits for nobody (sw-off.js).
  waiting.addEventListener("statechange", () => note.remove(), { once: true });
  note.append(`${text} `, button);
  document.body.append(note);
}

async function remove() {
  const scope = new URL("./", document.baseURI).href;
  const worker = await navigator.serviceWorker.getRegistration(scope);
  if (worker?.scope === scope) await worker.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`basewise ${scope} `)).map((name) => caches.delete(name)));
}
