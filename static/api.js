// The engine without the page, for a page of yours, a worker, or Node:
//   import { advise } from "https://…/api.js";
//   const { headline, recommendations } = await advise(text, { prefer: "smallest" });
// What goes in and what comes out is described in api.d.ts. Nothing is sent anywhere.
import * as first from "./basewise.js";

const GLUE = new URL("./basewise.js", import.meta.url);
const WASM = new URL("./basewise.wasm", import.meta.url);
const WORDS = { de: new URL("./later/words-de.txt", import.meta.url), zh: new URL("./later/words-zh.txt", import.meta.url) };
let started = 0, loading;

/** Loads the engine ahead of the first question; `advise` does it by itself. */
export async function load() {
  await engine();
}

/** Advice on a Dockerfile; a question that cannot be read is rejected with a sentence. */
export async function advise(text, wishes = {}) {
  const mine = await engine();
  const lang = String(wishes.lang).slice(0, 2).toLowerCase();
  if (Object.hasOwn(WORDS, lang)) await (mine.learning[lang] ??= speak(mine, lang));
  if (mine.broke) return advise(text, wishes);
  const today = new Date().toISOString().slice(0, 10);
  return JSON.parse(ask(mine, JSON.stringify({ today, ...wishes, text })));
}

function ask(mine, question) {
  try {
    return mine.advise(question);
  } catch (problem) {
    if (typeof problem === "string") throw new TypeError(problem);
    [mine.broke, loading] = [true, undefined];
    throw new Error("The engine broke on this question. The next one gets a fresh engine.", { cause: problem });
  }
}

function engine() {
  return (loading ??= start().catch((problem) => {
    loading = undefined;
    throw problem;
  }));
}

// One that broke is not asked again. A module is only ever loaded once, so the next is loaded under another address.
async function start() {
  const glue = started++ ? await import(`${GLUE}?${started}`) : first;
  await glue.default({ module_or_path: await read(WASM) });
  return { ...glue, learning: {} };
}

async function speak(mine, lang) {
  mine.learn(lang, await (await read(WORDS[lang])).text());
}

// Node's fetch reads no files.
async function read(place) {
  if (place.protocol !== "file:") return fetch(place);
  const { readFile } = await import("node:fs/promises");
  const type = place === WASM ? "application/wasm" : "text/plain";
  return new Response(await readFile(place), { headers: { "content-type": type } });
}
