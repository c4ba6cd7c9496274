//! The ports that people chose. The engine listens on free ones of its own: what comes in here goes there.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener as Reserved},
    time::Duration,
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime::Runtime,
    time::sleep,
};

use crate::{failure::Failure, network::Network};

const PAUSE: Duration = Duration::from_millis(50);

/// Two ports of this machine, for JSON-RPC and for WebSockets. Nobody else can have them from now on, but who
/// connects is not answered before they open.
pub struct Doors {
    rpc: Door,
    ws: Door,
}

struct Door {
    listener: Reserved,
    address: SocketAddr,
}

impl Doors {
    /// Zero for a free port.
    pub fn reserve(rpc: u16, ws: u16) -> Result<Self, Failure> {
        Ok(Self { rpc: Door::reserve(rpc, "--port")?, ws: Door::reserve(ws, "--ws-port")? })
    }

    pub fn rpc_url(&self) -> String {
        format!("http://{}", self.rpc.address)
    }

    pub fn ws_url(&self) -> String {
        format!("ws://{}", self.ws.address)
    }

    /// Lets in who knocks, until `runtime` ends.
    pub fn open(&self, runtime: &Runtime, network: &Network) -> Result<(), Failure> {
        self.rpc.open(runtime, network.url())?;
        self.ws.open(runtime, network.ws_url())
    }
}

impl Door {
    fn reserve(port: u16, option: &str) -> Result<Self, Failure> {
        let taken = |error| {
            Failure::input(format!(
                "port {port} cannot be had ({error}): stop what uses it, or choose another with {option}; 0 takes a \
                 free one"
            ))
        };
        let listener = Reserved::bind((Ipv4Addr::LOCALHOST, port)).map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        Ok(Self { listener, address })
    }

    fn open(&self, runtime: &Runtime, url: &str) -> Result<(), Failure> {
        let inner: SocketAddr =
            url.split("//").nth(1).unwrap_or_default().parse().map_err(Failure::cluster)?;
        let listener = self.listener.try_clone().map_err(Failure::cluster)?;
        listener.set_nonblocking(true).map_err(Failure::cluster)?;
        let _inside = runtime.enter();
        let listener = TcpListener::from_std(listener).map_err(Failure::cluster)?;
        runtime.spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((visitor, _)) => drop(tokio::spawn(pass_on(visitor, inner))),
                    // A visitor who has left again is no reason to close, nor is a machine that is busy.
                    Err(_) => sleep(PAUSE).await,
                }
            }
        });
        Ok(())
    }
}

/// Until either side ends: how, is between the two.
async fn pass_on(mut visitor: TcpStream, to: SocketAddr) {
    if let Ok(mut engine) = TcpStream::connect(to).await {
        visitor.set_nodelay(true).unwrap_or_default();
        engine.set_nodelay(true).unwrap_or_default();
        copy_bidirectional(&mut visitor, &mut engine).await.unwrap_or_default();
    }
}
