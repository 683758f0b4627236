// Asks the engine once, for what that compiles; see warm.js.
import init, { advise } from "./basewise.js";

onmessage = async ({ data: { module, text } }) => {
  try {
    await init({ module_or_path: module });
    advise(JSON.stringify({ today: new Date().toISOString().slice(0, 10), text }));
  } finally {
    postMessage("warm");
  }
};
