mod cancel;
mod close_proposal;
mod close_vote;
mod create_governor;
// The framework's derive names every argument in a function that uses none.
#[allow(unused_variables)]
mod draft;
mod execute;
mod proposal_state;
mod set_council;
mod set_outflow_limit;
mod submit;
mod update_params;
mod veto;
mod vote;
mod write;

pub use cancel::*;
pub use close_proposal::*;
pub use close_vote::*;
pub use create_governor::*;
pub use draft::*;
pub use execute::*;
pub use proposal_state::*;
pub use set_council::*;
pub use set_outflow_limit::*;
pub use submit::*;
pub use update_params::*;
pub use veto::*;
pub use vote::*;
pub use write::*;
