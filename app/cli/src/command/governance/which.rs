use std::str::FromStr;

use tenure_client::Pubkey;

use crate::{
    chain::{Chain, OpenGovernor, OpenProposal},
    failure::Failure,
    value::address,
};

/// Which proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    At(Pubkey),
    Number(u64),
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(0) => Err("proposals are numbered from 1 on: give a draft's address".to_owned()),
            Ok(number) => Ok(Self::Number(number)),
            Err(_) => address(text).map(Self::At).map_err(|words| format!("{words}; or a proposal's number")),
        }
    }
}

impl Which {
    pub fn open(self, chain: &Chain, governor: &OpenGovernor) -> Result<OpenProposal, Failure> {
        match self {
            Self::At(address) => chain.proposal(governor, address),
            Self::Number(number) => {
                let mut proposals = chain.proposals(governor)?.into_iter();
                proposals.find(|proposal| proposal.read.proposal.number == number).ok_or_else(|| {
                    Failure::cluster(format!(
                        "there is no proposal number {number}, or it is closed: see tenure governance proposals"
                    ))
                })
            }
        }
    }

    /// The proposal's address, of one that may be closed if it is given by its address.
    pub fn address(self, chain: &Chain, governor: &OpenGovernor) -> Result<Pubkey, Failure> {
        match self {
            Self::At(address) => Ok(address),
            Self::Number(_) => Ok(self.open(chain, governor)?.address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_an_address_or_a_number() {
        assert_eq!("7".parse(), Ok(Which::Number(7)));
        let address = Pubkey::new_from_array([9; 32]);
        assert_eq!(address.to_string().parse(), Ok(Which::At(address)));
        assert!("0".parse::<Which>().is_err_and(|words| words.contains("from 1 on")));
        assert!("last".parse::<Which>().is_err_and(|words| words.contains("not an address")));
    }
}
