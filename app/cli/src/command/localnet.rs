use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use clap::Args;
use serde_json::json;

use crate::{
    failure::Failure,
    localnet::{Deployment, Economy, Host, PriceKeeper, Seed, DEPLOYMENT, OPERATOR},
    network::{find_bytecode, Network},
    options::Output,
    report::{Detail, Report},
    stage::Stage,
};

/// Start a chain in this process with the programs and a living economy, for wallets, pages and programs.
/// It runs until Ctrl-C, and leaves nothing behind
#[derive(Args)]
pub struct Localnet {
    /// For JSON-RPC; 0 for a free one
    #[arg(long, value_name = "PORT", default_value_t = 8899)]
    port: u16,
    /// For WebSockets. Default: the one after --port
    #[arg(long, value_name = "PORT")]
    ws_port: Option<u16>,
    /// Everybody's keys and what comes in follow from it
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to write deployment.json and everybody's keypair: gone again in the end
    #[arg(long, value_name = "DIR", default_value = "target/localnet")]
    write: PathBuf,
    /// Only programs, tokens and funded wallets: no history
    #[arg(long)]
    empty: bool,
    /// Where the programs' bytecode is. Default: target/deploy of the project around
    #[arg(long, value_name = "DIR")]
    programs: Option<PathBuf>,
}

/// While the history is played. So short that what one transaction does to the clock is less than a second.
const SLOT_MS_OF_HISTORY: u64 = 10;
/// Where everybody's keypair is, below the directory.
const KEYPAIRS: &str = "keypairs";
/// How often the price is looked after.
const HEARTBEAT: Duration = Duration::from_millis(500);

impl Localnet {
    pub fn run(&self, output: Output) -> Result<Report, Failure> {
        let bytecode = find_bytecode(self.programs.as_deref())?;
        let host = Host::claim(self.port, self.ws_port(), &self.write)?;
        let began = Instant::now();
        let operator = Seed(self.seed).keypair(OPERATOR);
        let mut network = Network::start(&bytecode, operator, SLOT_MS_OF_HISTORY)?;
        let lived = self.live(&network, &host, output, began);
        // Also when something failed, nothing is left behind.
        host.leave();
        network.stop()?;
        lived?;
        Ok(Report::new("Stopped: nothing of it is left.").yes_or_no("stopped", "", true))
    }

    fn ws_port(&self) -> u16 {
        let next = if self.port == 0 { 0 } else { self.port.saturating_add(1) };
        self.ws_port.unwrap_or(next)
    }

    /// Plays the history, tells that all is ready, and stays until it is asked to stop.
    fn live(&self, network: &Network, host: &Host, output: Output, began: Instant) -> Result<(), Failure> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_err(Failure::cluster)?;
        let economy = Economy::new(network, Seed(self.seed), now.as_secs());
        let complete = self.populate(&economy, network, host, output)?;
        if !complete {
            return Ok(());
        }
        host.doors.open(&host.runtime, network)?;
        let (rpc, ws) = (host.doors.rpc_url(), host.doors.ws_url());
        let deployment = Deployment::of(&economy, rpc, ws, self.empty);
        for person in &deployment.people {
            let text = format!("{:?}", person.secret);
            host.directory.write(&format!("{KEYPAIRS}/{}.json", person.name.to_lowercase()), &text)?;
        }
        let file = host.directory.write(DEPLOYMENT, &format!("{:#}\n", deployment.to_json()))?;
        output.print(&self.ready(&deployment, &file, economy.present, began));

        let prices = PriceKeeper::default();
        while !host.stop.within(HEARTBEAT) {
            prices.keep(network)?;
            network.forget_reports();
        }
        Ok(())
    }

    /// Returns whether all was played: not so if it was asked to stop.
    fn populate(
        &self,
        economy: &Economy,
        network: &Network,
        host: &Host,
        output: Output,
    ) -> Result<bool, Failure> {
        let diary = economy.diary(self.empty);
        let stage = Stage::open(diary.len(), output == Output::Display);
        stage.working("playing the weeks before today");
        network.begin_at(economy.beginning())?;
        let played = diary.play(economy, &host.stop, &stage);
        stage.close();
        let complete = played?;
        network.keep_time()?;
        Ok(complete)
    }

    fn ready(&self, deployment: &Deployment, file: &Path, present: u64, began: Instant) -> Report {
        let Deployment { record, people } = deployment;
        let took = began.elapsed();
        let seconds = format!("{}.{} seconds", took.as_secs(), took.subsec_millis() / 100);
        let hints = self.hints(deployment, file);
        let people: Vec<_> = people
            .iter()
            .map(|person| Detail { name: person.name.to_owned(), words: person.about.to_owned(), now: None })
            .collect();
        Report::new("The localnet is ready. Ctrl-C stops it, and leaves nothing behind.")
            .text("rpc", "JSON-RPC", &record.rpc)
            .text("ws", "WebSocket", &record.ws)
            .moment("now", "Its clock", present)
            .text("deployment", "All addresses", file.display())
            .fact("took", "Started in", seconds, json!(u64::try_from(took.as_millis()).unwrap_or(u64::MAX)))
            .details("people", &people)
            .fact("try", "To try", hints.join("\n                 "), json!(hints))
    }

    /// Lines for a shell.
    fn hints(&self, deployment: &Deployment, file: &Path) -> Vec<String> {
        let at = format!("tenure --url {}", deployment.record.rpc);
        let mut lines = vec![format!("{at} travel --by '1 week'")];
        if let Some(addresses) = &deployment.record.addresses {
            let keypairs = file.with_file_name(KEYPAIRS);
            let of = |name: &str| format!("--keypair {}", keypairs.join(name).display());
            lines = vec![
                format!("export TENURE_LOCKER={} TENURE_STORE={}", addresses.locker, addresses.store),
                format!("{at} {} revenue claimable", of("max.json")),
                format!("{at} {} governance vote 8 for", of("max.json")),
                format!("{at} {} membership show", of("sam.json")),
                format!("{at} {} plans", of("nora.json")),
                format!("{at} travel --by '1 week'"),
            ];
        }
        lines
    }
}
