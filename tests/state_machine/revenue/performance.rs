//! What an affair sends to the chain.

use solana_instruction::Instruction;
use solana_signer::Signer;
use spl_token_2022_interface::instruction as token_program;
use tenure_client::revenue::PoolKeys;
use tenure_model::OwnerId;

use crate::{
    chain::Chain,
    revenue::{
        affair::{Affair, Receiver},
        token::{terms, Token},
    },
    verdict::Verdict,
};

impl Chain {
    pub fn settle(&mut self, owner: OwnerId, affair: Affair) -> Verdict {
        let instruction = self.ask_revenue(owner, affair);
        self.send(owner, &[instruction])?;
        if let Affair::SetTreasury { token, receiver } = affair {
            self.tokens[token].pool = self.tokens[token].paying(receiver);
        }
        Ok(())
    }

    fn ask_revenue(&self, owner: OwnerId, affair: Affair) -> Instruction {
        let (keys, payer, ruler) = (&self.revenue, self.payer(), self.ruler.pubkey());
        let address = &self.owners[owner as usize].address();
        match affair {
            Affair::Income { token, amount } => {
                let token = &self.tokens[token];
                token.mint.mint_to(&token.pool.intake, amount)
            }
            Affair::Endow { token, amount } => {
                let token = &self.tokens[token];
                token.mint.mint_to(&token.pool.vault, amount)
            }
            Affair::Distribute { token } => keys.distribute(&self.tokens[token].pool),
            Affair::OpenRecord => keys.open_claim_record(payer, address),
            Affair::CloseRecord => keys.close_claim_record(address, payer),
            Affair::OpenDestination { token } => self.tokens[token].pool.open_destination(&payer, address),
            Affair::Claim { token, weeks } => keys.claim(address, &self.tokens[token].pool, weeks),
            Affair::ClaimAndLock { token, weeks } => {
                keys.claim_and_lock(address, &self.tokens[token].pool, weeks)
            }
            Affair::Announce(announced) => keys.announce_terms(ruler, terms(announced)),
            Affair::StopSharing => keys.pause(self.guard.pubkey()),
            Affair::ResumeSharing => keys.resume(ruler),
            Affair::SetTreasury { token, receiver } => {
                keys.set_treasury(ruler, &self.tokens[token].paying(receiver))
            }
            Affair::Freeze { token, treasury } => self.tokens[token].freeze(treasury),
            Affair::Thaw { token, treasury } => self.tokens[token].thaw(treasury),
        }
    }
}

impl Token {
    /// The pool's keys with another account for the treasury.
    fn paying(&self, receiver: Receiver) -> PoolKeys {
        let treasury = match receiver {
            Receiver::Treasury(which) => self.treasuries[which],
            Receiver::Intake => self.pool.intake,
            Receiver::Vault => self.pool.vault,
            Receiver::Mint => self.pool.mint,
        };
        PoolKeys { treasury, ..self.pool }
    }

    fn freeze(&self, treasury: usize) -> Instruction {
        let (program, mint, by) =
            (self.mint.kind.program(), &self.mint.address, self.mint.authority.pubkey());
        token_program::freeze_account(&program, &self.treasuries[treasury], mint, &by, &[])
            .expect("a token program")
    }

    fn thaw(&self, treasury: usize) -> Instruction {
        let (program, mint, by) =
            (self.mint.kind.program(), &self.mint.address, self.mint.authority.pubkey());
        token_program::thaw_account(&program, &self.treasuries[treasury], mint, &by, &[])
            .expect("a token program")
    }
}
