//! `tenure demo`: Tenure on a chain inside this process, one scene after the other.
//!
//! Everything goes through the client and real JSON-RPC, as against any cluster; only the clock is
//! turned forward. A new scene is a file in `scene/` and a line in [`SCENES`].

mod currency;
mod month;
mod patrons;
mod platform;
mod plot;
mod scene;
mod world;

use std::path::PathBuf;

use clap::Args;
use solana_keypair::Keypair;

use self::{scene::SCENES, world::World};
use crate::{
    failure::Failure,
    network::{find_bytecode, Network, SLOT_MS},
    options::Output,
    report::Report,
    stage::Stage,
};

/// Play the whole of it on a chain inside this process: no network, no validator, no wallet
#[derive(Args)]
pub struct Demo {
    /// Where the programs' bytecode is. Default: target/deploy of the project around
    #[arg(long, value_name = "DIR")]
    programs: Option<PathBuf>,
}

/// The first steps of the progress bar: start the chain, and set up the world on it.
const SET_UP_STEPS: u64 = 2;

impl Demo {
    pub fn run(&self, output: Output) -> Result<Report, Failure> {
        let bytecode = find_bytecode(self.programs.as_deref())?;
        let steps = SCENES.iter().map(|scene| scene.steps()).sum::<u64>();
        let stage = Stage::open(SET_UP_STEPS + steps, output == Output::Display);

        stage.working("starting a chain in this process");
        let mut network = Network::start(&bytecode, Keypair::new(), SLOT_MS)?;
        stage.step();
        let played = play(&network, &stage);
        stage.close();
        // Stopped also when a scene failed: nothing is left behind.
        network.stop()?;
        played
    }
}

fn play(network: &Network, stage: &Stage) -> Result<Report, Failure> {
    stage.working("making a token and three wallets");
    let world = World::create(network, stage)?;
    stage.step();

    let mut report = Report::new("");
    for scene in SCENES {
        stage.working(scene.title());
        stage.say(&format!("\n{}\n{}", scene.title(), "-".repeat(scene.title().chars().count())));
        report = report.fact(scene.key(), "", "", scene.play(&world)?);
    }
    Ok(report)
}
