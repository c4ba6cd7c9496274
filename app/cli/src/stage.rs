//! What the audience sees: text on stdout, and a progress bar on stderr if that is a terminal.

use std::{
    io::{stdout, Write},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

pub struct Stage {
    bar: ProgressBar,
    speaks: bool,
}

const TICK: Duration = Duration::from_millis(100);

impl Stage {
    /// A stage for a play of `steps`. One that does not speak shows only its progress.
    pub fn open(steps: u64, speaks: bool) -> Self {
        let bar = ProgressBar::new(steps);
        let style = ProgressStyle::with_template("{spinner} [{bar:30}] {percent:>3}%  {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        bar.enable_steady_tick(TICK);
        Self { bar, speaks }
    }

    /// What is being done, beside the bar.
    pub fn working(&self, on: &str) {
        self.bar.set_message(on.to_lowercase());
    }

    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// Says something to people.
    pub fn say(&self, text: &str) {
        if self.speaks {
            // A reader that has gone away, such as `head`, is no reason to fail.
            self.bar.suspend(|| writeln!(stdout(), "{text}").unwrap_or_default());
        }
    }

    pub fn close(&self) {
        self.bar.finish_and_clear();
    }
}
