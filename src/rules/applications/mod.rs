//! Images that are a product: its releases, its data, its settings.

pub mod anew;
pub mod bitnami;
pub mod clients;
pub mod cuda;
pub mod made_for;
pub mod named_php;
pub mod onbuild;
pub mod paired;
pub mod products;
pub mod servers;
pub mod settings;
pub mod shiny;
pub mod sshd;
