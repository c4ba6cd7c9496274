//! The proposal by which a governor's treasury does what it has to.

use tenure_client::governor::MAX_ACTIONS;
use toml::Value;

use super::{finding::Pending, Deployment};

const MAX_TITLE: usize = tenure_client::governor::MAX_TITLE;

/// The text of its file: as much as one proposal can have, the limits first, so that they hold before anything is
/// taken over. `None` if the treasury has nothing to do.
pub fn takeover(deployment: &Deployment, waiting: &[(&str, &Pending)]) -> Option<String> {
    let treasury = deployment.addresses.governor.treasury;
    let actions: Vec<_> = waiting.iter().filter(|(_, pending)| pending.by == treasury).collect();
    if actions.is_empty() {
        return None;
    }
    let mut title = format!("Take over {}", deployment.name);
    while title.len() > MAX_TITLE {
        title.pop();
    }
    let most = usize::from(MAX_ACTIONS);
    let first: Vec<_> = actions.iter().take(most).map(|(_, pending)| pending.action.as_str()).collect();
    let rest = "# More is left: run it again once this has been executed.\n";
    let rest = if actions.len() > most { rest } else { "" };
    Some(format!(
        "# What the governor's treasury, {treasury}, has to do for the deployment to be as its file says.\n\
         # Written by tenure deploy.\n{rest}\
         title = {}\nlink = \"\"\n\n{}",
        Value::from(title),
        first.join("\n")
    ))
}
