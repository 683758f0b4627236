//! Dockerfiles of real kinds to begin with, by ecosystem.

/// A Dockerfile as such a project writes it.
pub struct Example {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! example {
    ($name:literal, $file:literal) => {
        Example { name: $name, text: include_str!(concat!("../../../static/examples/", $file)) }
    };
}

/// What the page shows to someone who comes for the first time.
pub const FIRST: &Example = &ALL[0];

pub const ALL: &[Example] = &[
    example!("Go", "go.Dockerfile"),
    example!("Node.js", "node.Dockerfile"),
    example!("Python", "python.Dockerfile"),
    example!("Java", "java.Dockerfile"),
    example!("Rust", "rust.Dockerfile"),
    example!(".NET", "dotnet.Dockerfile"),
    example!("PHP", "php.Dockerfile"),
    example!("Ruby", "ruby.Dockerfile"),
    example!("C++", "cpp.Dockerfile"),
    example!("nginx", "site.Dockerfile"),
    example!("CentOS", "centos.Dockerfile"),
    example!("ML · CUDA", "cuda.Dockerfile"),
];
