//! What the treasury does as the authority of a locker, a splitter or a store, or to become it.

use std::str::FromStr;

use serde::Deserialize;
use tenure_client::{Instruction, Pubkey};

use super::require_change;
use crate::{
    chain::{Chain, OpenGovernor, OpenLocker, OpenSplitter, OpenStore},
    failure::Failure,
    value::{address, address_or_nobody, one_address, written},
};

/// Takes over what was proposed to the treasury.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptAuthority {
    #[serde(deserialize_with = "written")]
    of: Of,
}

/// Offers the authority to another, who has to accept it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposeAuthority {
    #[serde(deserialize_with = "written")]
    of: Of,
    #[serde(deserialize_with = "one_address")]
    proposed: Pubkey,
}

/// Ends a pause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    #[serde(deserialize_with = "written")]
    of: Of,
}

/// Names who may pause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPauser {
    #[serde(deserialize_with = "written")]
    of: Of,
    #[serde(deserialize_with = "address_or_nobody")]
    pauser: Pubkey,
}

/// What has an authority. Locker and splitter follow from the governor; a store does not, and is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Locker,
    Revenue,
    Store(Pubkey),
}

impl FromStr for Of {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match (text, text.strip_prefix("store:")) {
            ("locker", _) => Ok(Self::Locker),
            ("revenue", _) => Ok(Self::Revenue),
            (_, Some(store)) => address(store).map(Self::Store),
            _ => Err(format!("'{text}' has no authority: write locker, revenue, or store:<address>")),
        }
    }
}

impl AcceptAuthority {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let treasury = governor.keys.treasury;
        Ok(match self.of {
            Of::Locker => governor.locker.keys.accept_authority(treasury),
            Of::Revenue => splitter(chain, governor)?.keys.accept_authority(treasury),
            Of::Store(address) => store(chain, address)?.keys.accept_authority(treasury),
        })
    }
}

impl ProposeAuthority {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let (treasury, proposed) = (governor.keys.treasury, self.proposed);
        let (before, propose) = match self.of {
            Of::Locker => {
                let OpenLocker { state, keys, .. } = &governor.locker;
                (state.proposed_authority, keys.propose_authority(treasury, proposed))
            }
            Of::Revenue => {
                let splitter = splitter(chain, governor)?;
                (splitter.state.proposed_authority, splitter.keys.propose_authority(treasury, proposed))
            }
            Of::Store(address) => {
                let store = store(chain, address)?;
                (store.state.proposed_authority, store.keys.propose_authority(treasury, proposed))
            }
        };
        if proposed == Pubkey::default() {
            return Err(Failure::input("nobody has the zero address: name who is to accept"));
        }
        require_change(proposed != before)?;
        Ok(propose)
    }
}

impl Resume {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let treasury = governor.keys.treasury;
        let (paused, resume) = match self.of {
            Of::Locker => (governor.locker.state.paused, governor.locker.keys.resume(treasury)),
            Of::Revenue => {
                let splitter = splitter(chain, governor)?;
                (splitter.state.paused, splitter.keys.resume(treasury))
            }
            Of::Store(address) => {
                let store = store(chain, address)?;
                (store.state.paused, store.keys.resume(treasury))
            }
        };
        if paused == 0 {
            return Err(Failure::input("it changes nothing: there is no pause to end"));
        }
        Ok(resume)
    }
}

impl SetPauser {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let (treasury, pauser) = (governor.keys.treasury, self.pauser);
        let (before, set) = match self.of {
            Of::Locker => (governor.locker.state.pauser, governor.locker.keys.set_pauser(treasury, pauser)),
            Of::Revenue => {
                let splitter = splitter(chain, governor)?;
                (splitter.state.pauser, splitter.keys.set_pauser(treasury, pauser))
            }
            Of::Store(address) => {
                let store = store(chain, address)?;
                (store.state.pauser, store.keys.set_pauser(treasury, pauser))
            }
        };
        require_change(pauser != before)?;
        Ok(set)
    }
}

pub(super) fn splitter(chain: &Chain, governor: &OpenGovernor) -> Result<OpenSplitter, Failure> {
    chain.splitter(chain.locker(governor.locker.address)?)
}

fn store(chain: &Chain, address: Pubkey) -> Result<OpenStore, Failure> {
    let found = chain.find_store(address)?;
    found.ok_or_else(|| Failure::cluster(format!("there is no store {address}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_an_authority_is_named() {
        let address = Pubkey::new_from_array([7; 32]);
        assert_eq!("locker".parse(), Ok(Of::Locker));
        assert_eq!("revenue".parse(), Ok(Of::Revenue));
        assert_eq!(format!("store:{address}").parse(), Ok(Of::Store(address)));
        for text in ["", "store", "store:", "store:mine", "Locker", "governor", &address.to_string()] {
            assert!(text.parse::<Of>().is_err(), "{text}");
        }
    }
}
