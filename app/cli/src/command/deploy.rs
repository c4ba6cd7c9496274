use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::{json, Value};
use solana_signer::Signer;

use crate::{
    chain::Chain,
    deploy::{
        acceptances, address_facts, record, require_cluster, send, takeover, transactions, Deployment, Survey,
    },
    failure::Failure,
    report::Report,
    session::Session,
    value::existing_file,
};

/// Bring a whole deployment to a cluster as one file describes it: make what is missing, hand over, read back
///
/// What is there as the file says is left alone; what differs is named, and nothing is sent. What was cut is
/// taken up again by the same command.
#[derive(Args)]
pub struct Deploy {
    /// The file: see migrations/deploy.toml
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    config: PathBuf,
    /// Send nothing: tell every instruction in words. Needs no wallet
    #[arg(long)]
    dry_run: bool,
    /// Write where everything is, for the page and the SDK
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where to write the proposal by which the governor takes over. Default: beside --config
    #[arg(long, value_name = "FILE")]
    takeover: Option<PathBuf>,
}

impl Deploy {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let deployment = Deployment::read(&self.config)?;
        let chain = &session.chain;
        require_cluster(chain, &deployment)?;
        let survey = Survey::read(chain, &deployment)?;
        survey.require_no_differences(&[])?;
        if self.dry_run {
            return Ok(told(&deployment, &survey));
        }
        require_nothing_needed(&survey)?;
        let mut signatures = Vec::new();
        let survey = self.make(session, &deployment, survey, &mut signatures)?;
        self.report(chain, &deployment, &survey, &signatures)
    }

    /// Makes what is missing, then hands over, and reads everything back after each.
    fn make(
        &self,
        session: &Session,
        deployment: &Deployment,
        survey: Survey,
        signatures: &mut Vec<String>,
    ) -> Result<Survey, Failure> {
        let mut survey = survey;
        for step in [Survey::transactions, Survey::handover_transactions] {
            let transactions = step(&survey, deployment);
            if transactions.is_empty() {
                continue;
            }
            let wallet = session.wallet()?;
            require_deployer(deployment, &wallet)?;
            signatures.extend(send(&session.chain, &transactions, &wallet)?);
            survey = Survey::read(&session.chain, deployment)?;
            survey.require_no_differences(signatures)?;
            if !step(&survey, deployment).is_empty() {
                return Err(Failure::cluster(
                    "all was sent and confirmed, but the cluster does not show all of it yet: run the command again",
                ));
            }
        }
        Ok(survey)
    }

    fn report(
        &self,
        chain: &Chain,
        deployment: &Deployment,
        survey: &Survey,
        signatures: &[String],
    ) -> Result<Report, Failure> {
        let waiting = survey.waiting();
        let headline = match (signatures.is_empty(), waiting.is_empty()) {
            (true, true) => "The deployment is there already, as the file describes it, and handed over.",
            (false, true) => "Deployed as the file describes it, and read back.",
            (true, false) => "The deployment is there already. It waits for others to take over:",
            (false, false) => "Deployed, and read back. It waits for others to take over:",
        };
        let report = address_facts(deployment, Report::new(headline))
            .fact("sent", "Transactions sent", signatures.len(), signatures.into())
            .fact("complete", "", "", survey.is_complete().into())
            .fact("same", "Read back, as the file says", lines(&survey.same()), survey.same().into());
        let report = match takeover(deployment, &waiting) {
            Some(text) => self.write_takeover(deployment, &text, report)?,
            None => report,
        };
        let report = self.write_record(deployment, &chain.rpc().url(), report)?;
        Ok(report.parts("waiting", acceptances(deployment, &waiting)))
    }

    fn write_takeover(&self, deployment: &Deployment, text: &str, report: Report) -> Result<Report, Failure> {
        let beside = || self.config.with_extension("takeover.toml");
        let path = self.takeover.clone().unwrap_or_else(beside);
        write(&path, text)?;
        let locker = deployment.addresses.locker().locker;
        let shown = path.display();
        let command = format!("tenure --locker {locker} governance propose {shown} --yes");
        Ok(report.text("takeover", "Proposal to take over", shown).text("propose", "Propose it by", command))
    }

    fn write_record(&self, deployment: &Deployment, url: &str, report: Report) -> Result<Report, Failure> {
        let Some(path) = &self.out else { return Ok(report) };
        let record = json!(record(deployment, url));
        write(path, &format!("{record:#}\n"))?;
        Ok(report.text("out", "Written for the page", path.display()))
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    // By now it may be that something was sent.
    fs::write(path, text).map_err(|error| Failure::cluster(format!("{}: {error}", path.display())))
}

fn require_nothing_needed(survey: &Survey) -> Result<(), Failure> {
    let needed = survey.needed();
    if needed.is_empty() {
        return Ok(());
    }
    Err(Failure::cluster(format!("this is missing, and nothing was sent.\n  {}", needed.join("\n  "))))
}

/// All addresses follow from the deployer's.
fn require_deployer(deployment: &Deployment, wallet: &impl Signer) -> Result<(), Failure> {
    let (wallet, deployer) = (wallet.pubkey(), deployment.addresses.deployer);
    if wallet == deployer {
        return Ok(());
    }
    Err(Failure::input(format!(
        "the wallet is {wallet}, and the file's deployer {deployer}: check --keypair"
    )))
}

/// What would be sent, and what would be left alone.
fn told(deployment: &Deployment, survey: &Survey) -> Report {
    let mut would_send = survey.transactions(deployment);
    would_send.extend(survey.handover_transactions(deployment));
    let (needed, same, waiting) = (survey.needed(), survey.same(), survey.waiting());
    let needed: Vec<_> = needed.iter().map(String::as_str).collect();
    let report = Report::new("Nothing was sent. This would be, in this order:");
    address_facts(deployment, report)
        .fact("needed", "Missing, to be there first", lines(&needed), needed.into())
        .fact("same", "There, and left alone", lines(&same), same.into())
        .fact("complete", "", "", survey.is_complete().into())
        .fact("sent", "", "", Value::Array(vec![]))
        .parts("transactions", transactions(deployment, &would_send))
        .parts("waiting", acceptances(deployment, &waiting))
}

fn lines(lines: &[&str]) -> String {
    match lines {
        [] => "nothing".to_owned(),
        lines => lines.join("\n    "),
    }
}
