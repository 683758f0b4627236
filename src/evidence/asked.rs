//! What readers are asked: the ids by which doubts, answers, questions and links name it. They stay as they are.

/// Whether a base is a public one under another name.
pub const PASSED_ON: &str = "base-is-passed-on";
/// Whether the program is linked statically.
pub const STATIC: &str = "binary-is-static";
/// Whether the start is a script that needs a shell.
pub const SHELL: &str = "script-needs-shell";
/// Whether dependencies have compiled parts.
pub const NATIVE: &str = "needs-native-packages";
/// Whether dependencies are compiled for CUDA.
pub const FOR_CUDA: &str = "compiles-for-cuda";
/// Whether the program calls others over HTTPS.
pub const NETWORK: &str = "has-network-client";
/// Whether it calls tools of the JDK.
pub const JDK: &str = "jdk-at-run-time";
/// Whether it calls a compiler.
pub const COMPILER: &str = "compiler-at-run-time";
/// Whether it calls tools that are mostly installed by habit.
pub const HABIT: &str = "tools-at-run-time";
/// Whether nginx loads modules.
pub const MODULES: &str = "nginx-modules";
