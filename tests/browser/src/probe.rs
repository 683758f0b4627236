//! A script that the test server puts first into every page: it notes what goes wrong, in every engine alike.

/// Notes console errors and warnings, exceptions, rejections and what the policy blocked.
pub const SCRIPT: &str = r"
const noted = [];
const note = (kind, text) => noted.push(`${kind}: ${text}`);
for (const kind of ['error', 'warn']) {
  const plain = console[kind];
  console[kind] = (...words) => { note(`console.${kind}`, words.map(String).join(' ')); plain.apply(console, words); };
}
addEventListener('error', (event) => note('error', event.message || `${event.target?.outerHTML} did not load`), true);
addEventListener('unhandledrejection', (event) => note('rejection', event.reason));
addEventListener('securitypolicyviolation', (event) =>
  note('policy', `${event.violatedDirective} blocked ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
globalThis.basewiseNoted = noted;
";
