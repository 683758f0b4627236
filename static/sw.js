// Keeps the page usable without a network. The build fills in the two constants below.
//
// What is kept: exactly the files of one version of the page, under a name of its own. Nothing else is touched: other
// requests go to the network as if this file did not exist.
// An update waits until the reader says yes (offline.js asks). The way out: open the page with `?sw=off`.
const VERSION = "written by the build";
const FILES = ["written by the build"];

const PREFIX = `basewise ${registration.scope} `;
const CACHE = PREFIX + VERSION;
const kept = new Set(FILES.map((file) => new URL(file, registration.scope).href));

addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => clients.claim()));
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.searchParams.get("sw") === "off") return;
  url.search = url.hash = "";
  if (url.href === `${registration.scope}index.html`) url.href = registration.scope;
  if (kept.has(url.href)) event.respondWith(fromCache(url.href, request));
});

// A cache that someone emptied is no reason to show nothing.
async function fromCache(address, request) {
  const found = await (await caches.open(CACHE)).match(address);
  return found ?? fetch(request);
}

async function forgetOthers() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}
