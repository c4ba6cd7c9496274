//! Vouchers: what was used of a credit, signed by its user's session key.

use anchor_lang::prelude::*;

use crate::error::SubscriptionError;

/// The program that checks ed25519 signatures.
const ED25519_PROGRAM: Address = Address::from_str_const("Ed25519SigVerify111111111111111111111111111");

/// The first bytes of every voucher: no signature over anything else is one.
pub const VOUCHER_MAGIC: [u8; 16] = *b"tenure voucher 1";

/// Length of a signed voucher.
pub const VOUCHER_LEN: usize = 72;

/// Of an instruction that checks one signature: the count and a byte of padding, then where the signature,
/// the key and the message are.
const HEADER_LEN: usize = 16;

/// In place of an instruction's index: the same instruction.
const HERE: u16 = u16::MAX;

/// What is signed: of the credit of this incarnation so much was used, ever; to be settled before a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voucher {
    pub credit: Address,
    pub incarnation: u64,
    /// In base units.
    pub cumulative: u64,
    pub valid_until: u64,
}

impl Voucher {
    /// The signed bytes: the magic, the credit's address, the numbers, little-endian.
    pub fn message(&self) -> [u8; VOUCHER_LEN] {
        let mut message = [0; VOUCHER_LEN];
        message[..16].copy_from_slice(&VOUCHER_MAGIC);
        message[16..48].copy_from_slice(self.credit.as_ref());
        message[48..56].copy_from_slice(&self.incarnation.to_le_bytes());
        message[56..64].copy_from_slice(&self.cumulative.to_le_bytes());
        message[64..].copy_from_slice(&self.valid_until.to_le_bytes());
        message
    }

    /// The instruction before the current one has checked the signature of just this voucher by `key`. The
    /// runtime has refused the transaction if it did not hold.
    pub fn require_signed(&self, key: &Address, instructions: &Sysvar<SysvarInstructions>) -> Result<()> {
        let before = instructions.get_instruction_relative(-1).map_err(|_| SubscriptionError::NoVoucher)?;
        require!(*before.get_program_id() == ED25519_PROGRAM, SubscriptionError::NoVoucher);
        let data = before.get_instruction_data();
        let (signed_by, message) = one_signature(data).ok_or(SubscriptionError::NoVoucher)?;
        let fits = signed_by == key.as_ref() && message == self.message();
        require!(fits, SubscriptionError::WrongVoucher);
        Ok(())
    }
}

/// Key and message of an instruction that checks one signature, all of it in its own data.
fn one_signature(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let header = data.get(..HEADER_LEN)?;
    if header[0] != 1 {
        return None;
    }
    let number = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let indexes = [number(4), number(8), number(14)];
    if indexes != [HERE; 3] {
        return None;
    }
    let (key_at, message_at) = (usize::from(number(6)), usize::from(number(10)));
    let key = data.get(key_at..key_at + 32)?;
    let message = data.get(message_at..message_at + usize::from(number(12)))?;
    Some((key, message))
}
