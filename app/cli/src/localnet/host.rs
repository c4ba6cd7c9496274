use std::path::Path;

use tokio::runtime::Runtime;

use super::{Directory, Doors, Stop};
use crate::failure::Failure;

/// What a localnet has of this machine: two ports, a directory, and its signals.
pub struct Host {
    pub doors: Doors,
    pub directory: Directory,
    pub stop: Stop,
    pub runtime: Runtime,
}

impl Host {
    pub fn claim(port: u16, ws_port: u16, directory: &Path) -> Result<Self, Failure> {
        let doors = Doors::reserve(port, ws_port)?;
        let directory = Directory::open(directory)?;
        let runtime = Runtime::new().map_err(Failure::cluster)?;
        let stop = Stop::listen(&runtime)?;
        Ok(Self { doors, directory, stop, runtime })
    }

    /// Lets nobody in any more, and takes away what was written.
    pub fn leave(self) {
        self.runtime.shutdown_background();
        drop(self.doors);
        drop(self.directory);
    }
}
