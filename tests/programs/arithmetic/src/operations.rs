//! The operations: one source for the bytecode and for the host.

use crate::{billing, memory};

/// The inputs of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vector {
    /// The first operand.
    pub a: u128,
    /// The second operand.
    pub b: u128,
    /// The amount of a shift, and a seed for positions in memory.
    pub n: u64,
}

impl Vector {
    /// The bytes of a vector in instruction data.
    pub const LENGTH: usize = 40;

    /// Reads a vector.
    pub fn read(bytes: &[u8]) -> Self {
        Self {
            a: u128::from_le_bytes(bytes[..16].try_into().expect("sixteen bytes")),
            b: u128::from_le_bytes(bytes[16..32].try_into().expect("sixteen bytes")),
            n: u64::from_le_bytes(bytes[32..40].try_into().expect("eight bytes")),
        }
    }

    /// Writes a vector as [`Vector::read`] reads it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.a.to_le_bytes());
        bytes.extend_from_slice(&self.b.to_le_bytes());
        bytes.extend_from_slice(&self.n.to_le_bytes());
    }

    fn shift(&self) -> u32 {
        self.n as u32
    }
}

/// An operation and its name, for the report of a disagreement.
pub struct Operation {
    /// What it computes.
    pub name: &'static str,
    /// Computes it. A call through this pointer returns 128 bits, which BPF cannot: the linker is tested by it.
    pub run: fn(&Vector) -> u128,
}

/// A result that no operation returns by accident, for an operation that has none.
const NONE: u128 = 0x6e6f_6e65_6e6f_6e65_6e6f_6e65_6e6f_6e65;

fn or_none(value: Option<u128>) -> u128 {
    value.unwrap_or(NONE)
}

fn with_flag<T: Into<i128>>((value, overflow): (T, bool)) -> u128 {
    (value.into() as u128) ^ (u128::from(overflow) << 127)
}

macro_rules! operations {
    (|$a:ident, $b:ident, $v:ident| $($name:literal: $result:expr;)*) => {
        /// Every operation.
        pub const OPERATIONS: &[Operation] = &[$(
            Operation {
                name: $name,
                run: {
                    #[allow(unused_variables)]
                    fn run($v: &Vector) -> u128 {
                        let ($a, $b) = ($v.a, $v.b);
                        $result
                    }
                    run
                },
            },
        )*];
    };
}

operations! { |a, b, v|
    "u128 wrapping_add": a.wrapping_add(b);
    "u128 checked_add": or_none(a.checked_add(b));
    "u128 saturating_add": a.saturating_add(b);
    "u128 wrapping_sub": a.wrapping_sub(b);
    "u128 checked_sub": or_none(a.checked_sub(b));
    "u128 saturating_sub": a.saturating_sub(b);
    "u128 wrapping_mul": a.wrapping_mul(b);
    "u128 checked_mul": or_none(a.checked_mul(b));
    "u128 overflowing_mul": { let (value, flag) = a.overflowing_mul(b); value ^ u128::from(flag) };
    "u128 checked_mul of short operands": or_none((a >> 64).checked_mul(b >> (v.n & 127)));
    "u128 checked_div": or_none(a.checked_div(b));
    "u128 checked_rem": or_none(a.checked_rem(b));
    "u128 div and rem": (a / (b | 1)).wrapping_mul(31).wrapping_add(a % (b | 1));
    "u128 div by u64": a / (b as u64 as u128 | 1);
    "u128 rem by u64": a % (b as u64 as u128 | 1);
    "u128 div by u32": a / (b as u32 as u128 | 1);
    "u128 rem by u32": a % (b as u32 as u128 | 1);
    "u128 shifted div": or_none((a >> (v.n & 127)).checked_div(b >> ((v.n >> 7) & 127)));
    "u128 shifted rem": or_none((a >> (v.n & 127)).checked_rem(b >> ((v.n >> 7) & 127)));
    "u128 div by 10": a / 10;
    "u128 rem by 10": a % 10;
    "u128 div by 208 weeks": a / 125_798_400;
    "u128 div by 10^18": a / 1_000_000_000_000_000_000;
    "u128 div by 10^27": a / 1_000_000_000_000_000_000_000_000_000;
    "u128 rem by 2^70": a % (1 << 70);
    "u128 mul_div": (a as u64 as u128 * b as u64 as u128) / ((b >> 64) as u64 as u128 | 1);
    "u128 shl": a.wrapping_shl(v.shift());
    "u128 shr": a.wrapping_shr(v.shift());
    "u128 checked_shl": or_none(a.checked_shl(v.shift()));
    "u128 shl by 64": a << 64;
    "u128 shr by 96": a >> 96;
    "u128 shl by 1": a << 1;
    "u128 rotate_left": a.rotate_left(v.shift() & 127);
    "u128 rotate_right": a.rotate_right(v.shift() & 127);
    "u128 leading_zeros": u128::from(a.leading_zeros());
    "u128 trailing_zeros": u128::from(a.trailing_zeros());
    "u128 count_ones": u128::from(a.count_ones());
    "u128 swap_bytes": a.swap_bytes();
    "u128 reverse_bits": a.reverse_bits();
    "u128 compare": a.cmp(&b) as i8 as u128;
    "u128 equal": u128::from(a == b) | (u128::from(a as u64 == b as u64) << 1);
    "u128 min and max": a.min(b) ^ a.max(b).wrapping_mul(3);
    "u128 abs_diff": a.abs_diff(b);
    "u128 isqrt of the low half": u128::from((a as u64).isqrt());
    "u128 pow": a.wrapping_pow(v.shift() & 7);
    "i128 checked_add": or_none((a as i128).checked_add(b as i128).map(|x| x as u128));
    "i128 saturating_sub": (a as i128).saturating_sub(b as i128) as u128;
    "i128 wrapping_mul": (a as i128).wrapping_mul(b as i128) as u128;
    "i128 checked_mul": or_none((a as i128).checked_mul(b as i128).map(|x| x as u128));
    "i128 checked_mul of short operands":
        or_none(((a as i128) >> 64).checked_mul((b as i128) >> (v.n & 127)).map(|x| x as u128));
    "i128 checked_div": or_none((a as i128).checked_div(b as i128).map(|x| x as u128));
    "i128 checked_rem": or_none((a as i128).checked_rem(b as i128).map(|x| x as u128));
    "i128 div by i64": or_none((a as i128).checked_div(b as i64 as i128).map(|x| x as u128));
    "i128 rem_euclid": or_none((a as i128).checked_rem_euclid(b as i128).map(|x| x as u128));
    "i128 shr": (a as i128).wrapping_shr(v.shift()) as u128;
    "i128 shr by 70": ((a as i128) >> 70) as u128;
    "i128 compare": (a as i128).cmp(&(b as i128)) as i8 as u128;
    "i128 abs": (a as i128).unsigned_abs();
    "i128 signum": (a as i128).signum() as u128;
    "u64 product": u128::from(a as u64) * u128::from(b as u64);
    "u64 product's high half": (u128::from(a as u64) * u128::from(b as u64)) >> 64;
    "u64 checked_mul": or_none((a as u64).checked_mul(b as u64).map(u128::from));
    "u64 overflowing_mul": with_flag((a as u64).overflowing_mul(b as u64));
    "u64 saturating_mul": u128::from((a as u64).saturating_mul(b as u64));
    "u64 checked_add": or_none((a as u64).checked_add(b as u64).map(u128::from));
    "u64 saturating_sub": u128::from((a as u64).saturating_sub(b as u64));
    "u64 checked_div": or_none((a as u64).checked_div(b as u64).map(u128::from));
    "u64 checked_rem": or_none((a as u64).checked_rem(b as u64).map(u128::from));
    "u64 div by 1e9": u128::from((a as u64) / 1_000_000_000);
    "u64 rem by week": u128::from((a as u64) % 604_800);
    "u64 shifts": u128::from((a as u64).wrapping_shl(v.shift()) ^ (b as u64).wrapping_shr(v.shift()));
    "u64 rotate": u128::from((a as u64).rotate_left(v.shift() & 63));
    "u64 bits": u128::from((a as u64).leading_zeros() * 10_000
        + (a as u64).trailing_zeros() * 100
        + (a as u64).count_ones());
    "i64 checked_mul": or_none((a as i64).checked_mul(b as i64).map(|x| x as u128));
    "i64 overflowing_mul": with_flag((a as i64).overflowing_mul(b as i64));
    "i64 product": (i128::from(a as i64) * i128::from(b as i64)) as u128;
    "i64 checked_div": or_none((a as i64).checked_div(b as i64).map(|x| x as u128));
    "i64 checked_rem": or_none((a as i64).checked_rem(b as i64).map(|x| x as u128));
    "i64 div by 7": ((a as i64) / 7) as u128;
    "i64 rem by -60": ((a as i64) % -60) as u128;
    "i64 div_euclid": or_none((a as i64).checked_div_euclid(b as i64).map(|x| x as u128));
    "i64 checked_add": or_none((a as i64).checked_add(b as i64).map(|x| x as u128));
    "i64 overflowing_sub": with_flag((a as i64).overflowing_sub(b as i64));
    "i64 shr": ((a as i64).wrapping_shr(v.shift())) as u128;
    "i64 compare": (a as i64).cmp(&(b as i64)) as i8 as u128;
    "u32 checked_mul": or_none((a as u32).checked_mul(b as u32).map(u128::from));
    "u32 checked_add": or_none((a as u32).checked_add(b as u32).map(u128::from));
    "u32 wrapping": u128::from((a as u32).wrapping_mul(b as u32).wrapping_add(a as u32).rotate_left(v.shift() & 31));
    "i32 checked_mul": or_none((a as i32).checked_mul(b as i32).map(|x| x as u128));
    "i32 checked_div": or_none((a as i32).checked_div(b as i32).map(|x| x as u128));
    "i32 checked_rem": or_none((a as i32).checked_rem(b as i32).map(|x| x as u128));
    "i32 shr": ((a as i32).wrapping_shr(v.shift())) as u128;
    "u16 checked_mul": or_none((a as u16).checked_mul(b as u16).map(u128::from));
    "i16 checked_div": or_none((a as i16).checked_div(b as i16).map(|x| x as u128));
    "u8 checked_add": or_none((a as u8).checked_add(b as u8).map(u128::from));
    "i8 checked_rem": or_none((a as i8).checked_rem(b as i8).map(|x| x as u128));
    "i8 overflowing_mul": with_flag((a as i8).overflowing_mul(b as i8));
    "seven arguments": seven(a, b, v.n, a as u32, b as i64, v.shift() as u8, a);
    "memory: copy": memory::copy(v);
    "memory: move": memory::shift_within(v);
    "memory: fill": memory::fill(v);
    "memory: compare": memory::compare(v);
    "memory: fixed sizes": memory::fixed_sizes(v);
    "memory: equality of keys": memory::equal_keys(v);
    "memory: order of keys": memory::order_keys(v);
    "memory: sort": memory::sort(v);
    "billing: unused": billing::unused(v);
    "billing: cost": billing::cost(v);
    "billing: unused and cost of a month": billing::unused_of_a_month(v);
    "billing: tokens at a price": billing::oracle_tokens(v);
    "billing: tokens of a dollar": billing::stable(v);
    "billing: discount": billing::discount(v);
    "billing: date": billing::date(v);
    "billing: months on": billing::months_on(v);
    "billing: period's end": billing::period_end(v);
    "billing: subscribe": billing::subscribe(v);
    "billing: renew": billing::renew(v);
    "billing: switch": billing::switch(v);
    "billing: refund": billing::refund(v);
    "billing: mandate": billing::mandate(v);
}

/// More arguments than BPF has registers for, and a result of two registers.
#[inline(never)]
fn seven(a: u128, b: u128, c: u64, d: u32, e: i64, f: u8, g: u128) -> u128 {
    a.wrapping_add(b.rotate_left(7))
        .wrapping_mul(3)
        .wrapping_add(u128::from(c) << 3)
        .wrapping_sub(u128::from(d))
        .wrapping_add(e as u128)
        .wrapping_sub(u128::from(f) << 90)
        ^ g
}

/// All results mixed into one word; a mix that no single difference can leave unchanged.
pub fn digest(vector: &Vector) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    OPERATIONS.iter().fold(0, |state: u64, operation| {
        let result = (operation.run)(vector);
        let state = (state ^ result as u64).wrapping_mul(PRIME).rotate_left(29);
        (state ^ (result >> 64) as u64).wrapping_mul(PRIME).rotate_left(29)
    })
}
