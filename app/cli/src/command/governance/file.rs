//! The file that describes a proposal.

use std::{fs, path::Path};

use serde::Deserialize;
use solana_program::hash::hashv;
use tenure_client::{
    governor::{encode_actions, Draft, MAX_ACTIONS, MAX_LINK, MAX_TEXT, MAX_TITLE},
    Instruction, Pubkey,
};

use super::action::Action;
use crate::{
    chain::{fits, Chain, OpenGovernor},
    failure::Failure,
};

/// A proposal as it should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalFile {
    title: String,
    #[serde(default)]
    link: String,
    actions: Vec<Action>,
}

impl ProposalFile {
    /// In TOML, or in JSON where the name says so.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |words: String| Failure::input(format!("{}: {words}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        let file = if is_json {
            serde_json::from_str(&text).map_err(|error| error.to_string())
        } else {
            toml::from_str(&text).map_err(|error| error.to_string())
        };
        let file: Self = file.map_err(named)?;
        file.check().map_err(named)?;
        Ok(file)
    }

    /// As [`Self::read`], of TOML.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let file: Self = toml::from_str(text).map_err(Failure::input)?;
        file.check().map_err(Failure::input)?;
        Ok(file)
    }

    fn check(&self) -> Result<(), String> {
        if self.title.is_empty() || self.title.len() > MAX_TITLE {
            return Err(format!("the title must have 1 to {MAX_TITLE} bytes"));
        }
        if self.link.len() > MAX_LINK {
            return Err(format!("the link must have at most {MAX_LINK} bytes"));
        }
        let count = self.actions.len();
        if count == 0 || count > usize::from(MAX_ACTIONS) {
            return Err(format!("there must be 1 to {MAX_ACTIONS} actions"));
        }
        Ok(())
    }

    /// The actions, as they are to be on `chain`.
    pub fn instructions(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Vec<Instruction>, Failure> {
        let build = |(number, action): (usize, &Action)| {
            let instruction = action.build(chain, governor).map_err(|failure| numbered(number, failure))?;
            require_runnable(governor, &instruction)
                .map_err(|words| numbered(number, Failure::input(words)))?;
            Ok(instruction)
        };
        (1..).zip(&self.actions).map(build).collect()
    }

    /// What is written to the chain. Without a `nonce`, the same content has always the same, so that what
    /// was cut can be taken up again.
    pub fn draft(&self, actions: &[Instruction], nonce: Option<u64>) -> Result<Draft, Failure> {
        let actions = encode_actions(actions)
            .filter(|bytes| self.title.len() + self.link.len() + bytes.len() <= MAX_TEXT)
            .ok_or_else(|| {
                Failure::input(format!("title, link and actions together must have at most {MAX_TEXT} bytes"))
            })?;
        let own = || {
            let hash = hashv(&[self.title.as_bytes(), &[0], self.link.as_bytes(), &[0], &actions]).to_bytes();
            hash.first_chunk().copied().map_or(0, u64::from_le_bytes)
        };
        let nonce = nonce.unwrap_or_else(own);
        Ok(Draft { nonce, title: self.title.clone(), link: self.link.clone(), actions })
    }
}

fn numbered(number: usize, failure: Failure) -> Failure {
    match failure {
        Failure::Input(words) => Failure::Input(format!("action {number}: {words}")),
        Failure::Cluster(words) => Failure::Cluster(format!("action {number}: {words}")),
        other @ (Failure::Refused(_) | Failure::ToSign(_)) => other,
    }
}

/// What the program refuses when it is submitted, and what could never be executed.
fn require_runnable(governor: &OpenGovernor, action: &Instruction) -> Result<(), String> {
    let treasury = governor.keys.treasury;
    if let Some(signer) = action.accounts.iter().find(|meta| meta.is_signer && meta.pubkey != treasury) {
        return Err(format!("{} cannot sign: only the treasury signs actions", signer.pubkey));
    }
    // Whoever executes it, and whatever the proposal's address will be, they take as many bytes.
    let [anyone, proposal] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
    if !fits(&[governor.keys.execute(proposal, 0, action)], &anyone) {
        return Err("it has too many accounts to be executed in one transaction".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../../../migrations/proposals/raise-share.toml");

    #[test]
    fn the_example_is_read() {
        let file = ProposalFile::parse(EXAMPLE).expect("the example");
        assert_eq!((file.title.as_str(), file.actions.len()), ("Half of all income to lockers", 3));
    }

    #[test]
    fn every_kind_of_action_is_read_in_both_languages() {
        let address = "So11111111111111111111111111111111111111112";
        for (toml, json) in [
            (format!("kind = \"transfer_sol\"\nto = \"{address}\"\namount = \"1.5\""), format!(r#"{{"kind":"transfer_sol","to":"{address}","amount":"1.5"}}"#)),
            (
                format!("kind = \"transfer_token\"\nmint = \"{address}\"\nto = \"associated:{address}\"\namount = \"1\""),
                format!(r#"{{"kind":"transfer_token","mint":"{address}","to":"associated:{address}","amount":"1"}}"#),
            ),
            ("kind = \"announce_terms\"\nmin_power = \"10\"".into(), r#"{"kind":"announce_terms","min_power":"10"}"#.into()),
            ("kind = \"update_locker\"\npenalty_bps = 1".into(), r#"{"kind":"update_locker","penalty_bps":1}"#.into()),
            ("kind = \"update_governor\"\ntimelock = \"3 days\"".into(), r#"{"kind":"update_governor","timelock":"3 days"}"#.into()),
            ("kind = \"set_council\"\ncouncil = \"none\"".into(), r#"{"kind":"set_council","council":"none"}"#.into()),
            ("kind = \"set_outflow_limit\"\nmint = \"SOL\"\nlimit = \"none\"".into(), r#"{"kind":"set_outflow_limit","mint":"SOL","limit":"none"}"#.into()),
            (
                format!("kind = \"create_pool\"\nmint = \"{address}\"\ntreasury = \"associated:{address}\""),
                format!(r#"{{"kind":"create_pool","mint":"{address}","treasury":"associated:{address}"}}"#),
            ),
            (
                format!("kind = \"set_pool_treasury\"\nmint = \"{address}\"\ntreasury = \"{address}\""),
                format!(r#"{{"kind":"set_pool_treasury","mint":"{address}","treasury":"{address}"}}"#),
            ),
            (
                format!("kind = \"propose_authority\"\nof = \"revenue\"\nproposed = \"{address}\""),
                format!(r#"{{"kind":"propose_authority","of":"revenue","proposed":"{address}"}}"#),
            ),
            ("kind = \"accept_authority\"\nof = \"locker\"".into(), r#"{"kind":"accept_authority","of":"locker"}"#.into()),
            (
                format!("kind = \"accept_authority\"\nof = \"store:{address}\""),
                format!(r#"{{"kind":"accept_authority","of":"store:{address}"}}"#),
            ),
            ("kind = \"resume\"\nof = \"revenue\"".into(), r#"{"kind":"resume","of":"revenue"}"#.into()),
            (
                format!("kind = \"set_pauser\"\nof = \"store:{address}\"\npauser = \"none\""),
                format!(r#"{{"kind":"set_pauser","of":"store:{address}","pauser":"none"}}"#),
            ),
            (
                format!("kind = \"raw\"\nprogram = \"{address}\"\naccounts = [{{ address = \"{address}\", writable = true }}]\ndata = \"00ff\""),
                format!(r#"{{"kind":"raw","program":"{address}","accounts":[{{"address":"{address}","writable":true}}],"data":"00ff"}}"#),
            ),
        ] {
            let in_toml = ProposalFile::parse(&format!("title = \"T\"\n[[actions]]\n{toml}")).expect(&toml);
            let in_json = format!(r#"{{"title":"T","actions":[{json}]}}"#);
            let in_json: ProposalFile = serde_json::from_str(&in_json).expect(&json);
            assert_eq!(format!("{in_toml:?}"), format!("{in_json:?}"));
        }
    }

    #[test]
    fn mistakes_are_named() {
        let action = "[[actions]]\nkind = \"accept_authority\"\nof = \"locker\"\n";
        for (text, mistake) in [
            (action.to_owned(), "title"),
            (format!("title = \"\"\n{action}"), "1 to 96 bytes"),
            (format!("title = \"{}\"\n{action}", "x".repeat(97)), "1 to 96 bytes"),
            (format!("title = \"T\"\nlink = \"{}\"\n{action}", "x".repeat(201)), "at most 200 bytes"),
            (format!("title = \"T\"\n{}", action.repeat(17)), "1 to 16 actions"),
            ("title = \"T\"\nactions = []".to_owned(), "1 to 16 actions"),
            (format!("title = \"T\"\n{action}to = \"me\""), "unknown field `to`"),
            (
                format!("title = \"T\"\n{}", action.replace("\"locker\"", "\"all\"")),
                "write locker, revenue, or store:<address>",
            ),
            (
                format!("title = \"T\"\n{}", action.replace("accept", "take")),
                "unknown variant `take_authority`",
            ),
            (format!("title = \"T\"\n{}", action.replace("locker", "store:mine")), "not an address"),
            (
                "title = \"T\"\n[[actions]]\nkind = \"set_pauser\"\nof = \"locker\"".to_owned(),
                "missing field `pauser`",
            ),
            (
                "title = \"T\"\n[[actions]]\nkind = \"update_governor\"\ntimelock = \"long\"".to_owned(),
                "not a span of time",
            ),
            ("title = \"T\"\n[[actions]]\nkind = \"raw\"\nprogram = \"x\"".to_owned(), "not an address"),
        ] {
            let words =
                ProposalFile::parse(&text).err().map(|failure| failure.to_string()).unwrap_or_default();
            assert!(words.contains(mistake), "'{mistake}' is not in: {words}");
        }
    }

    #[test]
    fn the_same_content_has_the_same_place() {
        let file = ProposalFile::parse(EXAMPLE).expect("the example");
        let nonce = |file: &ProposalFile, nonce| file.draft(&[], nonce).expect("a draft").nonce;
        assert_eq!(nonce(&file, None), nonce(&file, None));
        assert_eq!(nonce(&file, Some(7)), 7);
        let other = ProposalFile::parse(&EXAMPLE.replace("Half", "half")).expect("the example");
        assert_ne!(nonce(&file, None), nonce(&other, None));
    }
}
