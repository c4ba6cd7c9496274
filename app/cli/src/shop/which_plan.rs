use std::str::FromStr;

use tenure_math::billing::Interval;

use super::words::every;
use crate::{chain::OpenPlan, failure::Failure};

/// Which plan of a store: its number, or its name, which may be followed by how long it is paid for where a
/// name is sold for both: `Premium/year`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichPlan {
    Number(u32),
    Named { name: String, interval: Option<Interval> },
}

/// What of a plan it is found by.
struct Label {
    id: u32,
    name: String,
    interval: Interval,
    is_sold: bool,
}

impl FromStr for WhichPlan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err("no plan: give its name or its number".to_owned());
        }
        if let Ok(id) = text.parse() {
            return Ok(Self::Number(id));
        }
        let (name, interval) = match text.rsplit_once('/') {
            Some((name, "month")) => (name, Some(Interval::Month)),
            Some((name, "year")) => (name, Some(Interval::Year)),
            _ => (text, None),
        };
        Ok(Self::Named { name: name.to_owned(), interval })
    }
}

impl WhichPlan {
    pub fn find<'a>(&self, plans: &'a [OpenPlan]) -> Result<&'a OpenPlan, Failure> {
        let known: Vec<_> = plans.iter().map(Label::of).collect();
        let id = self.pick(&known).map_err(Failure::cluster)?;
        let found = plans.iter().find(|plan| plan.id == id);
        found.ok_or_else(|| Failure::cluster(format!("there is no plan {id}")))
    }

    /// By name, a plan that is sold comes before one that is not any more.
    fn pick(&self, plans: &[Label]) -> Result<u32, String> {
        let (name, interval) = match self {
            Self::Number(id) if plans.iter().any(|plan| plan.id == *id) => return Ok(*id),
            Self::Number(id) => return Err(format!("the store has no plan number {id}: see tenure plans")),
            Self::Named { name, interval } => (name, interval),
        };
        let fits = |plan: &&Label| {
            plan.name.eq_ignore_ascii_case(name) && interval.is_none_or(|interval| plan.interval == interval)
        };
        let all: Vec<_> = plans.iter().filter(fits).collect();
        let sold: Vec<_> = all.iter().copied().filter(|plan| plan.is_sold).collect();
        match if sold.is_empty() { all } else { sold }.as_slice() {
            [plan] => Ok(plan.id),
            [] => {
                let paid =
                    interval.map_or_else(String::new, |interval| format!(", paid {}", every(interval)));
                Err(format!("the store has no plan called '{name}'{paid}: see tenure plans"))
            }
            several => {
                let numbers: Vec<_> = several.iter().map(|plan| plan.id.to_string()).collect();
                let numbers = numbers.join(", ");
                Err(format!(
                    "several plans are called '{name}': say '{name}/month' or '{name}/year', or give one of the \
                     numbers {numbers}"
                ))
            }
        }
    }
}

impl Label {
    fn of(plan: &OpenPlan) -> Self {
        let (interval, is_sold) = (plan.state.interval(), plan.is_sold());
        Self { id: plan.id, name: plan.name(), interval, is_sold }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, plans: &[(u32, &str, Interval, bool)]) -> Result<u32, String> {
        let label = |&(id, name, interval, is_sold): &(u32, &str, Interval, bool)| Label {
            id,
            name: name.to_owned(),
            interval,
            is_sold,
        };
        let plans: Vec<_> = plans.iter().map(label).collect();
        text.parse::<WhichPlan>()?.pick(&plans)
    }

    #[test]
    fn a_plan_is_found_by_name_or_number() {
        let plans = [
            (0, "Basic", Interval::Month, false),
            (1, "Basic", Interval::Month, true),
            (2, "Pro", Interval::Month, true),
            (3, "Pro", Interval::Year, true),
            (4, "Pro", Interval::Year, false),
        ];
        assert_eq!(found("0", &plans), Ok(0));
        assert_eq!(found("basic", &plans), Ok(1));
        assert_eq!(found("Basic", &plans[..1]), Ok(0));
        assert_eq!(found("pro/month", &plans), Ok(2));
        assert_eq!(found("Pro/year", &plans), Ok(3));
        assert!(found("Pro", &plans).is_err_and(|words| words.contains("the numbers 2, 3")));
        assert!(found("Basic/year", &plans).is_err_and(|words| words.contains("no plan called 'Basic'")));
        assert!(found("Pro/week", &plans).is_err_and(|words| words.contains("no plan called 'Pro/week'")));
        assert!(found("VIP", &plans).is_err_and(|words| words.contains("no plan called 'VIP'")));
        assert!(found("5", &plans).is_err_and(|words| words.contains("no plan number 5")));
        assert!(found("", &plans).is_err());
    }
}
