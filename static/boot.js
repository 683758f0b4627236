// Starts the page. It is a file of its own because the policy allows no inline script.
import init, { start } from "./basewise.js";

init({ module_or_path: new URL("./basewise.wasm", import.meta.url) }).then(
  () => {
    start();
    import("./offline.js").then(({ startOffline }) => startOffline());
  },
  (problem) => {
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = `The page could not start (${problem}). A current browser with WebAssembly is needed.`;
    document.body.append(note);
    console.error(problem);
  },
);
