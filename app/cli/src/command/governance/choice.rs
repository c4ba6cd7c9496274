use clap::ValueEnum;
use tenure_math::Choice;

/// What to say to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Say {
    For,
    Against,
    /// Neither, but to be counted: it helps to reach the quorum
    Abstain,
}

impl Say {
    pub fn choice(self) -> Choice {
        match self {
            Self::For => Choice::For,
            Self::Against => Choice::Against,
            Self::Abstain => Choice::Abstain,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Abstain => "abstain",
        }
    }
}
