use governor::{Governor, Proposal, Vote, ID};
use solana_program::pubkey::Pubkey;

/// A locker's governor.
pub fn governor_address(locker: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Governor::SEED, locker.as_ref()], &ID).0
}

/// What holds a governor's funds and signs its actions.
pub fn treasury_address(governor: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Governor::TREASURY_SEED, governor.as_ref()], &ID).0
}

/// A proposer's proposal. The nonce is the proposer's choice.
pub fn proposal_address(governor: &Pubkey, proposer: &Pubkey, nonce: u64) -> Pubkey {
    let nonce = nonce.to_le_bytes();
    Pubkey::find_program_address(&[Proposal::SEED, governor.as_ref(), proposer.as_ref(), &nonce], &ID).0
}

/// What a lock says to a proposal.
pub fn vote_address(proposal: &Pubkey, lock: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[Vote::SEED, proposal.as_ref(), lock.as_ref()], &ID).0
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKER: Pubkey = Pubkey::new_from_array([1; 32]);
    const PROPOSER: Pubkey = Pubkey::new_from_array([2; 32]);
    const LOCK: Pubkey = Pubkey::new_from_array([3; 32]);

    /// Written out from the documented seeds, so that a changed constant shows.
    fn expected(seeds: &[&[u8]]) -> Pubkey {
        Pubkey::find_program_address(seeds, &ID).0
    }

    #[test]
    fn addresses_follow_the_documented_seeds() {
        let governor = governor_address(&LOCKER);
        assert_eq!(governor, expected(&[b"governor", LOCKER.as_ref()]));
        assert_eq!(treasury_address(&governor), expected(&[b"treasury", governor.as_ref()]));
        let proposal = proposal_address(&governor, &PROPOSER, 0x0102);
        let seeds: [&[u8]; 4] =
            [b"proposal", governor.as_ref(), PROPOSER.as_ref(), &[2, 1, 0, 0, 0, 0, 0, 0]];
        assert_eq!(proposal, expected(&seeds));
        assert_eq!(vote_address(&proposal, &LOCK), expected(&[b"vote", proposal.as_ref(), LOCK.as_ref()]));
    }
}
