//! Calls to the program from others, built on the stack. The authority is an address of the caller's, which
//! signs by its seeds. A refusal ends the transaction.

use anchor_lang::{
    cpi::InstructionAccount, prelude::Address, unchecked_invoke_signed_fixed, CpiHandle, CpiHandleMut,
    Discriminator,
};

use crate::instruction;

/// [`crate::Issue`]. The payer has signed.
pub struct Issue<'a> {
    pub payer: CpiHandleMut<'a>,
    pub collection: CpiHandle<'a>,
    pub authority: CpiHandle<'a>,
    pub holder: CpiHandle<'a>,
    pub group: CpiHandleMut<'a>,
    pub badge: CpiHandleMut<'a>,
    pub mint: CpiHandleMut<'a>,
    pub token: CpiHandleMut<'a>,
    pub token_program: CpiHandle<'a>,
    pub system_program: CpiHandle<'a>,
}

impl<'a> Issue<'a> {
    /// Issues a badge of `tier` that holds until the second `expires_at`; `granted` says that it was paid
    /// elsewhere.
    pub fn invoke(self, tier: u8, expires_at: u64, granted: bool, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let mut data = [0; 18];
        data[..8].copy_from_slice(instruction::Issue::DISCRIMINATOR);
        data[8] = tier;
        data[9..17].copy_from_slice(&expires_at.to_le_bytes());
        data[17] = granted.into();
        let metas = [
            InstructionAccount::writable_signer(self.payer.address()),
            InstructionAccount::readonly(self.collection.address()),
            InstructionAccount::readonly_signer(self.authority.address()),
            InstructionAccount::readonly(self.holder.address()),
            InstructionAccount::writable(self.group.address()),
            InstructionAccount::writable(self.badge.address()),
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::writable(self.token.address()),
            InstructionAccount::readonly(self.token_program.address()),
            InstructionAccount::readonly(self.system_program.address()),
        ];
        let handles = [
            self.payer.into(),
            self.collection,
            self.authority,
            self.holder,
            self.group.into(),
            self.badge.into(),
            self.mint.into(),
            self.token.into(),
            self.token_program,
            self.system_program,
        ];
        unchecked_invoke_signed_fixed(&crate::ID, &data, &metas, &handles, signer_seeds);
    }
}

/// [`crate::SetTier`].
pub struct SetTier<'a> {
    pub collection: CpiHandle<'a>,
    pub authority: CpiHandle<'a>,
    pub badge: CpiHandleMut<'a>,
    pub mint: Shown<'a>,
    pub token_program: CpiHandle<'a>,
}

impl<'a> SetTier<'a> {
    /// Sets `tier`.
    pub fn invoke(self, tier: u8, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let mut data = [0; 9];
        data[..8].copy_from_slice(instruction::SetTier::DISCRIMINATOR);
        data[8] = tier;
        let Self { collection, authority, badge, mint, token_program } = self;
        change(&data, collection, authority, badge, mint, token_program, signer_seeds);
    }
}

/// [`crate::Extend`].
pub struct Extend<'a> {
    pub collection: CpiHandle<'a>,
    pub authority: CpiHandle<'a>,
    pub badge: CpiHandleMut<'a>,
    pub mint: Shown<'a>,
    pub token_program: CpiHandle<'a>,
}

impl<'a> Extend<'a> {
    /// Sets the expiry to the second `expires_at`; `granted` says that it was paid elsewhere.
    pub fn invoke(self, expires_at: u64, granted: bool, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let mut data = [0; 17];
        data[..8].copy_from_slice(instruction::Extend::DISCRIMINATOR);
        data[8..16].copy_from_slice(&expires_at.to_le_bytes());
        data[16] = granted.into();
        let Self { collection, authority, badge, mint, token_program } = self;
        change(&data, collection, authority, badge, mint, token_program, signer_seeds);
    }
}

/// Whether a change is shown by the token at once.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// At once: the badge's mint.
    Now(CpiHandleMut<'a>),
    /// By a rebuild: this program's account.
    Later(CpiHandle<'a>),
}

fn change<'a>(
    data: &[u8],
    collection: CpiHandle<'a>,
    authority: CpiHandle<'a>,
    badge: CpiHandleMut<'a>,
    mint: Shown<'a>,
    token_program: CpiHandle<'a>,
    signer_seeds: &'a [&'a [&'a [u8]]],
) {
    let (mint, written): (CpiHandle<'a>, bool) = match mint {
        Shown::Now(mint) => (mint.into(), true),
        Shown::Later(program) => (program, false),
    };
    let metas = [
        InstructionAccount::readonly(collection.address()),
        InstructionAccount::readonly_signer(authority.address()),
        InstructionAccount::writable(badge.address()),
        InstructionAccount::new(mint.address(), written, false),
        InstructionAccount::readonly(token_program.address()),
    ];
    let handles = [collection, authority, badge.into(), mint, token_program];
    unchecked_invoke_signed_fixed(&crate::ID, data, &metas, &handles, signer_seeds);
}

/// [`crate::Rebuild`]. The payer has signed; nobody else has to.
pub struct Rebuild<'a> {
    pub payer: CpiHandleMut<'a>,
    pub collection: CpiHandle<'a>,
    pub group: CpiHandleMut<'a>,
    pub badge: CpiHandleMut<'a>,
    pub mint: CpiHandleMut<'a>,
    pub token: CpiHandleMut<'a>,
    pub token_program: CpiHandle<'a>,
    pub system_program: CpiHandle<'a>,
}

impl Rebuild<'_> {
    /// Brings the token in line with the badge.
    pub fn invoke(self) {
        let metas = [
            InstructionAccount::writable_signer(self.payer.address()),
            InstructionAccount::readonly(self.collection.address()),
            InstructionAccount::writable(self.group.address()),
            InstructionAccount::writable(self.badge.address()),
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::writable(self.token.address()),
            InstructionAccount::readonly(self.token_program.address()),
            InstructionAccount::readonly(self.system_program.address()),
        ];
        let handles = [
            self.payer.into(),
            self.collection,
            self.group.into(),
            self.badge.into(),
            self.mint.into(),
            self.token.into(),
            self.token_program,
            self.system_program,
        ];
        unchecked_invoke_signed_fixed(&crate::ID, instruction::Rebuild::DISCRIMINATOR, &metas, &handles, &[]);
    }
}

/// [`crate::Revoke`].
pub struct Revoke<'a> {
    pub collection: CpiHandle<'a>,
    pub authority: CpiHandle<'a>,
    pub badge: CpiHandleMut<'a>,
    pub mint: CpiHandleMut<'a>,
    pub token: CpiHandleMut<'a>,
    pub mint_payer: CpiHandleMut<'a>,
    pub token_program: CpiHandle<'a>,
}

impl<'a> Revoke<'a> {
    /// Revokes the badge.
    pub fn invoke(self, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let metas = [
            InstructionAccount::readonly(self.collection.address()),
            InstructionAccount::readonly_signer(self.authority.address()),
            InstructionAccount::writable(self.badge.address()),
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::writable(self.token.address()),
            InstructionAccount::writable(self.mint_payer.address()),
            InstructionAccount::readonly(self.token_program.address()),
        ];
        let handles = [
            self.collection,
            self.authority,
            self.badge.into(),
            self.mint.into(),
            self.token.into(),
            self.mint_payer.into(),
            self.token_program,
        ];
        let data = instruction::Revoke::DISCRIMINATOR;
        unchecked_invoke_signed_fixed(&crate::ID, data, &metas, &handles, signer_seeds);
    }
}

/// [`crate::ProposeAuthority`].
pub struct ProposeAuthority<'a> {
    pub collection: CpiHandleMut<'a>,
    pub authority: CpiHandle<'a>,
}

impl<'a> ProposeAuthority<'a> {
    /// Proposes `proposed`.
    pub fn invoke(self, proposed: &Address, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let mut data = [0; 40];
        data[..8].copy_from_slice(instruction::ProposeAuthority::DISCRIMINATOR);
        data[8..].copy_from_slice(proposed.as_ref());
        authority(&data, self.collection, self.authority, signer_seeds);
    }
}

/// [`crate::AcceptAuthority`].
pub struct AcceptAuthority<'a> {
    pub collection: CpiHandleMut<'a>,
    pub proposed_authority: CpiHandle<'a>,
}

impl<'a> AcceptAuthority<'a> {
    /// Accepts the collection's authority.
    pub fn invoke(self, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let data = instruction::AcceptAuthority::DISCRIMINATOR;
        authority(data, self.collection, self.proposed_authority, signer_seeds);
    }
}

fn authority<'a>(
    data: &[u8],
    collection: CpiHandleMut<'a>,
    signer: CpiHandle<'a>,
    signer_seeds: &'a [&'a [&'a [u8]]],
) {
    let metas = [
        InstructionAccount::writable(collection.address()),
        InstructionAccount::readonly_signer(signer.address()),
    ];
    let handles = [collection.into(), signer];
    unchecked_invoke_signed_fixed(&crate::ID, data, &metas, &handles, signer_seeds);
}
