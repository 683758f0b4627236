// Switches offline use off for everybody: put this file in the place of sw.js on the host, under that name. Browsers ask
// for sw.js at every visit; this one takes over from the worker that is there, forgets what it kept, and removes itself.
// Pages that are open go on working, from the network.
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(`basewise ${registration.scope} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
  await registration.unregister();
}
