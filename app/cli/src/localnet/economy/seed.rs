use std::ops::RangeInclusive;

use solana_keypair::Keypair;
use solana_program::hash::hashv;

/// All that is not fixed follows from it: with the same one everybody has the same keys, and the same comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    pub fn keypair(self, name: &str) -> Keypair {
        Keypair::new_from_array(self.bytes("keypair", name))
    }

    /// A number of the range.
    pub fn number(self, name: &str, range: RangeInclusive<u64>) -> u64 {
        let drawn = self.bytes("number", name).first_chunk().copied().map_or(0, u64::from_le_bytes);
        let (first, last) = range.into_inner();
        first + drawn % (last - first + 1)
    }

    fn bytes(self, kind: &str, name: &str) -> [u8; 32] {
        hashv(&[b"tenure localnet", &self.0.to_le_bytes(), kind.as_bytes(), &[0], name.as_bytes()]).to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use solana_signer::Signer;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same() {
        let address = |seed: u64, name: &str| Seed(seed).keypair(name).pubkey();
        assert_eq!(address(1, "Ada"), address(1, "Ada"));
        assert_ne!(address(1, "Ada"), address(2, "Ada"));
        assert_ne!(address(1, "Ada"), address(1, "Ben"));
    }

    #[test]
    fn numbers_keep_to_their_range() {
        let drawn: Vec<_> = (0..200).map(|seed| Seed(seed).number("x", 5..=7)).collect();
        assert!([5, 6, 7].iter().all(|number| drawn.contains(number)), "{drawn:?}");
        assert!(drawn.iter().all(|number| (5..=7).contains(number)));
        assert_eq!(Seed(1).number("x", 9..=9), 9);
    }
}
