//! Where everything of a deployment is, for the page and the SDK: what `deployment.json` has.

use serde::Serialize;

/// Its keys are those that the SDK reads.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    pub name: String,
    pub cluster: String,
    pub rpc: String,
    pub ws: String,
    /// An empty network has none.
    #[serde(flatten)]
    pub addresses: Option<RecordedAddresses>,
    pub tokens: Vec<RecordedToken>,
    pub price_feeds: Vec<RecordedFeed>,
}

#[derive(Serialize)]
pub struct RecordedAddresses {
    pub locker: String,
    pub splitter: String,
    pub governor: String,
    pub store: String,
    pub collection: String,
}

#[derive(Serialize)]
pub struct RecordedToken {
    pub mint: String,
    pub symbol: String,
    pub name: String,
    pub decimals: u8,
    pub program: String,
}

/// Where the price of a token is.
#[derive(Serialize)]
pub struct RecordedFeed {
    pub mint: String,
    pub account: String,
}
