//! Comparisons of memory that the linker did not expand in place.

extern "C" {
    fn sol_memcmp_(left: *const u8, right: *const u8, length: u64, result: *mut i32);
}

/// C's `memcmp`.
///
/// # Safety
///
/// Both pointers are readable for `length` bytes.
#[no_mangle]
pub unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, length: usize) -> i32 {
    let mut result = 0;
    unsafe { sol_memcmp_(left, right, length as u64, &mut result) };
    result
}

/// `memcmp` for callers that only ask whether the result is zero.
///
/// # Safety
///
/// As for [`memcmp`].
#[no_mangle]
pub unsafe extern "C" fn bcmp(left: *const u8, right: *const u8, length: usize) -> i32 {
    unsafe { memcmp(left, right, length) }
}
