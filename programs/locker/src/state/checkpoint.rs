use anchor_lang::prelude::*;

/// What a lock held when `week` ended. The shape of [`tenure_math::Checkpoint`] as the IDL shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable, IdlType)]
#[repr(C)]
pub struct Checkpoint {
    /// Tokens, in base units.
    pub amount: u64,
    /// The week at whose start they are free, or `u32::MAX` if permanent.
    pub end_week: u32,
    /// The week in which this was written.
    pub week: u32,
}

const _: () = {
    use core::mem::{align_of, offset_of, size_of};
    use tenure_math::Checkpoint as Arithmetic;

    assert!(size_of::<Checkpoint>() == size_of::<Arithmetic>());
    assert!(align_of::<Checkpoint>() == align_of::<Arithmetic>());
    assert!(offset_of!(Checkpoint, amount) == offset_of!(Arithmetic, amount));
    assert!(offset_of!(Checkpoint, end_week) == offset_of!(Arithmetic, end_week));
    assert!(offset_of!(Checkpoint, week) == offset_of!(Arithmetic, week));
};
