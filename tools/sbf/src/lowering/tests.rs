//! Each lowering, run on this machine with the runtime's own functions, against Rust's arithmetic.

use super::lower;
use crate::llvm::{Jit, Module};

#[path = "../../runtime/arithmetic.rs"]
mod runtime;

const EDGES: [u128; 17] = [
    0,
    1,
    2,
    10,
    0x7fff_ffff,
    0xffff_ffff,
    0x1_0000_0000,
    i64::MAX as u128,
    1 << 63,
    u64::MAX as u128,
    1 << 64,
    (1 << 64) + 1,
    0xffff_ffff << 64,
    i128::MAX as u128 - 1,
    i128::MAX as u128,
    1 << 127,
    u128::MAX,
];

/// Numbers of every length, the same on every run.
fn random(count: usize) -> Vec<u128> {
    let mut state = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834_u128;
    let mut next = || {
        state = state.wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645).wrapping_add(0x5851_f42d);
        state.rotate_left(71)
    };
    (0..count).map(|_| next() >> (next() % 128)).collect()
}

fn pairs() -> Vec<(u128, u128)> {
    let edges = EDGES.iter().flat_map(|x| EDGES.iter().map(|y| (*x, *y)));
    let random = random(4000);
    edges.chain(random.chunks_exact(2).map(|pair| (pair[0], pair[1]))).collect()
}

/// Lowers `body`, which computes `%r` of 128 bits from `%x` and `%y`.
fn lowered(declarations: &str, body: &str) -> Jit {
    let mut module = Module::new();
    let text = format!(
        "{declarations}
         define void @f(ptr %in, ptr %out) {{
           %x = load i128, ptr %in, align 8
           %second = getelementptr i8, ptr %in, i64 16
           %y = load i128, ptr %second, align 8
           {body}
           store i128 %r, ptr %out, align 8
           ret void
         }}"
    );
    module.link_text(&text).unwrap();
    assert!(lower(&module) > 0, "{body} is not lowered");
    assert_eq!(lower(&module), 0, "{body} leaves something to lower");
    module.verify().unwrap();
    let symbols: [(&str, *const ()); 3] = [
        ("__sbf_udivrem128", runtime::__sbf_udivrem128 as *const ()),
        ("__sbf_udivrem128by64", runtime::__sbf_udivrem128by64 as *const ()),
        ("__sbf_umulo128", runtime::__sbf_umulo128 as *const ()),
    ];
    Jit::new(module, &symbols)
}

/// Fails unless `body` agrees with `expected` wherever that has a result.
fn agrees(declarations: &str, body: &str, expected: impl Fn(u128, u128) -> Option<u128>) {
    let jit = lowered(declarations, body);
    for (x, y) in pairs() {
        if let Some(expected) = expected(x, y) {
            assert_eq!(jit.call("f", &[x, y]), expected, "{body} of {x:#x} and {y:#x}");
        }
    }
}

/// The result of an intrinsic `with.overflow` with the overflow in the top bit.
fn checked(name: &str, bits: u32, expected: impl Fn(u128, u128) -> (u128, bool)) {
    let ty = format!("i{bits}");
    let intrinsic = format!("@llvm.{name}.with.overflow.{ty}");
    let (narrow, widen) = match bits {
        128 => ("%a = bitcast i128 %x to i128\n%b = bitcast i128 %y to i128", "%w = bitcast i128 %v to i128"),
        _ => ("%a = trunc i128 %x to i64\n%b = trunc i128 %y to i64", "%w = zext i64 %v to i128"),
    };
    let body = format!(
        "{narrow}
         %p = call {{{ty}, i1}} {intrinsic}({ty} %a, {ty} %b)
         %v = extractvalue {{{ty}, i1}} %p, 0
         %o = extractvalue {{{ty}, i1}} %p, 1
         {widen}
         %z = zext i1 %o to i128
         %s = shl i128 %z, 127
         %r = xor i128 %w, %s"
    );
    agrees(&format!("declare {{{ty}, i1}} {intrinsic}({ty}, {ty})"), &body, |x, y| {
        let (value, overflow) = expected(x, y);
        Some(value ^ (u128::from(overflow) << 127))
    });
}

#[test]
fn multiplication() {
    agrees("", "%r = mul i128 %x, %y", |x, y| Some(x.wrapping_mul(y)));
}

#[test]
fn checked_multiplication_of_words() {
    checked("umul", 64, |x, y| {
        let (value, overflow) = (x as u64).overflowing_mul(y as u64);
        (value.into(), overflow)
    });
    checked("smul", 64, |x, y| {
        let (value, overflow) = (x as i64).overflowing_mul(y as i64);
        ((value as u64).into(), overflow)
    });
}

#[test]
fn checked_multiplication_of_128_bits() {
    checked("umul", 128, u128::overflowing_mul);
    checked("smul", 128, |x, y| {
        let (value, overflow) = (x as i128).overflowing_mul(y as i128);
        (value as u128, overflow)
    });
}

#[test]
fn division_of_128_bits() {
    agrees("", "%r = udiv i128 %x, %y", u128::checked_div);
    agrees("", "%r = urem i128 %x, %y", u128::checked_rem);
    let signed = |operation: fn(i128, i128) -> Option<i128>| {
        move |x, y| operation(x as i128, y as i128).map(|result| result as u128)
    };
    agrees("", "%r = sdiv i128 %x, %y", signed(i128::checked_div));
    agrees("", "%r = srem i128 %x, %y", signed(i128::checked_rem));
}

#[test]
fn division_by_a_word() {
    let by_word = "%d = trunc i128 %y to i64\n%e = zext i64 %d to i128\n";
    agrees("", &format!("{by_word} %r = udiv i128 %x, %e"), |x, y| x.checked_div(y as u64 as u128));
    agrees("", &format!("{by_word} %r = urem i128 %x, %e"), |x, y| x.checked_rem(y as u64 as u128));
    agrees("", "%r = udiv i128 %x, 125798400", |x, _| Some(x / 125_798_400));
}

#[test]
fn quotient_and_remainder_are_one_call() {
    let mut module = Module::new();
    let text = "define i128 @f(i128 %x, i128 %y) {
        %q = udiv i128 %x, %y
        %m = urem i128 %x, %y
        %r = xor i128 %q, %m
        ret i128 %r
    }";
    module.link_text(text).unwrap();
    assert_eq!(lower(&module), 2);
    assert_eq!(module.text().matches("call void @__sbf_udivrem128(").count(), 1);
}

#[test]
fn signed_division_of_words() {
    for bits in [8, 16, 32, 64] {
        let extend = move |value: u128| (value << (128 - bits)) as i128 >> (128 - bits);
        for (operation, expected) in
            [("sdiv", i128::checked_div as fn(i128, i128) -> Option<i128>), ("srem", i128::checked_rem)]
        {
            let body = format!(
                "%a = trunc i128 %x to i{bits}\n%b = trunc i128 %y to i{bits}
                 %q = {operation} i{bits} %a, %b\n%r = sext i{bits} %q to i128"
            );
            agrees("", &body, |x, y| {
                let (x, y) = (extend(x), extend(y));
                // LLVM leaves the one overflow undefined.
                let smallest = i128::MIN >> (128 - bits);
                (x != smallest || y != -1).then(|| expected(x, y)).flatten().map(|result| result as u128)
            });
        }
    }
}

#[test]
fn shifts_by_any_amount() {
    let mask = "%n = and i128 %y, 127\n";
    agrees("", &format!("{mask} %r = shl i128 %x, %n"), |x, y| Some(x << (y & 127)));
    agrees("", &format!("{mask} %r = lshr i128 %x, %n"), |x, y| Some(x >> (y & 127)));
    agrees("", &format!("{mask} %r = ashr i128 %x, %n"), |x, y| Some((x as i128 >> (y & 127)) as u128));
}

#[test]
fn rotations_by_any_amount() {
    let rotation = |name: &str| {
        let intrinsic = format!("i128 @llvm.{name}.i128");
        (
            format!("declare {intrinsic}(i128, i128, i128)"),
            format!("%r = call {intrinsic}(i128 %x, i128 %x, i128 %y)"),
        )
    };
    let (declaration, body) = rotation("fshl");
    agrees(&declaration, &body, |x, y| Some(x.rotate_left((y & 127) as u32)));
    let (declaration, body) = rotation("fshr");
    agrees(&declaration, &body, |x, y| Some(x.rotate_right((y & 127) as u32)));
}

#[test]
fn large_blocks_of_memory_become_system_calls() {
    let copy = |length: &str| {
        let mut module = Module::new();
        let text = format!(
            "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
             define void @f(ptr %to, ptr %from, i64 %n) {{
               call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 {length}, i1 false)
               ret void
             }}"
        );
        module.link_text(&text).unwrap();
        lower(&module);
        module.text().contains("call void @sol_memcpy_(")
    };
    assert!(!copy("32") && !copy("64"));
    assert!(copy("65") && copy("1024") && copy("%n"));
}

#[test]
fn the_runtime_divides_as_the_host() {
    for (x, y) in pairs().into_iter().filter(|(_, y)| *y != 0) {
        let words = |value: u128| (value as u64, (value >> 64) as u64);
        let ((x_low, x_high), (y_low, y_high)) = (words(x), words(y));
        let (quotient, remainder) = (words(x / y), words(x % y));
        let mut out = [0; 4];
        unsafe { runtime::__sbf_udivrem128(&mut out, x_low, x_high, y_low, y_high) };
        assert_eq!(out, [quotient.0, quotient.1, remainder.0, remainder.1], "{x:#x} by {y:#x}");
    }
}
