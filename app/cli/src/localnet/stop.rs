use std::{
    cell::Cell,
    sync::mpsc::{channel, Receiver},
    time::Duration,
};

use tokio::{
    runtime::Runtime,
    select,
    signal::unix::{signal, SignalKind},
};

use crate::failure::Failure;

/// Whether somebody asked this process to stop: Ctrl-C, or a signal to terminate.
pub struct Stop {
    signals: Receiver<()>,
    asked: Cell<bool>,
}

impl Stop {
    pub fn listen(runtime: &Runtime) -> Result<Self, Failure> {
        let _inside = runtime.enter();
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::cluster)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(Failure::cluster)?;
        let (sender, signals) = channel();
        runtime.spawn(async move {
            select! {
                _ = interrupt.recv() => (),
                _ = terminate.recv() => (),
            }
            // Nobody listens any more if the process ends for another reason.
            sender.send(()).unwrap_or_default();
        });
        Ok(Self { signals, asked: Cell::new(false) })
    }

    pub fn is_asked(&self) -> bool {
        self.within(Duration::ZERO)
    }

    /// Waits for it, for so long.
    pub fn within(&self, span: Duration) -> bool {
        if !self.asked.get() && self.signals.recv_timeout(span).is_ok() {
            self.asked.set(true);
        }
        self.asked.get()
    }
}
