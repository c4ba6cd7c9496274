use anchor_lang::prelude::*;
use tenure_math::billing::Segment;

/// A stretch of paid time. The shape of [`Segment`] as accounts hold it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable, IdlType)]
#[repr(C)]
pub struct PaidTime {
    /// The second at which the period began that it lies in; they end together.
    pub period_start: u64,
    /// Its own first second, and the one after its last.
    pub start: u64,
    pub end: u64,
    /// What was really paid for it, in micro-USD.
    pub value: u64,
}

impl From<PaidTime> for Segment {
    fn from(time: PaidTime) -> Self {
        let PaidTime { period_start, start, end, value } = time;
        Self { period_start, start, end, value }
    }
}

impl From<Segment> for PaidTime {
    fn from(segment: Segment) -> Self {
        let Segment { period_start, start, end, value } = segment;
        Self { period_start, start, end, value }
    }
}
