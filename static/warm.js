// A browser compiles a function of the wasm when it is first called, and the page would stand still meanwhile: half a
// second on a phone. What a worker calls first is compiled for the page, too. Whoever pastes does not wait for it.
import { address } from "./address.js";

/** Resolves when the engine has answered once elsewhere, or cannot, or is wanted here. `wasm`: the module, to come. */
export async function warm(wasm, early) {
  const worker = new Worker(address("./warmer.js"), { type: "module" });
  const done = new Promise((done) => {
    worker.onmessage = worker.onerror = done;
    early.addEventListener("input", done);
  });
  const module = await wasm;
  if (!early.value) {
    worker.postMessage({ module, text: early.dataset.example });
    await Promise.race([done, new Promise((late) => setTimeout(late, 3000))]);
  }
  worker.terminate();
}
