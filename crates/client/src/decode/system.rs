//! The system program's transfers.

use solana_program::instruction::Instruction;

use super::{account, value::decimal, Decoded, Names};

/// The number of a transfer among the program's instructions, and what a SOL has of decimals.
const TRANSFER: u32 = 2;
const SOL_DECIMALS: u8 = 9;

/// The instruction in words, or why it is in none.
pub fn decode(instruction: &Instruction, names: &Names) -> Result<Decoded, String> {
    let unknown = || "no plain transfer of the system program".to_owned();
    let (number, amount) = instruction.data.split_first_chunk::<4>().ok_or_else(unknown)?;
    let amount: [u8; 8] = amount.try_into().map_err(|_| unknown())?;
    if u32::from_le_bytes(*number) != TRANSFER {
        return Err(unknown());
    }
    let [from, to] = instruction.accounts.as_slice() else { return Err(unknown()) };
    let sol = decimal(u64::from_le_bytes(amount), SOL_DECIMALS);
    Ok(Decoded::known(format!("Transfers {sol} SOL"))
        .detail("from", account(from, names))
        .detail("to", account(to, names)))
}

#[cfg(test)]
mod tests {
    use solana_program::{instruction::AccountMeta, pubkey::Pubkey};

    use super::*;
    use crate::{decode::decode, program::SYSTEM_PROGRAM};

    fn transfer(lamports: u64) -> Instruction {
        let address = |byte| Pubkey::new_from_array([byte; 32]);
        Instruction {
            program_id: SYSTEM_PROGRAM,
            accounts: vec![AccountMeta::new(address(1), true), AccountMeta::new(address(2), false)],
            data: [&2u32.to_le_bytes()[..], &lamports.to_le_bytes()].concat(),
        }
    }

    #[test]
    fn a_transfer_is_in_words() {
        let instruction = transfer(1_500_000_001);
        let [from, to] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let named = [(from, "the treasury")];
        assert_eq!(
            decode(&instruction, &Names::new(&named)).to_string(),
            format!(
                "Transfers 1.500000001 SOL\n  from  {from} (the treasury), signs, written\n  to    {to}, written"
            )
        );
    }

    #[test]
    fn all_else_is_unknown() {
        let whole = transfer(1);
        let mut others: Vec<_> = (0..whole.data.len()).map(|len| whole.data[..len].to_vec()).collect();
        others.push([whole.data.clone(), vec![0]].concat());
        // Assigning the treasury's account to a program.
        others.push([&1u32.to_le_bytes()[..], &[7; 8]].concat());
        for data in others {
            let decoded = decode(&Instruction { data, ..whole.clone() }, &Names::default());
            assert_eq!(decoded.headline, "UNKNOWN: no plain transfer of the system program");
        }
        let alone = Instruction { accounts: whole.accounts[..1].to_vec(), ..whole };
        assert!(!decode(&alone, &Names::default()).known);
    }
}
