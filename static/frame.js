// Narrows the policy of embed.html to the folder it lies in, before anything else is loaded. The page cannot say so
// itself: in a sandboxed frame it has no origin, and to WebKit 'self' then means nobody.
{
  const here = new URL("./", location.href);
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `default-src 'none'; script-src ${here} 'wasm-unsafe-eval'; style-src ${here}; img-src ${here} data:; connect-src ${here}`;
  document.head.append(policy);
}
