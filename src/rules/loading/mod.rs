//! What a program loads when it starts: its C library, shared libraries, and what they were made for.

pub mod aged;
pub mod bindings;
pub mod called;
pub mod cgo;
pub mod dotnet;
pub mod fetched_programs;
pub mod glibc_made;
pub mod gone_builders;
pub mod held;
pub mod libraries;
pub mod linked;
pub mod newer_compilers;
pub mod newer_libstdcxx;
pub mod old_openssl;
pub mod twins;
