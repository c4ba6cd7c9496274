use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{json, Value};
use solana_clock::Clock;
use solana_rpc_client_api::{
    client_error::ErrorKind,
    request::{RpcError, RpcRequest},
};
use surfpool_sdk::{BlockProductionMode, SimnetCommand};
use surfpool_types::ClockCommand;

use super::{Network, SLOT_MS};
use crate::{chain::Chain, failure::Failure};

const TIME_TRAVEL: &str = "surfnet_timeTravel";
/// By JSON-RPC.
const UNKNOWN_METHOD: i64 = -32_601;
const PATIENCE: Duration = Duration::from_secs(5);
const WAIT: Duration = Duration::from_millis(5);

/// Turns the clock forward to second `t` of Unix time.
pub fn travel_to(chain: &Chain, t: u64) -> Result<(), Failure> {
    let milliseconds = t.saturating_mul(1_000);
    let request = RpcRequest::Custom { method: TIME_TRAVEL };
    let arguments = json!([{ "absoluteTimestamp": milliseconds }]);
    let answer = chain.rpc().send::<Value>(request, arguments);
    answer.map(|_| ()).map_err(|error| match error.kind() {
        ErrorKind::RpcError(RpcError::RpcResponseError { code: UNKNOWN_METHOD, .. }) => {
            Failure::cluster("this cluster's clock cannot be turned: time travel is for tenure localnet")
        }
        _ => Failure::cluster(error),
    })
}

impl Network {
    /// Turns the clock forward to second `t` of Unix time.
    pub fn travel_to(&self, t: u64) -> Result<(), Failure> {
        travel_to(&self.chain, t)
    }

    /// Has the chain begin at second `t`, in the past too, before anything has happened on it.
    pub fn begin_at(&self, t: u64) -> Result<(), Failure> {
        let unix_timestamp = i64::try_from(t).map_err(Failure::cluster)?;
        let clock = Clock { unix_timestamp, ..Clock::default() };
        self.surfnet
            .send_command(SimnetCommand::UpdateInternalClock(None, clock))
            .map_err(Failure::cluster)?;
        let began = Instant::now();
        while self.chain.now()? != t {
            if began.elapsed() > PATIENCE {
                return Err(Failure::cluster("the chain's clock cannot be set"));
            }
            sleep(WAIT);
        }
        Ok(())
    }

    /// From now on a block follows the other as on a public cluster, whether anything is sent or not, and
    /// time passes.
    pub fn keep_time(&self) -> Result<(), Failure> {
        for command in [
            SimnetCommand::CommandClock(None, ClockCommand::UpdateSlotInterval(SLOT_MS)),
            SimnetCommand::UpdateBlockProductionMode(BlockProductionMode::Clock),
        ] {
            self.surfnet.send_command(command).map_err(Failure::cluster)?;
        }
        Ok(())
    }

    /// Lets go of what the chain reports on itself: nobody reads it, and it would pile up.
    pub fn forget_reports(&self) {
        while self.surfnet.events().try_recv().is_ok() {}
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        thread,
    };

    use super::*;

    /// As a cluster does whose clock nobody turns.
    #[test]
    fn a_cluster_that_does_not_travel_is_told_in_words() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let cluster = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a visitor");
            let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
            while lines.next().is_some_and(|line| !line.expect("text").is_empty()) {}
            let body = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32601,"message":"Method not found"}}"#;
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(answer.as_bytes()).expect("sent");
        });
        let refused = travel_to(&Chain::new(&url), 1).expect_err("no travel").to_string();
        assert_eq!(refused, "this cluster's clock cannot be turned: time travel is for tenure localnet");
        cluster.join().expect("an answer");
    }
}
