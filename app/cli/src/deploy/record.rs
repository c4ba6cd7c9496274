//! Where everything is, for the page and the SDK.

use serde_json::{json, Value};

use super::Deployment;
use crate::chain::sponsored_price;

/// `url` is what the page connects to, unless the file names another address.
pub fn record(deployment: &Deployment, url: &str) -> Value {
    let addresses = &deployment.addresses;
    let rpc = deployment.rpc.as_deref().unwrap_or(url);
    let tokens = deployment.tokens.iter().map(|token| {
        json!({
            "mint": token.mint.to_string(),
            "symbol": token.symbol,
            "name": token.name,
            "decimals": token.decimals,
            "program": token.program().to_string(),
        })
    });
    let feeds = deployment.store.pay_tokens.iter().filter_map(|token| {
        let listed = deployment.tokens.iter().find(|listed| listed.mint == token.mint);
        let sponsored = token.feed().map(|feed| sponsored_price(&feed));
        let account = listed.and_then(|listed| listed.price_account).filter(|_| sponsored.is_some());
        let account = account.or(sponsored)?;
        Some(json!({ "mint": token.mint.to_string(), "account": account.to_string() }))
    });
    json!({
        "name": deployment.name,
        "cluster": deployment.cluster.to_string(),
        "rpc": rpc,
        "ws": deployment.ws.clone().unwrap_or_else(|| subscriptions_url(rpc)),
        "locker": addresses.locker().locker.to_string(),
        "splitter": addresses.revenue.splitter.to_string(),
        "governor": addresses.governor.governor.to_string(),
        "store": addresses.store.store.to_string(),
        "collection": addresses.store.badges.collection.to_string(),
        "tokens": tokens.collect::<Value>(),
        "priceFeeds": feeds.collect::<Value>(),
    })
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
