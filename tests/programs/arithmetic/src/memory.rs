//! Operations on blocks of memory, small and large, at positions that the input decides.

use crate::Vector;

const SIZE: usize = 200;

/// A buffer that depends on the input.
fn buffer(vector: &Vector) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    let mut state = (vector.a as u64) ^ ((vector.b >> 64) as u64) ^ vector.n;
    for chunk in bytes.chunks_exact_mut(8) {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        chunk.copy_from_slice(&state.rotate_left(17).to_le_bytes());
    }
    bytes
}

/// Mixes every byte, a word at a time: the operations are what the test is after.
fn digest(bytes: &[u8]) -> u128 {
    let words = bytes.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    });
    u128::from(
        words.fold(0, |state: u64, word| (state ^ word).wrapping_mul(0x1_0000_0000_01b3).rotate_left(23)),
    )
}

/// Two positions and a length within half the buffer.
fn ranges(vector: &Vector) -> (usize, usize, usize) {
    let within = |bits: u64, limit: u64| ((vector.n >> bits) % limit) as usize;
    (within(0, 100), within(8, 100), within(16, 101))
}

/// A copy to another buffer.
pub fn copy(vector: &Vector) -> u128 {
    let (from, to, length) = ranges(vector);
    let source = buffer(vector);
    let mut target = [7; SIZE];
    target[to..to + length].copy_from_slice(&source[from..from + length]);
    digest(&target)
}

/// A move within a buffer, forwards or backwards, that overlaps more often than not.
pub fn shift_within(vector: &Vector) -> u128 {
    let (from, to, length) = ranges(vector);
    let mut bytes = buffer(vector);
    bytes.copy_within(from..from + length, to);
    bytes.copy_within(3..20, 1);
    bytes.copy_within(60..180, 70);
    digest(&bytes)
}

/// A fill of a part, and fills whose length is known.
pub fn fill(vector: &Vector) -> u128 {
    let (from, _, length) = ranges(vector);
    let mut bytes = buffer(vector);
    bytes[from..from + length].fill(vector.a as u8);
    bytes[100..131].fill(0);
    bytes[140..160].fill(vector.b as u8);
    digest(&bytes)
}

/// Comparisons of parts that are often equal up to their end.
pub fn compare(vector: &Vector) -> u128 {
    let (from, to, length) = ranges(vector);
    let left = buffer(vector);
    let mut right = left;
    right[to] ^= vector.a as u8 & 1;
    let (left, right) = (&left[from..from + length], &right[from..from + length]);
    (left.cmp(right) as i8 as u128) ^ (u128::from(left == right) << 8)
}

#[derive(Clone, Copy)]
struct Small {
    bytes: [u8; 35],
    number: u16,
}

#[derive(Clone, Copy)]
struct Large {
    small: [Small; 3],
    words: [u64; 9],
}

/// Copies of structures, whose sizes the compiler knows.
pub fn fixed_sizes(vector: &Vector) -> u128 {
    let bytes = buffer(vector);
    let small = Small { bytes: bytes[5..40].try_into().expect("35 bytes"), number: vector.n as u16 };
    let mut large = Large { small: [small; 3], words: [vector.n; 9] };
    let copy = std::hint::black_box(large);
    large.small[(vector.n % 3) as usize] = Small { bytes: [1; 35], number: copy.small[0].number ^ 1 };
    large.words[(vector.n % 9) as usize] = copy.words[8] ^ 5;
    let of_small = |small: &Small| digest(&small.bytes) ^ u128::from(small.number);
    let of_large = |large: &Large| {
        large
            .small
            .iter()
            .map(of_small)
            .chain(large.words.iter().map(|word| u128::from(*word)))
            .fold(0, |state: u128, part| state.wrapping_mul(31).wrapping_add(part))
    };
    of_large(&large) ^ of_large(&copy).rotate_left(9)
}

/// Whether two keys are equal, with at most one bit between them.
pub fn equal_keys(vector: &Vector) -> u128 {
    let bytes = buffer(vector);
    let left: [u8; 32] = bytes[1..33].try_into().expect("32 bytes");
    let mut right = left;
    right[(vector.n % 32) as usize] ^= (vector.a as u8 & 1) << (vector.n >> 5 & 7);
    let other: [u8; 33] = bytes[2..35].try_into().expect("33 bytes");
    let mut another = other;
    another[32] ^= vector.b as u8 & 1;
    u128::from(left == right) | (u128::from(other == another) << 1)
}

/// The order of two keys that differ in at most one byte.
pub fn order_keys(vector: &Vector) -> u128 {
    let left: [u8; 32] = buffer(vector)[3..35].try_into().expect("32 bytes");
    let mut right = left;
    right[(vector.n % 32) as usize] ^= vector.a as u8;
    left.cmp(&right) as i8 as u128
}

/// A sort with a comparison through a trait, as client code does it.
pub fn sort(vector: &Vector) -> u128 {
    let mut words: Vec<u128> = buffer(vector)[..160]
        .chunks_exact(16)
        .map(|chunk| u128::from_le_bytes(chunk.try_into().expect("sixteen bytes")))
        .collect();
    words.sort_unstable_by(|left, right| right.cmp(left));
    words.iter().fold(0, |state: u128, word| state.wrapping_mul(3).wrapping_add(*word))
}
