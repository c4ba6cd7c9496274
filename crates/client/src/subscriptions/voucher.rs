use solana_program::{instruction::Instruction, pubkey::Pubkey};
use subscriptions::{Voucher, VOUCHER_LEN};

const ED25519_PROGRAM: Pubkey = Pubkey::from_str_const("Ed25519SigVerify111111111111111111111111111");

const SIGNATURE_AT: usize = 16;
const KEY_AT: usize = SIGNATURE_AT + 64;
const MESSAGE_AT: usize = KEY_AT + 32;

/// The instruction that checks `signature` of a voucher by the session key: it stands right before the one
/// that settles.
pub fn verification(voucher: &Voucher, session_key: &Pubkey, signature: &[u8; 64]) -> Instruction {
    const HERE: u16 = u16::MAX;
    let number = |at: usize| u16::try_from(at).expect("an offset in a short instruction");
    let offsets =
        [number(SIGNATURE_AT), HERE, number(KEY_AT), HERE, number(MESSAGE_AT), number(VOUCHER_LEN), HERE];
    let mut data = vec![1, 0];
    data.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
    data.extend(signature);
    data.extend(session_key.as_ref());
    data.extend(voucher.message());
    Instruction { program_id: ED25519_PROGRAM, accounts: vec![], data }
}
