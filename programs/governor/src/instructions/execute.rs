extern crate alloc;

use alloc::vec::Vec;
use core::mem::MaybeUninit;

use anchor_lang::{prelude::*, sha256};
use pinocchio::{
    cpi::{invoke_signed_unchecked, CpiAccount, Seed, Signer as CpiSigner},
    instruction::{InstructionAccount, InstructionView},
};
use solana_instruction_syscalls::{syscalls::get_stack_height, TRANSACTION_LEVEL_STACK_HEIGHT};
use tenure_math::week_of;

use crate::{
    action::{self, Action},
    clock,
    error::GovernorError,
    event::ActionExecuted,
    holdings::Holdings,
    state::{Governor, Proposal, ProposalText},
};

/// Behind these accounts come the action's program and its accounts, in their order.
#[derive(Accounts)]
pub struct Execute {
    /// An action may change it.
    #[account(mut, unsafe(dup))]
    pub governor: Account<Governor>,
    #[account(mut)]
    pub proposal: Account<Proposal>,
    /// Signs the action.
    #[account(address = governor.treasury @ GovernorError::WrongTreasury)]
    pub treasury: UncheckedAccount,
}

impl Execute {
    fn validate(&self, t: u64, index: u8) -> Result<()> {
        // An action that executes others would run them out of sight of what limits it.
        require!(get_stack_height() <= TRANSACTION_LEVEL_STACK_HEIGHT, GovernorError::Reentered);
        require!(self.proposal.governor == *self.governor.address(), GovernorError::WrongProposal);
        self.proposal.require_executable(t)?;
        require!(index == self.proposal.actions_run, GovernorError::NotNext);
        Ok(())
    }

    /// `given` are the program and the accounts behind the instruction's own.
    pub fn handler(&mut self, index: u8, given: &[AccountView]) -> Result<()> {
        let t = clock::now()?;
        self.validate(t, index)?;
        let (program, accounts) = given.split_first().ok_or(GovernorError::WrongAccounts)?;

        self.proposal.actions_run += 1;
        self.run(week_of(t), index, program, accounts)?;

        emit!(ActionExecuted {
            governor: *self.governor.address(),
            proposal: *self.proposal.address(),
            program: *program.address(),
            actions_run: self.proposal.actions_run.into(),
            actions: self.proposal.actions.into(),
        });
        Ok(())
    }

    fn run(&mut self, week: u32, index: u8, program: &AccountView, accounts: &[AccountView]) -> Result<()> {
        let actions = ProposalText::of(&self.proposal).actions;
        require!(sha256(actions) == self.proposal.actions_hash, GovernorError::ActionsChanged);
        let action = action::nth(actions, index).ok_or(GovernorError::ActionsChanged)?;
        require_accounts(&action, program, accounts)?;

        let treasury = self.treasury.account();
        let before = Holdings::of(treasury, accounts);
        let bump = [self.governor.treasury_bump];
        let address = *self.governor.address();
        let seeds = [Governor::TREASURY_SEED, address.as_ref(), &bump];
        invoke(&action, program, accounts, &seeds)?;

        let still_a_wallet = treasury.owned_by(&System::id()) && treasury.is_data_empty();
        require!(still_a_wallet, GovernorError::TreasuryChanged);
        let after = Holdings::of(treasury, accounts);
        for (mint, amount) in before.outflow(&after) {
            self.governor.pay_out(week, mint, amount)?;
        }
        Ok(())
    }
}

/// The program and the accounts are the action's, all of them and in order.
fn require_accounts(action: &Action<'_>, program: &AccountView, accounts: &[AccountView]) -> Result<()> {
    let same = program.address().as_array() == action.program
        && accounts.len() == action.account_count()
        && accounts.iter().zip(action.accounts()).all(|(given, wanted)| {
            given.address().as_array() == wanted.address && (given.is_writable() || !wanted.writable)
        });
    require!(same, GovernorError::WrongAccounts);
    Ok(())
}

/// Calls the action's program; the treasury signs, and nobody else.
fn invoke(
    action: &Action<'_>,
    program: &AccountView,
    accounts: &[AccountView],
    treasury_seeds: &[&[u8]; 3],
) -> Result<()> {
    let metas: Vec<_> = accounts
        .iter()
        .zip(action.accounts())
        .map(|(account, wanted)| InstructionAccount::new(account.address(), wanted.writable, wanted.signer))
        .collect();
    let mut views: Vec<MaybeUninit<CpiAccount>> = Vec::with_capacity(accounts.len());
    for account in accounts {
        let mut view = MaybeUninit::uninit();
        CpiAccount::init_from_account_view(account, &mut view);
        views.push(view);
    }
    // SAFETY: each was initialised above.
    let views = unsafe { core::slice::from_raw_parts(views.as_ptr().cast::<CpiAccount>(), views.len()) };
    let instruction = InstructionView { program_id: program.address(), accounts: &metas, data: action.data };
    let seeds = treasury_seeds.map(Seed::from);
    // SAFETY: what the callee may change of this program's accounts is read through raw pointers, and read
    // anew after the call.
    unsafe { invoke_signed_unchecked(&instruction, views, &[CpiSigner::from(&seeds)]) };
    Ok(())
}
