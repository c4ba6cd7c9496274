//! Calls to Token-2022 for a mint whose every authority is its collection.

use anchor_lang::{cpi::InstructionAccount, prelude::*, unchecked_invoke_signed_fixed, CpiHandle};
use anchor_spl::token_2022::Token2022;

use super::{
    buffer::Buffer,
    label::{LONGEST_LINK, LONGEST_NAME},
};
use crate::{constants::SYMBOL_LEN, state::Collection};

/// The mint's base, padding and type, and one extension's head.
const BASE: usize = 166;
const HEAD: usize = 4;
const POINTER: usize = HEAD + 64;

/// Bytes of a group's mint before its group and its metadata are written: two pointers.
pub const GROUP_MINT_LEN: usize = BASE + 2 * POINTER;

/// Bytes that the group adds: its authority and mint, its size and greatest size.
pub const GROUP_LEN: usize = HEAD + 80;

/// Bytes of a badge's mint before its membership and its metadata are written: non-transferable, close
/// authority, permanent delegate, two pointers.
pub const BADGE_MINT_LEN: usize = BASE + HEAD + 2 * (HEAD + 32) + 2 * POINTER;

/// Bytes that the membership adds: its mint and group, and its number.
pub const MEMBER_LEN: usize = HEAD + 72;

/// Bytes that metadata adds, at most: authority and mint, three texts, and a list of further fields that
/// stays empty.
pub const METADATA_LEN: usize = HEAD + 64 + 4 * 4 + LONGEST_NAME + SYMBOL_LEN + LONGEST_LINK;

/// Where a mint tells its supply.
const SUPPLY: core::ops::Range<usize> = 36..44;

/// A text of a token's metadata that changes.
#[derive(Clone, Copy)]
pub enum Field {
    Name,
    Link,
}

/// A mint of the collection's: its group, or a badge's.
#[derive(Clone, Copy)]
pub struct CollectionMint<'a> {
    mint: &'a AccountView,
    collection: CpiHandle<'a>,
    seeds: &'a [&'a [&'a [u8]]],
}

/// The supply of `mint`, which is one.
pub fn supply_of(mint: &AccountView) -> Result<u64> {
    // SAFETY: the bytes are copied before anything else can borrow the account.
    let data = unsafe { mint.borrow_unchecked() };
    let supply = data.get(SUPPLY).and_then(|bytes| bytes.try_into().ok());
    supply.map(u64::from_le_bytes).ok_or(ProgramError::InvalidAccountData)
}

/// An account of a call. Whether it is written to, the call says: this program keeps no reference into the
/// data of mints and token accounts.
pub fn handle(account: &AccountView) -> CpiHandle<'_> {
    CpiHandle::readonly(account)
}

impl<'a> CollectionMint<'a> {
    /// Of `collection`, which signs by `seeds`.
    pub fn of(
        mint: &'a AccountView,
        collection: &'a Account<Collection>,
        seeds: &'a [&'a [&'a [u8]]],
    ) -> Self {
        Self { mint, collection: collection.cpi_handle(), seeds }
    }

    /// Extensions are to be initialised before the mint.
    pub fn initialize_non_transferable(&self) {
        self.set_up(&[32]);
    }

    pub fn initialize_close_authority(&self) {
        let mut data = Buffer::<34>::new(&[25, 1]);
        data.push(self.collection.address().as_ref());
        self.set_up(data.bytes());
    }

    pub fn initialize_permanent_delegate(&self) {
        let mut data = Buffer::<33>::new(&[35]);
        data.push(self.collection.address().as_ref());
        self.set_up(data.bytes());
    }

    pub fn initialize_metadata_pointer(&self) {
        self.point_to_itself(39);
    }

    pub fn initialize_group_pointer(&self) {
        self.point_to_itself(40);
    }

    pub fn initialize_member_pointer(&self) {
        self.point_to_itself(41);
    }

    fn point_to_itself(&self, extension: u8) {
        let mut data = Buffer::<66>::new(&[extension, 0]);
        data.push(self.collection.address().as_ref());
        data.push(self.mint.address().as_ref());
        self.set_up(data.bytes());
    }

    /// Without decimals, and without anyone who could freeze.
    pub fn initialize_mint(&self) {
        let mut data = Buffer::<35>::new(&[20, 0]);
        data.push(self.collection.address().as_ref());
        data.push(&[0]);
        self.set_up(data.bytes());
    }

    #[inline(never)]
    fn set_up(&self, data: &[u8]) {
        let metas = [InstructionAccount::writable(self.mint.address())];
        unchecked_invoke_signed_fixed(&Token2022::id(), data, &metas, &[self.mint()], &[]);
    }

    /// The mint is a group of any number of members.
    pub fn initialize_group(&self) {
        let mut data = Buffer::<48>::new(&[121, 113, 108, 39, 54, 51, 0, 4]);
        data.push(self.collection.address().as_ref());
        data.push(&u64::MAX.to_le_bytes());
        let metas = [
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::readonly(self.mint.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        self.sign(data.bytes(), &metas, &[self.mint(), self.mint(), self.collection]);
    }

    /// The mint becomes a member of `group`.
    pub fn initialize_member(&self, group: &'a AccountView) {
        let metas = [
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::readonly(self.mint.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
            InstructionAccount::writable(group.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        let (mint, collection) = (self.mint(), self.collection);
        let handles = [mint, mint, collection, handle(group), collection];
        self.sign(&[152, 32, 222, 176, 223, 237, 116, 134], &metas, &handles);
    }

    #[inline(never)]
    pub fn initialize_metadata(&self, name: &[u8], symbol: &[u8], link: &[u8]) {
        const LEN: usize = 8 + 3 * 4 + LONGEST_NAME + SYMBOL_LEN + LONGEST_LINK;
        let mut data = Buffer::<LEN>::new(&[210, 225, 30, 162, 88, 184, 77, 141]);
        data.push_text(name);
        data.push_text(symbol);
        data.push_text(link);
        let metas = [
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::readonly(self.collection.address()),
            InstructionAccount::readonly(self.mint.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        let (mint, collection) = (self.mint(), self.collection);
        self.sign(data.bytes(), &metas, &[mint, collection, mint, collection]);
    }

    #[inline(never)]
    pub fn update_metadata(&self, field: Field, text: &[u8]) {
        const LEN: usize = 8 + 1 + 4 + LONGEST_LINK;
        let mut data = Buffer::<LEN>::new(&[221, 233, 49, 45, 181, 202, 220, 200]);
        data.push(match field {
            Field::Name => &[0],
            Field::Link => &[2],
        });
        data.push_text(text);
        let metas = [
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        self.sign(data.bytes(), &metas, &[self.mint(), self.collection]);
    }

    /// A token account for `holder`, at an address that is Token-2022's already.
    pub fn initialize_account(&self, token: &'a AccountView, holder: &Address) {
        let mut data = Buffer::<33>::new(&[18]);
        data.push(holder.as_ref());
        let metas = [
            InstructionAccount::writable(token.address()),
            InstructionAccount::readonly(self.mint.address()),
        ];
        let handles = [handle(token), self.mint()];
        unchecked_invoke_signed_fixed(&Token2022::id(), data.bytes(), &metas, &handles, &[]);
    }

    pub fn mint_one(&self, token: &'a AccountView) {
        let metas = [
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::writable(token.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        let handles = [self.mint(), handle(token), self.collection];
        self.sign(&[7, 1, 0, 0, 0, 0, 0, 0, 0], &metas, &handles);
    }

    /// Burns `amount` as the permanent delegate, whatever the holder says.
    pub fn burn(&self, token: &'a AccountView, amount: u64) {
        let mut data = Buffer::<9>::new(&[8]);
        data.push(&amount.to_le_bytes());
        let metas = [
            InstructionAccount::writable(token.address()),
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        self.sign(data.bytes(), &metas, &[handle(token), self.mint(), self.collection]);
    }

    /// Closes the mint, whose supply is zero; its rent goes to `destination`.
    pub fn close(&self, destination: &'a AccountView) {
        let metas = [
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::writable(destination.address()),
            InstructionAccount::readonly_signer(self.collection.address()),
        ];
        self.sign(&[9], &metas, &[self.mint(), handle(destination), self.collection]);
    }

    fn mint(&self) -> CpiHandle<'a> {
        handle(self.mint)
    }

    fn sign<const N: usize>(
        &self,
        data: &[u8],
        metas: &[InstructionAccount<'a>; N],
        handles: &[CpiHandle<'a>; N],
    ) {
        unchecked_invoke_signed_fixed(&Token2022::id(), data, metas, handles, self.seeds);
    }
}
