//! Votes and what comes of them: who has a voice, what it decides, what the treasury then signs.

mod execute;
