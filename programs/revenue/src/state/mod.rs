mod claim_record;
mod pool;
mod splitter;
mod terms;

pub use claim_record::ClaimRecord;
pub use pool::{Pool, Standing};
pub use splitter::Splitter;
pub use terms::Terms;
