//! What holds at present, in the form of the actions that would change it.

use tenure_client::{
    decode::{decode, Decoded, Names},
    Instruction,
};

use crate::{
    chain::{Chain, OpenGovernor},
    failure::Failure,
    report::Detail,
};

/// In an instruction's data, what names it comes before its arguments.
const DISCRIMINATOR_LEN: usize = 8;

/// Actions that would change nothing.
pub struct Present(Vec<Instruction>);

impl Present {
    pub fn read(chain: &Chain, governor: &OpenGovernor) -> Result<Self, Failure> {
        let (keys, treasury) = (&governor.keys, governor.keys.treasury);
        let locker = chain.locker(governor.locker.address)?;
        let mut actions = vec![
            keys.update_params(governor.state.params()),
            keys.set_council(governor.state.council),
            locker.keys.update_params(treasury, locker.state.params()),
            locker.keys.set_pauser(treasury, locker.state.pauser),
        ];
        if chain.find_splitter(&locker)?.is_some() {
            let splitter = chain.splitter(locker)?;
            actions.push(splitter.keys.announce_terms(treasury, splitter.newest_terms()));
            actions.push(splitter.keys.set_pauser(treasury, splitter.state.pauser));
        }
        Ok(Self(actions))
    }

    /// What is told of an action, with what holds at present where that is something else.
    pub fn compare(&self, action: &Instruction, decoded: &Decoded, names: &Names) -> Vec<Detail> {
        let present = self.0.iter().find(|present| same_kind(present, action));
        let present = present.map(|present| decode(present, names).details).unwrap_or_default();
        let detail = |(name, words): &(String, String)| {
            let there = present.iter().find(|(there, _)| there == name).map(|(_, words)| words);
            let now = there.filter(|there| *there != words).cloned();
            Detail { name: name.clone(), words: words.clone(), now }
        };
        decoded.details.iter().map(detail).collect()
    }
}

/// Both are the same instruction, and change the same account.
fn same_kind(present: &Instruction, action: &Instruction) -> bool {
    let changed = |instruction: &Instruction| instruction.accounts.first().map(|meta| meta.pubkey);
    present.program_id == action.program_id
        && present.data.get(..DISCRIMINATOR_LEN) == action.data.get(..DISCRIMINATOR_LEN)
        && changed(present) == changed(action)
}
