use std::cell::Cell;

use crate::{failure::Failure, network::Network};

/// How old the price may become, in seconds of the chain: well below what stores take.
const AGE: u64 = 5;
/// How often in a row the chain may be too busy to answer.
const PATIENCE: u32 = 20;

/// Publishes the price again and again, as Pyth's own service does.
#[derive(Default)]
pub struct PriceKeeper {
    published: Cell<u64>,
    failed: Cell<u32>,
}

impl PriceKeeper {
    /// To be called often: after a turn of the clock the price is old until then.
    pub fn keep(&self, network: &Network) -> Result<(), Failure> {
        match self.refresh(network) {
            Ok(()) => self.failed.set(0),
            Err(failure) if self.failed.get() >= PATIENCE => return Err(failure),
            Err(_) => self.failed.set(self.failed.get() + 1),
        }
        Ok(())
    }

    fn refresh(&self, network: &Network) -> Result<(), Failure> {
        let now = network.chain().now()?;
        if now >= self.published.get().saturating_add(AGE) {
            network.publish_price()?;
            self.published.set(now);
        }
        Ok(())
    }
}
