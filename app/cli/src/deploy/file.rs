//! The file that describes a deployment.

use std::{fs, path::Path};

use serde::Deserialize;
use tenure_client::{governor::GovernorParams, revenue::Terms, Pubkey};
use toml::Spanned;

use super::{
    addresses::Addresses,
    cluster::Cluster,
    resolve::{
        at, find, governor_params, limits, locker_config, not_listed, pools, require_tokens, revenue_config,
        store_config, Mistake,
    },
    tables::{
        HandoverTable, LimitTable, LockerTable, PoolTable, ProgramsTable, RevenueTable, StoreTable,
        TokenTable,
    },
};
use crate::{
    command::{governance::GovernorConfig, locker::LockerConfig, revenue::RevenueConfig, store::StoreConfig},
    failure::Failure,
    value::{one_address, TokenAccount, Tokens},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    cluster: Spanned<Cluster>,
    genesis_hash: Option<String>,
    rpc: Option<String>,
    ws: Option<String>,
    #[serde(deserialize_with = "one_address")]
    deployer: Pubkey,
    programs: ProgramsTable,
    tokens: Vec<Spanned<TokenTable>>,
    locker: Spanned<LockerTable>,
    revenue: Spanned<RevenueTable>,
    pools: Vec<Spanned<PoolTable>>,
    governor: Spanned<GovernorConfig>,
    #[serde(default)]
    outflow_limits: Vec<Spanned<LimitTable>>,
    store: Spanned<StoreTable>,
    handover: HandoverTable,
}

/// A deployment as it should be, with all that follows from its file.
#[derive(Debug)]
pub struct Deployment {
    pub name: String,
    pub cluster: Cluster,
    pub genesis_hash: Option<String>,
    pub rpc: Option<String>,
    pub ws: Option<String>,
    pub programs: ProgramsTable,
    /// The first is the one to lock.
    pub tokens: Vec<TokenTable>,
    pub locker: LockerConfig,
    pub revenue: RevenueConfig,
    pub terms: Terms,
    pub pools: Vec<Pool>,
    pub governor: GovernorParams,
    pub council: Pubkey,
    pub limits: Vec<Limit>,
    pub store: StoreConfig,
    pub handover: HandoverTable,
    pub addresses: Addresses,
}

/// A token in which income is shared, and where the treasury's part of it goes.
#[derive(Debug)]
pub struct Pool {
    pub mint: Pubkey,
    pub treasury: TokenAccount,
}

/// What may leave the governor's treasury in a week, of a mint, or of SOL by the zero address.
#[derive(Debug)]
pub struct Limit {
    pub mint: Pubkey,
    pub limit: Tokens,
}

impl Deployment {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |words: String| Failure::input(format!("{}: {words}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
        Self::parse(&text).map_err(named)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        Self::resolve(file).map_err(|Mistake { at, words }| {
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            format!("line {line}: {words}")
        })
    }

    fn resolve(file: File) -> Result<Self, Mistake> {
        let cluster = *file.cluster.get_ref();
        cluster.require_audited().map_err(at(&file.cluster.span()))?;
        require_tokens(&file.tokens)?;
        let tokens: Vec<_> = file.tokens.into_iter().map(Spanned::into_inner).collect();
        // A file without tokens was refused.
        let stake = &tokens[0];
        let penalties = file.locker.get_ref().penalty_account;
        let store_id = file.store.get_ref().id;
        let addresses = Addresses::derive(file.deployer, stake, penalties, store_id);
        let (revenue, terms) = revenue_config(file.revenue, file.deployer, stake.decimals)?;
        let (governor, council) = governor_params(&file.governor, stake.decimals)?;
        Ok(Self {
            name: file.name,
            cluster,
            genesis_hash: file.genesis_hash,
            rpc: file.rpc,
            ws: file.ws,
            locker: locker_config(file.locker, stake.mint, &addresses)?,
            revenue,
            terms,
            pools: pools(file.pools, &tokens, &addresses)?,
            governor,
            council,
            limits: limits(file.outflow_limits, &tokens)?,
            store: store_config(file.store, &tokens, &addresses)?,
            handover: file.handover,
            programs: file.programs,
            tokens,
            addresses,
        })
    }

    /// A token of the file, by its mint: every mint that the file names is one of its tokens.
    pub fn token(&self, mint: &Pubkey) -> Result<&TokenTable, Failure> {
        find(&self.tokens, mint).ok_or_else(|| Failure::input(not_listed(mint)))
    }
}

#[cfg(test)]
mod tests {
    use tenure_client::governor::treasury_address;

    use super::*;
    use crate::{
        command::governance::ProposalFile,
        deploy::{
            acceptance::{accept_action, limit_action, Part},
            finding::Pending,
            takeover::takeover,
        },
    };

    const EXAMPLE: &str = include_str!("../../../../migrations/deploy.toml");
    const FEED: &str = "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d";

    fn filled_in() -> String {
        let mut text = EXAMPLE.replace("FILL-IN-FEED", FEED);
        for (number, name) in
            (1..).zip(["DEPLOYER", "MULTISIG", "GUARDIAN", "OPERATOR", "COMPANY", "TMAI", "USDC", "WETH"])
        {
            let address = Pubkey::new_from_array([number; 32]).to_string();
            text = text.replace(&format!("FILL-IN-{name}"), &address);
        }
        text
    }

    #[test]
    fn what_the_example_leaves_out_follows_from_it() {
        assert!(Deployment::parse(EXAMPLE).is_err_and(|words| words.contains("not an address")));
        let deployment = Deployment::parse(&filled_in()).expect("the example");
        let (deployer, addresses) = (Pubkey::new_from_array([1; 32]), &deployment.addresses);
        assert_eq!(deployment.locker.mint, Pubkey::new_from_array([6; 32]));
        assert_eq!((deployment.locker.authority, deployment.store.authority), (deployer, deployer));
        assert_eq!(deployment.locker.governor, addresses.governor.governor);
        assert_eq!(deployment.store.payout_owner, addresses.revenue.splitter);
        let treasury = treasury_address(&addresses.governor.governor);
        assert_eq!(deployment.pools[0].treasury, TokenAccount::AssociatedWith(treasury));
        let limits: Vec<_> = deployment.limits.iter().map(|limit| limit.limit.units).collect();
        assert_eq!(limits, [100_000_000_000, 50_000_000_000]);
    }

    #[test]
    fn every_line_of_the_example_is_needed_but_those_that_say_otherwise() {
        let text = filled_in();
        let lines: Vec<_> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let optional = ["", "own = true", "[programs.hashes]"].contains(line) || line.starts_with('#');
            let without = [&lines[..index], &lines[index + 1..]].concat().join("\n");
            assert_eq!(Deployment::parse(&without).is_ok(), optional, "{line}");
        }
    }

    #[test]
    fn there_can_be_as_many_limits_as_a_governor_has_room_for() {
        let token = |number: u8| {
            let mint = Pubkey::new_from_array([100 + number; 32]);
            let token = format!("mint = \"{mint}\"\nsymbol = \"T{number}\"\nname = \"T\"\ndecimals = 6");
            format!(
                "[[tokens]]\n{token}\nprogram = \"spl-token\"\n[[outflow_limits]]\nmint = \"{mint}\"\nlimit = \"1\"\n"
            )
        };
        let with = |limits: u8| {
            let more: String = (2..limits).map(token).collect();
            let text = filled_in().replace("[locker]", &format!("{more}[locker]"));
            Deployment::parse(&text).map(|deployment| deployment.limits.len())
        };
        assert_eq!(with(16), Ok(16));
        let words = with(17).err().unwrap_or_default();
        assert!(words.contains("there can be 16 limits") && words.starts_with("line "), "{words}");
    }

    /// More could be written, and never be proposed.
    #[test]
    fn the_takeover_has_what_one_proposal_can_have() {
        let deployment = Deployment::parse(&filled_in()).expect("the example");
        let keys = &deployment.addresses.governor;
        let limit = deployment.limits[0].limit;
        let limits = (0..16).map(|number| {
            let mint = Pubkey::new_from_array([number; 32]);
            let instruction = keys.set_outflow_limit(mint, limit.units);
            Pending { by: keys.treasury, instruction, action: limit_action(&mint, limit) }
        });
        let accept = Pending {
            by: keys.treasury,
            instruction: deployment.addresses.locker().accept_authority(keys.treasury),
            action: accept_action(Part::Locker),
        };
        let all: Vec<_> = limits.chain([accept]).collect();
        let proposed = |waiting: &[Pending]| {
            let waiting: Vec<_> = waiting.iter().map(|pending| ("", pending)).collect();
            let text = takeover(&deployment, &waiting).expect("something to do");
            ProposalFile::parse(&text).expect(&text);
            (text.contains(&accept_action(Part::Locker)), text.contains("More is left"))
        };
        assert_eq!(proposed(&all), (false, true), "the limits first");
        assert_eq!(proposed(&all[1..]), (true, false));
        assert_eq!(proposed(&all[16..]), (true, false), "the rest");
    }

    /// Whatever the deployment is called.
    #[test]
    fn the_takeover_is_read_as_a_proposal() {
        for name in ["A \"B\" \\ C", "Caf\u{e9} \u{7f}\u{200b}", "'x'\ty", &"long ".repeat(30)] {
            let text = filled_in()
                .replace("name = \"Token Metrics\"", &format!("name = {}", toml::Value::from(name)));
            let deployment = Deployment::parse(&text).expect(name);
            let treasury = deployment.addresses.governor.treasury;
            let instruction = deployment.addresses.locker().accept_authority(treasury);
            let pending = Pending { by: treasury, instruction, action: accept_action(Part::Locker) };
            let text = takeover(&deployment, &[("the locker", &pending)]).expect("something to do");
            ProposalFile::parse(&text).expect(&text);
        }
    }

    #[test]
    fn mistakes_are_told_by_their_line() {
        let mistaken = filled_in().replace("burn_bps = 0", "burn_bps = 5001");
        let line = 1 + mistaken.lines().position(|line| line == "[revenue]").expect("the table");
        let words = Deployment::parse(&mistaken).err().unwrap_or_default();
        assert!(words.starts_with(&format!("line {line}: shares must satisfy")), "{words}");
        let mistaken = filled_in().replace("quorum_bps = 1000", "quorum = 1000");
        let line = 1 + mistaken.lines().position(|line| line == "quorum = 1000").expect("the line");
        let words = Deployment::parse(&mistaken).err().unwrap_or_default();
        assert!(words.contains(&format!("line {line}, column 1")), "{words}");
    }
}
