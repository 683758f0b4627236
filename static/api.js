// The engine without the page, for a page of yours, a worker, or Node:
//   import { advise } from "https://…/api.js";
//   const { headline, recommendations } = await advise(text, { prefer: "smallest" });
// What goes in and what comes out is described in api.d.ts. Nothing is sent anywhere.
import init, { advise as ask, learn } from "./basewise.js";

const WASM = new URL("./basewise.wasm", import.meta.url);
const WORDS = { de: new URL("./later/words-de.txt", import.meta.url), zh: new URL("./later/words-zh.txt", import.meta.url) };
const learning = {};
let loading;

/** Loads the engine ahead of the first question; `advise` does it by itself. */
export function load() {
  return (loading ??= read(WASM).then((wasm) => init({ module_or_path: wasm })).then(() => {}));
}

/** Advice on a Dockerfile; a question that cannot be read is rejected with a sentence. */
export async function advise(text, wishes = {}) {
  await load();
  const lang = String(wishes.lang).slice(0, 2).toLowerCase();
  if (Object.hasOwn(WORDS, lang)) await (learning[lang] ??= speak(lang));
  const today = new Date().toISOString().slice(0, 10);
  try {
    return JSON.parse(ask(JSON.stringify({ today, ...wishes, text })));
  } catch (problem) {
    throw typeof problem === "string" ? new TypeError(problem) : problem;
  }
}

async function speak(lang) {
  learn(lang, await (await read(WORDS[lang])).text());
}

// Node's fetch reads no files.
async function read(place) {
  if (place.protocol !== "file:") return fetch(place);
  const { readFile } = await import("node:fs/promises");
  const type = place === WASM ? "application/wasm" : "text/plain";
  return new Response(await readFile(place), { headers: { "content-type": type } });
}
