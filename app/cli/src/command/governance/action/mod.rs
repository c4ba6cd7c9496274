//! The actions of a proposal, as its file writes them.

mod authority;
mod limit;
mod pool;
mod raw;
mod terms;
mod transfer;

use serde::{Deserialize, Deserializer};
use tenure_client::{Instruction, Pubkey};

pub use self::transfer::SOL_DECIMALS;
use self::{
    authority::{AcceptAuthority, ProposeAuthority, Resume, SetPauser},
    limit::SetOutflowLimit,
    pool::{CreatePool, SetPoolTreasury},
    raw::Raw,
    terms::{AnnounceTerms, UpdateGovernor, UpdateLocker},
    transfer::{TransferSol, TransferToken},
};
use crate::{
    chain::{Chain, OpenGovernor},
    failure::Failure,
    value::{address_or_nobody, written},
};

/// What the treasury is to do.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Action {
    TransferSol(TransferSol),
    TransferToken(TransferToken),
    AnnounceTerms(AnnounceTerms),
    UpdateLocker(UpdateLocker),
    UpdateGovernor(UpdateGovernor),
    SetCouncil(SetCouncil),
    SetOutflowLimit(SetOutflowLimit),
    CreatePool(CreatePool),
    SetPoolTreasury(SetPoolTreasury),
    AcceptAuthority(AcceptAuthority),
    ProposeAuthority(ProposeAuthority),
    Resume(Resume),
    SetPauser(SetPauser),
    Raw(Raw),
}

/// Names who may veto.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetCouncil {
    #[serde(deserialize_with = "address_or_nobody")]
    council: Pubkey,
}

impl Action {
    /// The instruction that the treasury is to sign. What is not named stays as it is on `chain`.
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        match self {
            Self::TransferSol(action) => action.build(governor),
            Self::TransferToken(action) => action.build(chain, governor),
            Self::AnnounceTerms(action) => action.build(chain, governor),
            Self::UpdateLocker(action) => action.build(governor),
            Self::UpdateGovernor(action) => action.build(governor),
            Self::SetCouncil(action) => Ok(governor.keys.set_council(action.council)),
            Self::SetOutflowLimit(action) => action.build(chain, governor),
            Self::CreatePool(action) => action.build(chain, governor),
            Self::SetPoolTreasury(action) => action.build(chain, governor),
            Self::AcceptAuthority(action) => action.build(chain, governor),
            Self::ProposeAuthority(action) => action.build(chain, governor),
            Self::Resume(action) => action.build(chain, governor),
            Self::SetPauser(action) => action.build(chain, governor),
            Self::Raw(action) => Ok(action.build()),
        }
    }
}

/// A value that may be left out, written as on the command line.
fn if_written<'de, D: Deserializer<'de>, T: std::str::FromStr<Err: std::fmt::Display>>(
    input: D,
) -> Result<Option<T>, D::Error> {
    written(input).map(Some)
}

fn require_change(changed: bool) -> Result<(), Failure> {
    if changed {
        return Ok(());
    }
    Err(Failure::input("it changes nothing: name at least one value that differs"))
}
