use anchor_lang::{InstructionData, ToAccountMetas};
use locker::{accounts, instruction, Locker, LockerParams, Roles, ID};
use solana_program::{instruction::Instruction, pubkey::Pubkey};

use super::{lock_address, locker_address, vault_address};
use crate::program::{self, SYSTEM_PROGRAM};

/// The addresses that a locker's instructions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockerKeys {
    pub locker: Pubkey,
    pub vault: Pubkey,
    pub mint: Pubkey,
    pub token_program: Pubkey,
    pub penalty_account: Pubkey,
}

impl LockerKeys {
    /// Of the locker that `creator` makes, or made, for `mint`.
    pub fn derive(mint: Pubkey, creator: Pubkey, token_program: Pubkey, penalty_account: Pubkey) -> Self {
        let locker = locker_address(&mint, &creator);
        Self { locker, vault: vault_address(&locker), mint, token_program, penalty_account }
    }

    /// Of a locker that was read from a chain.
    pub fn of(address: Pubkey, locker: &Locker) -> Self {
        Self {
            locker: address,
            vault: locker.vault,
            mint: locker.mint,
            token_program: locker.token_program,
            penalty_account: locker.penalty_account,
        }
    }

    pub fn lock(&self, owner: &Pubkey) -> Pubkey {
        lock_address(&self.locker, owner)
    }

    pub fn create_locker(
        &self,
        payer: Pubkey,
        creator: Pubkey,
        params: LockerParams,
        roles: Roles,
    ) -> Instruction {
        build(
            accounts::CreateLocker {
                payer,
                creator,
                mint: self.mint,
                locker: self.locker,
                vault: self.vault,
                penalty_account: self.penalty_account,
                token_program: self.token_program,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreateLocker { params, roles },
        )
    }

    /// Sets the parameters, and this struct's `penalty_account` as the receiver of penalties.
    pub fn update_params(&self, authority: Pubkey, params: LockerParams) -> Instruction {
        let penalty_account = self.penalty_account;
        build(
            accounts::UpdateParams { locker: self.locker, authority, penalty_account },
            instruction::UpdateParams { params },
        )
    }

    pub fn set_pauser(&self, authority: Pubkey, pauser: Pubkey) -> Instruction {
        build(accounts::SetPauser { locker: self.locker, authority }, instruction::SetPauser { pauser })
    }

    pub fn pause(&self, pauser: Pubkey) -> Instruction {
        build(accounts::Pause { locker: self.locker, pauser }, instruction::Pause {})
    }

    pub fn resume(&self, authority: Pubkey) -> Instruction {
        build(accounts::Resume { locker: self.locker, authority }, instruction::Resume {})
    }

    pub fn propose_authority(&self, authority: Pubkey, proposed: Pubkey) -> Instruction {
        build(
            accounts::ProposeAuthority { locker: self.locker, authority },
            instruction::ProposeAuthority { proposed },
        )
    }

    pub fn accept_authority(&self, proposed_authority: Pubkey) -> Instruction {
        build(
            accounts::AcceptAuthority { locker: self.locker, proposed_authority },
            instruction::AcceptAuthority {},
        )
    }

    pub fn cancel_authority(&self, authority: Pubkey) -> Instruction {
        build(accounts::CancelAuthority { locker: self.locker, authority }, instruction::CancelAuthority {})
    }

    pub fn crank(&self, max_weeks: u16) -> Instruction {
        build(accounts::Crank { locker: self.locker }, instruction::Crank { max_weeks })
    }

    /// `source` pays; a new lock's rent is paid by `payer`.
    pub fn create_lock(
        &self,
        payer: Pubkey,
        owner: Pubkey,
        source: Pubkey,
        amount: u64,
        weeks: u16,
    ) -> Instruction {
        build(
            accounts::CreateLock {
                payer,
                owner,
                locker: self.locker,
                lock: self.lock(&owner),
                source,
                vault: self.vault,
                mint: self.mint,
                token_program: self.token_program,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::Lock { amount, weeks },
        )
    }

    pub fn increase(&self, owner: Pubkey, source: Pubkey, amount: u64) -> Instruction {
        build(
            accounts::Increase {
                owner,
                locker: self.locker,
                lock: self.lock(&owner),
                source,
                vault: self.vault,
                mint: self.mint,
                token_program: self.token_program,
            },
            instruction::Increase { amount },
        )
    }

    pub fn extend(&self, owner: Pubkey, weeks: u16) -> Instruction {
        build(
            accounts::Extend { owner, locker: self.locker, lock: self.lock(&owner) },
            instruction::Extend { weeks },
        )
    }

    pub fn make_permanent(&self, owner: Pubkey) -> Instruction {
        build(
            accounts::MakePermanent { owner, locker: self.locker, lock: self.lock(&owner) },
            instruction::MakePermanent {},
        )
    }

    pub fn begin_unlock(&self, owner: Pubkey) -> Instruction {
        build(
            accounts::BeginUnlock { owner, locker: self.locker, lock: self.lock(&owner) },
            instruction::BeginUnlock {},
        )
    }

    pub fn withdraw(&self, owner: Pubkey, destination: Pubkey) -> Instruction {
        build(
            accounts::Withdraw {
                owner,
                locker: self.locker,
                lock: self.lock(&owner),
                destination,
                vault: self.vault,
                mint: self.mint,
                token_program: self.token_program,
            },
            instruction::Withdraw {},
        )
    }

    pub fn exit_early(&self, owner: Pubkey, destination: Pubkey, most_penalty: u64) -> Instruction {
        build(
            accounts::ExitEarly {
                owner,
                locker: self.locker,
                lock: self.lock(&owner),
                destination,
                penalty_account: self.penalty_account,
                vault: self.vault,
                mint: self.mint,
                token_program: self.token_program,
            },
            instruction::ExitEarly { most_penalty },
        )
    }

    pub fn set_delegate(&self, owner: Pubkey, delegate: Pubkey) -> Instruction {
        build(
            accounts::SetDelegate { owner, locker: self.locker, lock: self.lock(&owner) },
            instruction::SetDelegate { delegate },
        )
    }

    pub fn prune(&self, owner: Pubkey, give_up_before: u32) -> Instruction {
        build(
            accounts::Prune { owner, locker: self.locker, lock: self.lock(&owner) },
            instruction::Prune { give_up_before },
        )
    }

    pub fn close_lock(&self, owner: Pubkey, rent_payer: Pubkey, give_up_before: u32) -> Instruction {
        build(
            accounts::CloseLock { owner, locker: self.locker, lock: self.lock(&owner), rent_payer },
            instruction::CloseLock { give_up_before },
        )
    }

    /// View: returns a [`super::PowerView`].
    pub fn power(&self, owner: &Pubkey) -> Instruction {
        build(accounts::ViewPower { locker: self.locker, lock: self.lock(owner) }, instruction::Power {})
    }

    /// View: returns a [`super::PowerView`].
    pub fn power_at_week(&self, owner: &Pubkey, week: u32) -> Instruction {
        build(
            accounts::ViewPower { locker: self.locker, lock: self.lock(owner) },
            instruction::PowerAtWeek { week },
        )
    }
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    program::build(ID, accounts, data)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Pubkey = Pubkey::new_from_array([3; 32]);
    const SOURCE: Pubkey = Pubkey::new_from_array([4; 32]);

    fn keys() -> LockerKeys {
        let address = |byte| Pubkey::new_from_array([byte; 32]);
        LockerKeys::derive(address(1), address(2), address(5), address(6))
    }

    #[test]
    fn lock_carries_its_tag_and_arguments() {
        let keys = keys();
        let instruction = keys.create_lock(OWNER, OWNER, SOURCE, 1_000, 52);
        // sha256("global:lock")[..8], then the amount and the weeks, little-endian.
        let tag = [0x15, 0x13, 0xd0, 0x2b, 0xed, 0x3e, 0xff, 0x57];
        let expected = [&tag[..], &1_000u64.to_le_bytes(), &52u16.to_le_bytes()].concat();
        assert_eq!(instruction.data, expected);
        assert_eq!(instruction.program_id, ID);
    }

    #[test]
    fn lock_names_its_accounts_in_order_with_their_rights() {
        let keys = keys();
        let instruction = keys.create_lock(OWNER, OWNER, SOURCE, 1_000, 52);
        let metas: Vec<_> =
            instruction.accounts.iter().map(|meta| (meta.pubkey, meta.is_signer, meta.is_writable)).collect();
        let expected = [
            (OWNER, true, true),
            (OWNER, true, false),
            (keys.locker, false, true),
            (keys.lock(&OWNER), false, true),
            (SOURCE, false, true),
            (keys.vault, false, true),
            (keys.mint, false, false),
            (keys.token_program, false, false),
            (SYSTEM_PROGRAM, false, false),
        ];
        assert_eq!(metas, expected);
    }

    #[test]
    fn views_write_nothing_and_want_no_signature() {
        for view in [keys().power(&OWNER), keys().power_at_week(&OWNER, 7)] {
            assert!(view.accounts.iter().all(|meta| !meta.is_signer && !meta.is_writable));
        }
    }
}
