//! Accounts, groups and the places that are theirs: what a base has given away, and what a file asks for.

pub mod account_homes;
pub mod account_makers;
pub mod accounts;
pub mod groups;
pub mod identity;
pub mod nonroot;
pub mod taken;
pub mod www_data;
