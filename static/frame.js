// The first script of embed.html. It narrows the policy to the folder that the page lies in, before anything else is
// loaded. The page cannot say so itself: in a sandboxed frame it has no origin, and to WebKit 'self' then means nobody.
{
  const here = new URL("./", location.href);
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `default-src 'none'; script-src ${here} 'wasm-unsafe-eval'; style-src ${here}; img-src ${here} data:; connect-src ${here}`;
  document.head.append(policy);
  // And it tells the host how tall the page is, whenever that changes: not all that opens in it is drawn by the engine.
  const tell = () => {
    const detail = document.body?.offsetHeight;
    if (detail) parent.postMessage({ basewise: 1, type: "resize", detail }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  // In WebKit that alone missed a `<details>` that opened, for many seconds.
  addEventListener("toggle", tell, true);
}
