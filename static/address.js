// Trusted Types want the address of a worker to come from a named policy.
let policy;

export function address(file) {
  const plain = new URL(file, document.baseURI).href;
  policy ??= globalThis.trustedTypes?.createPolicy("basewise-worker", { createScriptURL: (address) => address });
  return policy ? policy.createScriptURL(plain) : plain;
}
