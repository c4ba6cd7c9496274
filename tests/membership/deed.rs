//! What a holder can do to the token of a badge.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::{cpi_guard, memo_transfer, ExtensionType},
    instruction::{self as token, AuthorityType},
    ID,
};
use tenure_tests::{Club, Member};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    Burn,
    BurnAndClose,
    /// Lets another spend it, who burns it.
    DelegateBurns,
    /// Lets another spend it.
    Approve,
    /// Lets another close the account.
    NameCloser,
    GuardAgainstPrograms,
    AskForMemos,
}

pub const DEEDS: [Deed; 7] = [
    Deed::Burn,
    Deed::BurnAndClose,
    Deed::DelegateBurns,
    Deed::Approve,
    Deed::NameCloser,
    Deed::GuardAgainstPrograms,
    Deed::AskForMemos,
];

impl Deed {
    /// Whether the token is gone after it.
    pub fn destroys(self) -> bool {
        matches!(self, Self::Burn | Self::BurnAndClose | Self::DelegateBurns)
    }

    /// The member does it.
    pub async fn by(self, club: &mut Club, member: &Member) {
        let other = Keypair::new();
        let (payer, holder, account) = (club.payer(), member.address(), member.token);
        let grow = |kind| token::reallocate(&ID, &account, &payer, &holder, &[], &[kind]);
        let approve = || token::approve(&ID, &account, &other.pubkey(), &holder, &[], 1);
        let steps = match self {
            Self::Burn => vec![burn(member, &member.keypair)],
            Self::BurnAndClose => vec![burn(member, &member.keypair), close(member)],
            Self::DelegateBurns => vec![approve().unwrap(), burn(member, &other)],
            Self::Approve => vec![approve().unwrap()],
            Self::NameCloser => {
                let kind = AuthorityType::CloseAccount;
                let set = token::set_authority(&ID, &account, Some(&other.pubkey()), kind, &holder, &[]);
                vec![set.unwrap()]
            }
            Self::GuardAgainstPrograms => vec![
                grow(ExtensionType::CpiGuard).unwrap(),
                cpi_guard::instruction::enable_cpi_guard(&ID, &account, &holder, &[]).unwrap(),
            ],
            Self::AskForMemos => vec![
                grow(ExtensionType::MemoTransfer).unwrap(),
                memo_transfer::instruction::enable_required_transfer_memos(&ID, &account, &holder, &[])
                    .unwrap(),
            ],
        };
        let other_signs = self == Self::DelegateBurns;
        let signers: Vec<_> = [&member.keypair].into_iter().chain(other_signs.then_some(&other)).collect();
        club.send(&steps, &signers).await.unwrap_or_else(|failure| panic!("{self:?}: {failure}"));
        assert_eq!(club.supply(member).await, Some(u64::from(!self.destroys())), "{self:?}");
    }
}

/// `by` burns the member's token.
pub fn burn(member: &Member, by: &Keypair) -> Instruction {
    token::burn(&ID, &member.token, &member.mint, &by.pubkey(), &[], 1).unwrap()
}

/// The member closes the token account.
pub fn close(member: &Member) -> Instruction {
    let holder = member.address();
    token::close_account(&ID, &member.token, &holder, &holder, &[]).unwrap()
}
