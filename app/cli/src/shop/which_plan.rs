use std::str::FromStr;

use crate::{chain::OpenPlan, failure::Failure};

/// Which plan of a store: its number, or its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichPlan {
    Number(u32),
    Named(String),
}

impl FromStr for WhichPlan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err("no plan: give its name or its number".to_owned());
        }
        Ok(text.parse().map_or_else(|_| Self::Named(text.to_owned()), Self::Number))
    }
}

impl WhichPlan {
    pub fn find<'a>(&self, plans: &'a [OpenPlan]) -> Result<&'a OpenPlan, Failure> {
        let known: Vec<_> = plans.iter().map(|plan| (plan.id, plan.name(), plan.is_sold())).collect();
        let id = self.pick(&known).map_err(Failure::cluster)?;
        let found = plans.iter().find(|plan| plan.id == id);
        found.ok_or_else(|| Failure::cluster(format!("there is no plan {id}")))
    }

    /// Of plans with number, name, and whether they are sold. By name, one that is sold comes before one
    /// that is not any more.
    fn pick(&self, plans: &[(u32, String, bool)]) -> Result<u32, String> {
        let name = match self {
            Self::Number(id) if plans.iter().any(|plan| plan.0 == *id) => return Ok(*id),
            Self::Number(id) => return Err(format!("the store has no plan number {id}: see tenure plans")),
            Self::Named(name) => name,
        };
        let all: Vec<_> = plans.iter().filter(|plan| plan.1.eq_ignore_ascii_case(name)).collect();
        let sold: Vec<_> = all.iter().copied().filter(|plan| plan.2).collect();
        match if sold.is_empty() { all } else { sold }.as_slice() {
            [plan] => Ok(plan.0),
            [] => Err(format!("the store has no plan called '{name}': see tenure plans")),
            several => {
                let numbers: Vec<_> = several.iter().map(|plan| plan.0.to_string()).collect();
                let numbers = numbers.join(", ");
                Err(format!("several plans are called '{name}': give one of the numbers {numbers}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, plans: &[(u32, &str, bool)]) -> Result<u32, String> {
        let plans: Vec<_> = plans.iter().map(|&(id, name, sold)| (id, name.to_owned(), sold)).collect();
        text.parse::<WhichPlan>()?.pick(&plans)
    }

    #[test]
    fn a_plan_is_found_by_name_or_number() {
        let plans = [(0, "Basic", false), (1, "Basic", true), (2, "Pro", true), (3, "Pro", true)];
        assert_eq!(found("0", &plans), Ok(0));
        assert_eq!(found("basic", &plans), Ok(1));
        assert_eq!(found("Basic", &plans[..1]), Ok(0));
        assert!(found("Pro", &plans).is_err_and(|words| words.contains("the numbers 2, 3")));
        assert!(found("VIP", &plans).is_err_and(|words| words.contains("no plan called 'VIP'")));
        assert!(found("4", &plans).is_err_and(|words| words.contains("no plan number 4")));
        assert!(found("", &plans).is_err());
    }
}
