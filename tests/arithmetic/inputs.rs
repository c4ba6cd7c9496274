//! Inputs that find mistakes: edges, numbers of every length, and pairs that are close to each other.

use arithmetic::Vector;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Where results change their kind: around zero, each word's and half-word's end, and the signs' borders.
const EDGES: [u128; 22] = [
    0,
    1,
    2,
    3,
    10,
    0x7f,
    0x80,
    0xff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    0xffff_ffff_0000_0000,
    0xffff_ffff_ffff_ffff,
    1 << 64,
    (1 << 64) + 1,
    1 << 96,
    u128::MAX >> 1,
    1 << 127,
    u128::MAX,
];

/// Every pair of edges first, then random inputs without end.
pub fn vectors(seed: u64) -> impl Iterator<Item = Vector> {
    let edges = EDGES.into_iter().flat_map(|a| EDGES.into_iter().map(move |b| (a, b)));
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut amounts = ChaCha8Rng::seed_from_u64(!seed);
    let pairs = edges.chain(std::iter::repeat_with(move || {
        let a = number(&mut random);
        let b = match random.random_range(0..4) {
            0 => a.wrapping_add(u128::from(random.random_range(0..4_u8))).wrapping_sub(2),
            _ => number(&mut random),
        };
        (a, b)
    }));
    pairs.map(move |(a, b)| Vector { a, b, n: amounts.random() })
}

/// A number of a random length; its ends are often all ones or all zeros, or it is an edge, or near one.
fn number(random: &mut ChaCha8Rng) -> u128 {
    let edge = EDGES[random.random_range(0..EDGES.len())];
    let any: u128 = random.random::<u128>() >> random.random_range(0..128);
    match random.random_range(0..8) {
        0 => edge,
        1 => edge.wrapping_add(u128::from(random.random_range(0..5_u8))).wrapping_sub(2),
        2 => any | (u128::MAX << random.random_range(0..128)),
        3 => any ^ edge,
        4 => !any,
        _ => any,
    }
}
