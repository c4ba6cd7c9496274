//! Where everything is, for the page and the SDK.

use tenure_client::Pubkey;

use super::Deployment;
use crate::{
    chain::sponsored_price,
    deployment::{Record, RecordedAddresses, RecordedFeed, RecordedToken},
};

/// `url` is what the page connects to, unless the file names another address.
pub fn record(deployment: &Deployment, url: &str) -> Record {
    let rpc = deployment.rpc.as_deref().unwrap_or(url);
    Record {
        name: deployment.name.clone(),
        cluster: deployment.cluster.to_string(),
        rpc: rpc.to_owned(),
        ws: deployment.ws.clone().unwrap_or_else(|| subscriptions_url(rpc)),
        addresses: Some(addresses(deployment)),
        tokens: tokens(deployment),
        price_feeds: price_feeds(deployment),
    }
}

fn addresses(deployment: &Deployment) -> RecordedAddresses {
    let (addresses, text) = (&deployment.addresses, |address: Pubkey| address.to_string());
    RecordedAddresses {
        locker: text(addresses.locker().locker),
        splitter: text(addresses.revenue.splitter),
        governor: text(addresses.governor.governor),
        store: text(addresses.store.store),
        collection: text(addresses.store.badges.collection),
    }
}

fn tokens(deployment: &Deployment) -> Vec<RecordedToken> {
    let tokens = deployment.tokens.iter().map(|token| RecordedToken {
        mint: token.mint.to_string(),
        symbol: token.symbol.clone(),
        name: token.name.clone(),
        decimals: token.decimals,
        program: token.program().to_string(),
    });
    tokens.collect()
}

/// In the account that the file names, or that Pyth sponsors.
fn price_feeds(deployment: &Deployment) -> Vec<RecordedFeed> {
    let feeds = deployment.store.pay_tokens.iter().filter_map(|token| {
        let listed = deployment.tokens.iter().find(|listed| listed.mint == token.mint);
        let sponsored = sponsored_price(&token.feed()?);
        let account = listed.and_then(|listed| listed.price_account).unwrap_or(sponsored);
        Some(RecordedFeed { mint: token.mint.to_string(), account: account.to_string() })
    });
    feeds.collect()
}

/// Where a node that answers at `rpc` takes subscriptions: at the next port, if it names one.
fn subscriptions_url(rpc: &str) -> String {
    let ws = rpc.replacen("http", "ws", 1);
    let (scheme, rest) = ws.split_once("://").unwrap_or(("ws", ws.as_str()));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let next = host.rsplit_once(':').and_then(|(host, port)| {
        let port = port.parse::<u16>().ok()?.checked_add(1)?;
        Some(format!("{scheme}://{host}:{port}{path}"))
    });
    next.unwrap_or(ws)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscriptions_are_taken_at_the_next_port() {
        for (rpc, ws) in [
            ("http://127.0.0.1:8899", "ws://127.0.0.1:8900"),
            ("http://localhost:8899/", "ws://localhost:8900/"),
            ("https://api.devnet.solana.com", "wss://api.devnet.solana.com"),
            ("https://node.example/rpc?key=a:1", "wss://node.example/rpc?key=a:1"),
            ("http://[::1]:8899", "ws://[::1]:8900"),
        ] {
            assert_eq!(subscriptions_url(rpc), ws);
        }
    }
}
