use solana_signer::Signer;
use tenure_client::{Explanation, Instruction};

use crate::{chain::Chain, failure::Failure};

/// Sends one after the other. Returns the signatures.
pub fn send(
    chain: &Chain,
    transactions: &[Vec<Instruction>],
    wallet: &dyn Signer,
) -> Result<Vec<String>, Failure> {
    let mut signatures = Vec::new();
    for instructions in transactions {
        let signature = chain.send(instructions, &[wallet]);
        let signature =
            signature.map_err(|failure| cut(signatures.len() + 1, transactions.len(), failure))?;
        signatures.push(signature.to_string());
    }
    Ok(signatures)
}

/// Tells where it was cut, and that it can be taken up.
fn cut(number: usize, of: usize, failure: Failure) -> Failure {
    let words = |words: &str| {
        format!(
            "transaction {number} of {of}: {words}. Once that is mended, the same command goes on from there"
        )
    };
    match failure {
        Failure::Input(text) => Failure::Input(words(&text)),
        Failure::Cluster(text) => Failure::Cluster(words(&text)),
        Failure::Refused(Explanation { name, words: text }) => {
            Failure::Refused(Explanation { name, words: words(&text) })
        }
        unsigned @ Failure::ToSign(_) => unsigned,
    }
}
