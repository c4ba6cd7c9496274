//! Transactions, as few as it takes.

use tenure_client::{Instruction, Pubkey};

use super::fits;

/// Instructions in one transaction: below what its compute units allow.
const AT_ONCE: usize = 8;

/// Packs `steps`, each of which stays together, into transactions in their order; `payer` alone signs.
pub fn pack(steps: Vec<Vec<Instruction>>, payer: &Pubkey) -> Vec<Vec<Instruction>> {
    let mut packed: Vec<Vec<Instruction>> = Vec::new();
    for step in steps {
        let together = packed.last().map(|open| [open.as_slice(), &step].concat());
        match (packed.last_mut(), together) {
            (Some(open), Some(together)) if together.len() <= AT_ONCE && fits(&together, payer) => {
                *open = together;
            }
            _ => packed.push(step),
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(bytes: usize) -> Vec<Instruction> {
        vec![Instruction {
            program_id: Pubkey::new_from_array([1; 32]),
            accounts: vec![],
            data: vec![0; bytes],
        }]
    }

    #[test]
    fn what_fits_goes_together_in_order() {
        let payer = Pubkey::new_from_array([9; 32]);
        let lengths = |steps: Vec<_>| pack(steps, &payer).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(vec![]), Vec::<usize>::new());
        assert_eq!(lengths(vec![step(1); 10]), [8, 2]);
        assert_eq!(lengths(vec![step(10), step(900), step(900), step(10)]), [2, 2]);
        let apart = [step(1), step(1)].concat();
        assert_eq!(lengths(vec![step(1); 7].into_iter().chain([apart]).collect()), [7, 2]);
    }
}
