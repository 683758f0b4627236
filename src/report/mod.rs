//! Advice → JSON, SARIF, Markdown, text.
