/// How motions are decided. Times in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The part of the power that has to be for a motion or abstain.
    pub quorum_bps: u16,
    /// Before the vote, of the vote, after the vote until actions run, and while they can.
    pub spans: [u64; 4],
}
