use super::Economy;
use crate::{failure::Failure, localnet::Stop, stage::Stage};

type Deed = Box<dyn Fn(&Economy) -> Result<(), Failure>>;

/// What happened, and at which second. It is written subject by subject and played in the order of time.
#[derive(Default)]
pub struct Diary {
    entries: Vec<(u64, Deed)>,
}

impl Diary {
    pub fn at(&mut self, second: u64, deed: impl Fn(&Economy) -> Result<(), Failure> + 'static) {
        self.entries.push((second, Box::new(deed)));
    }

    pub fn len(&self) -> u64 {
        u64::try_from(self.entries.len()).unwrap_or(u64::MAX)
    }

    /// Plays it, one deed after the other, each at its second. Returns whether all of it was: not so if somebody
    /// asked to stop.
    pub fn play(mut self, economy: &Economy, stop: &Stop, stage: &Stage) -> Result<bool, Failure> {
        // In the order of writing where the second is the same.
        self.entries.sort_by_key(|(second, _)| *second);
        for (second, deed) in self.entries {
            if stop.is_asked() {
                return Ok(false);
            }
            // A deed at the same second as the one before may come a little later.
            if economy.chain().now()? < second {
                economy.network.travel_to(second)?;
            }
            deed(economy)?;
            stage.step();
        }
        Ok(true)
    }
}
