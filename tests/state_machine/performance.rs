//! What a deed sends to the chain.

use solana_instruction::Instruction;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::instruction as token;
use tenure_model::{Operation, OwnerId};

use crate::{
    chain::{terms, Chain},
    deed::Deed,
    verdict::Verdict,
};

impl Chain {
    pub fn perform(&mut self, owner: OwnerId, deed: Deed) -> Verdict {
        let mut keys = self.keys;
        let (lock, address) = (&self.locks[owner as usize], self.owners[owner as usize].address());
        let instruction = match deed {
            Deed::Ask(operation) => self.ask(owner, operation),
            Deed::Settle(affair) => return self.settle(owner, affair),
            Deed::Decide(measure) => return self.decide(owner, measure),
            Deed::MovePenalties { receiver } => {
                keys.penalty_account = self.penalty_accounts[receiver];
                keys.update_params(self.authority.pubkey(), self.locker().params())
            }
            Deed::SetDelegate(delegate) => keys.set_delegate(address, delegate),
            Deed::Donate { amount } => self.donate(amount),
            Deed::Gift { lamports } => system::transfer(&self.payer(), lock, lamports),
        };
        self.send(owner, &[instruction])?;
        self.keys = keys;
        Ok(())
    }

    fn ask(&self, owner: OwnerId, operation: Operation) -> Instruction {
        let (keys, owner) = (&self.keys, &self.owners[owner as usize]);
        let (address, tokens, payer) = (owner.address(), owner.tokens, self.payer());
        let (authority, pauser) = (self.authority.pubkey(), self.pauser.pubkey());
        match operation {
            Operation::Lock { amount, weeks } => keys.create_lock(payer, address, tokens, amount, weeks),
            Operation::Increase { amount } => keys.increase(address, tokens, amount),
            Operation::Extend { weeks } => keys.extend(address, weeks),
            Operation::MakePermanent => keys.make_permanent(address),
            Operation::BeginUnlock => keys.begin_unlock(address),
            Operation::Withdraw => keys.withdraw(address, tokens),
            Operation::ExitEarly { most_penalty } => keys.exit_early(address, tokens, most_penalty),
            Operation::Prune { give_up_before } => keys.prune(address, give_up_before),
            Operation::CloseLock { give_up_before } => keys.close_lock(address, payer, give_up_before),
            Operation::Crank { max_weeks } => keys.crank(max_weeks),
            Operation::Pause => keys.pause(pauser),
            Operation::Resume => keys.resume(authority),
            Operation::UpdateParams(params) => {
                keys.update_params(authority, terms(params, self.governance.governor))
            }
        }
    }

    /// Tokens sent to the vault by a plain transfer.
    fn donate(&self, amount: u64) -> Instruction {
        let (program, mint, decimals) = (self.mint.kind.program(), &self.mint.address, self.mint.decimals);
        let (from, to, by) = (&self.stranger.tokens, &self.keys.vault, &self.stranger.address());
        token::transfer_checked(&program, from, mint, to, by, &[], amount, decimals).expect("a token program")
    }
}
