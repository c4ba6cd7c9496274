mod accept_authority;
mod cancel_authority;
// The framework names all arguments where accounts need one.
#[allow(unused_variables)]
mod create_collection;
mod expire;
mod extend;
mod issue;
mod propose_authority;
mod rebuild;
mod revoke;
mod set_tier;

pub use accept_authority::*;
pub use cancel_authority::*;
pub use create_collection::*;
pub use expire::*;
pub use extend::*;
pub use issue::*;
pub use propose_authority::*;
pub use rebuild::*;
pub use revoke::*;
pub use set_tier::*;
