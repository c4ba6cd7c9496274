//! Messages whose ed25519 signatures the chain itself checks, and forgeries of them.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::World;

/// The chain's own program for ed25519 signatures, a precompile.
pub const ED25519: Pubkey = Pubkey::from_str_const("Ed25519SigVerify111111111111111111111111111");

/// In place of an instruction's index: the one that holds the offsets.
pub const THIS_INSTRUCTION: u16 = u16::MAX;

/// Codes with which the precompile refuses a transaction.
pub const INVALID_SIGNATURE: u32 = 2;
pub const INVALID_DATA_OFFSETS: u32 = 3;
pub const INVALID_DATA_SIZE: u32 = 4;

/// A message, whom it is said to be from, and what is said to be the signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    pub public_key: [u8; 32],
    pub signature: [u8; 64],
    pub message: Vec<u8>,
}

impl Signed {
    pub fn by(signer: &Keypair, message: &[u8]) -> Self {
        Self {
            public_key: signer.pubkey().to_bytes(),
            signature: signer.sign_message(message).into(),
            message: message.to_vec(),
        }
    }
}

/// Where the precompile looks for the parts of one signature: bytes of an instruction's data, and the
/// index of that instruction in the transaction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offsets {
    pub signature: u16,
    pub signature_instruction: u16,
    pub public_key: u16,
    pub public_key_instruction: u16,
    pub message: u16,
    pub message_len: u16,
    pub message_instruction: u16,
}

impl Offsets {
    const LEN: usize = 14;

    fn bytes(&self) -> Vec<u8> {
        [
            self.signature,
            self.signature_instruction,
            self.public_key,
            self.public_key_instruction,
            self.message,
            self.message_len,
            self.message_instruction,
        ]
        .into_iter()
        .flat_map(u16::to_le_bytes)
        .collect()
    }
}

/// Of the data before the offsets: the number of signatures, and a byte that nothing reads.
const HEADER_LEN: usize = 2;

/// An instruction of the precompile: any number of signatures, and where it is to look for them.
///
/// ```ignore
/// let mut forged = Ed25519Instruction::of(&[Signed::by(&mallory, &message)]);
/// forged.offsets[0].public_key_instruction = 2;
/// world.send(&[forged.build(), redeem], &[]).await;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ed25519Instruction {
    /// One entry a signature; at first each points at what it belongs to, in this instruction.
    pub offsets: Vec<Offsets>,
    /// What stands behind the offsets: of each signature the public key, the signature, the message.
    pub parts: Vec<u8>,
}

impl Ed25519Instruction {
    pub fn of(signatures: &[Signed]) -> Self {
        let start = HEADER_LEN + signatures.len() * Offsets::LEN;
        let (mut offsets, mut parts) = (vec![], vec![]);
        for signed in signatures {
            let mut place = |part: &[u8]| {
                let at = u16::try_from(start + parts.len()).expect("an instruction of less than 64 KiB");
                parts.extend_from_slice(part);
                at
            };
            offsets.push(Offsets {
                public_key: place(&signed.public_key),
                public_key_instruction: THIS_INSTRUCTION,
                signature: place(&signed.signature),
                signature_instruction: THIS_INSTRUCTION,
                message: place(&signed.message),
                message_len: signed.message.len().try_into().expect("a message of less than 64 KiB"),
                message_instruction: THIS_INSTRUCTION,
            });
        }
        Self { offsets, parts }
    }

    pub fn build(&self) -> Instruction {
        let count = u8::try_from(self.offsets.len()).expect("at most 255 signatures");
        let mut data = vec![count, 0];
        data.extend(self.offsets.iter().flat_map(Offsets::bytes));
        data.extend_from_slice(&self.parts);
        Instruction { program_id: ED25519, accounts: vec![], data }
    }
}

/// The instruction by which the chain checks that `signer` signed `message`.
pub fn voucher(signer: &Keypair, message: &[u8]) -> Instruction {
    Ed25519Instruction::of(&[Signed::by(signer, message)]).build()
}

impl World {
    /// The index in its transaction of the first instruction given to `send`, behind the one that sets
    /// the compute limit. In a `Lite` it is 0.
    pub const FIRST_INSTRUCTION: u16 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lite, OutcomeExt, TokenKind};

    const MESSAGE: &[u8] = b"three months of the plan";

    fn signed() -> Signed {
        Signed::by(&Keypair::new(), MESSAGE)
    }

    /// What both engines must answer to `instructions`: nothing, or a code of the precompile. Each gets
    /// them with the index that the first will have in its transaction.
    async fn verify(instructions: impl Fn(u16) -> Vec<Instruction>, expected: Result<(), u32>) {
        let mut world = World::bare(TokenKind::SplToken, 6, &[]).await;
        let outcomes = [
            world.send(&instructions(World::FIRST_INSTRUCTION), &[]).await,
            Lite::new().send(&instructions(0), &[]),
        ];
        for outcome in outcomes {
            match expected {
                Ok(()) => drop(outcome.expect("the signatures are good")),
                Err(code) => outcome.refused(code),
            }
        }
    }

    #[test]
    fn the_data_are_laid_out_as_the_precompile_reads_them() {
        let signed = signed();
        let data = Ed25519Instruction::of(std::slice::from_ref(&signed)).build().data;
        let header = [1, 0, 48, 0, 255, 255, 16, 0, 255, 255, 112, 0, 24, 0, 255, 255];
        assert_eq!(data[..16], header);
        assert_eq!(data[16..48], signed.public_key);
        assert_eq!(data[48..112], signed.signature);
        assert_eq!(data[112..], *MESSAGE);
    }

    #[tokio::test]
    async fn a_good_signature_passes() {
        verify(|_| vec![voucher(&Keypair::new(), MESSAGE)], Ok(())).await;
    }

    #[tokio::test]
    async fn another_message_than_the_signed_one_is_refused() {
        let altered = Signed { message: b"six months of the plan".to_vec(), ..signed() };
        let forged = Ed25519Instruction::of(&[altered]).build();
        verify(|_| vec![forged.clone()], Err(INVALID_SIGNATURE)).await;
    }

    #[tokio::test]
    async fn another_signer_than_the_named_one_is_refused() {
        let impostor = Signed { public_key: Keypair::new().pubkey().to_bytes(), ..signed() };
        let forged = Ed25519Instruction::of(&[impostor]).build();
        verify(|_| vec![forged.clone()], Err(INVALID_SIGNATURE)).await;
    }

    #[tokio::test]
    async fn every_one_of_several_signatures_is_checked() {
        let (first, mut second) = (signed(), signed());
        let both = Ed25519Instruction::of(&[first.clone(), second.clone()]).build();
        verify(|_| vec![both.clone()], Ok(())).await;

        second.signature[0] ^= 1;
        let forged = Ed25519Instruction::of(&[first, second]).build();
        verify(|_| vec![forged.clone()], Err(INVALID_SIGNATURE)).await;
    }

    #[tokio::test]
    async fn the_message_may_stand_in_another_instruction() {
        let honest = Ed25519Instruction::of(&[signed()]);
        let pointing_at = |index: u16| {
            let mut elsewhere = honest.clone();
            elsewhere.offsets[0].message_instruction = index;
            elsewhere.parts.truncate(32 + 64);
            vec![honest.build(), elsewhere.build()]
        };
        verify(pointing_at, Ok(())).await;
        // Its own data end where the message should be.
        verify(|first| pointing_at(first + 1), Err(INVALID_DATA_OFFSETS)).await;
        // The transaction ends before that instruction.
        verify(|first| pointing_at(first + 2), Err(INVALID_DATA_OFFSETS)).await;
    }

    #[tokio::test]
    async fn a_public_key_is_read_from_where_the_offset_says() {
        let mut shifted = Ed25519Instruction::of(&[signed(), signed()]);
        let second = shifted.offsets[1].public_key;
        shifted.offsets[0].public_key = second;
        verify(|_| vec![shifted.build()], Err(INVALID_SIGNATURE)).await;
    }

    #[tokio::test]
    async fn fewer_signatures_than_announced_are_refused() {
        let mut short = voucher(&Keypair::new(), MESSAGE);
        short.data[0] = 10;
        short.data.truncate(100);
        verify(|_| vec![short.clone()], Err(INVALID_DATA_SIZE)).await;
    }
}
