//! What is compiled while the image is built, and what that takes of a base.

pub mod building;
pub mod by_git;
pub mod compiler_unasked;
pub mod compiling;
pub mod from_source;
pub mod gems;
pub mod headers;
pub mod hidden_builds;
pub mod natives;
pub mod newer_gcc;
pub mod nginx_builds;
pub mod own_commands;
pub mod php_headers;
pub mod pins;
pub mod shared_base;
pub mod toolchain;
pub mod wheels;
