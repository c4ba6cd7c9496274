mod badge;
mod collection;
mod terms;

pub use badge::Badge;
pub use collection::Collection;
pub use terms::CollectionTerms;
