//! Build → [`Facts`]: what the shipped image runs and needs. One detector a file.
