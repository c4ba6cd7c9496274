use std::fmt::Write;

use solana_program::pubkey::Pubkey;

use crate::program::SYSTEM_PROGRAM;

/// Addresses that a caller knows by name, beside the programs' that every client knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a>(&'a [(Pubkey, &'a str)]);

impl<'a> Names<'a> {
    pub fn new(names: &'a [(Pubkey, &'a str)]) -> Self {
        Self(names)
    }

    /// The address, and behind it its name if it has one.
    pub fn show(&self, address: &Pubkey) -> String {
        let mut words = address.to_string();
        if let Some(name) = self.name(address) {
            // Writing to a string cannot fail.
            write!(words, " ({name})").unwrap_or_default();
        }
        words
    }

    fn name(&self, address: &Pubkey) -> Option<&'a str> {
        let own = self.0.iter().find(|(known, _)| known == address).map(|(_, name)| *name);
        own.or_else(|| program_name(address))
    }
}

fn program_name(address: &Pubkey) -> Option<&'static str> {
    let programs = [
        (crate::governor::ID, "Tenure's governor program"),
        (crate::locker::ID, "Tenure's locker program"),
        (crate::revenue::ID, "Tenure's revenue program"),
        (spl_token::ID, "SPL Token"),
        (spl_token_2022_interface::ID, "Token-2022"),
        // Its address is also what stands for nobody, and for SOL where a mint is asked for.
        (SYSTEM_PROGRAM, "zero"),
    ];
    programs.into_iter().find(|(program, _)| program == address).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_behind_addresses() {
        let address = Pubkey::new_from_array([9; 32]);
        let named = [(address, "the treasury")];
        assert_eq!(Names::new(&named).show(&address), format!("{address} (the treasury)"));
        assert_eq!(Names::default().show(&address), address.to_string());
        assert_eq!(Names::default().show(&Pubkey::default()), "11111111111111111111111111111111 (zero)");
        assert_eq!(Names::default().show(&spl_token::ID), format!("{} (SPL Token)", spl_token::ID));
    }
}
