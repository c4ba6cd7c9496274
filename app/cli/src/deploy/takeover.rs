//! The proposal by which a governor's treasury does what it has to.

use toml::Value;

use super::{finding::Pending, Deployment};

const MAX_TITLE: usize = tenure_client::governor::MAX_TITLE;

/// The text of its file. `None` if the treasury has nothing to do.
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
    let actions: Vec<_> = actions.iter().map(|(_, pending)| pending.action.as_str()).collect();
    Some(format!(
        "# What the governor's treasury, {treasury}, has to do for the deployment to be as its file says.\n\
         # Written by tenure deploy.\n\
         title = {}\nlink = \"\"\n\n{}",
        Value::from(title),
        actions.join("\n")
    ))
}
