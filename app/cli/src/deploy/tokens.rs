//! The tokens that a deployment works with: they exist before it.

use super::{
    finding::{Finding, Found},
    Deployment,
};
use crate::{chain::Chain, command::compare::differences, failure::Failure, value::or_none};

pub fn find_tokens(chain: &Chain, deployment: &Deployment) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    for token in &deployment.tokens {
        let what = format!("the token {}, {}", token.symbol, token.mint);
        let found = if chain.account(&token.mint)?.is_none() {
            Found::Needed("make it first: spl-token create-token".to_owned())
        } else {
            let program = chain.token_program_of(&token.mint)?;
            let decimals = chain.decimals_of(&token.mint)?;
            let differences = differences(&[
                ("its token program", or_none(&program), or_none(&token.program())),
                ("its number of decimals", decimals.to_string(), token.decimals.to_string()),
            ]);
            if differences.is_empty() {
                Found::Same
            } else {
                Found::Differs(differences)
            }
        };
        findings.push(Finding::new(what, found));
    }
    Ok(findings)
}
