use std::str::FromStr;

use base64::{prelude::BASE64_STANDARD, Engine};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::{
    subscriptions::{verification, Credit, StoreKeys, TokenKeys, Voucher},
    Instruction, Pubkey,
};

/// Bytes of what is signed, and of all of it.
const MESSAGE_LEN: usize = 72;
const LEN: usize = MESSAGE_LEN + 64;

/// A voucher and its signature: written in base64, first the one and then the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedVoucher {
    pub voucher: Voucher,
    signature: [u8; 64],
}

impl SignedVoucher {
    pub fn sign(voucher: Voucher, session_key: &Keypair) -> Self {
        Self { voucher, signature: session_key.sign_message(&voucher.message()).into() }
    }

    /// What settles it: the check of its signature, and right behind that the payment.
    pub fn settlement(&self, store: &StoreKeys, token: &TokenKeys, credit: &Credit) -> [Instruction; 2] {
        let Voucher { cumulative, valid_until, .. } = self.voucher;
        [
            verification(&self.voucher, &credit.session_key, &self.signature),
            store.settle_voucher(&credit.user, token, cumulative, valid_until),
        ]
    }

    pub fn to_base64(self) -> String {
        BASE64_STANDARD.encode([self.voucher.message().as_slice(), &self.signature].concat())
    }
}

impl FromStr for SignedVoucher {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || "not a voucher: give what tenure credits voucher printed".to_owned();
        let bytes = BASE64_STANDARD.decode(text).map_err(|_| wrong())?;
        let bytes: [u8; LEN] = bytes.try_into().map_err(|_| wrong())?;
        let (message, signature) = bytes.split_at(MESSAGE_LEN);
        let address = |at: usize| message[at..].first_chunk().map(|bytes| Pubkey::new_from_array(*bytes));
        let number = |at: usize| message[at..].first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
        let voucher = Voucher {
            credit: address(16).ok_or_else(wrong)?,
            incarnation: number(48).ok_or_else(wrong)?,
            cumulative: number(56).ok_or_else(wrong)?,
            valid_until: number(64).ok_or_else(wrong)?,
        };
        // Its first bytes are those of all vouchers.
        if voucher.message() != message {
            return Err(wrong());
        }
        Ok(Self { voucher, signature: signature.try_into().map_err(|_| wrong())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voucher_reads_as_it_was_written() {
        let voucher = Voucher {
            credit: Pubkey::new_from_array([7; 32]),
            incarnation: 1,
            cumulative: 0x0203_0405,
            valid_until: u64::MAX,
        };
        let signed = SignedVoucher::sign(voucher, &Keypair::new());
        let text = signed.to_base64();
        assert_eq!(text.parse(), Ok(signed));
        for wrong in ["", "?", &text[4..], &format!("{text}AAAA"), &text.replacen('d', "e", 1)] {
            assert!(wrong.parse::<SignedVoucher>().is_err(), "{wrong}");
        }
    }
}
