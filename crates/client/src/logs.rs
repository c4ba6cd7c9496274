//! What a transaction's logs tell: who refused, and what each program emitted.

use base64::{prelude::BASE64_STANDARD, Engine};
use solana_program::pubkey::Pubkey;

/// The program that refused: the innermost one that failed, since a caller fails after the one it
/// called. `None` if no program did.
pub fn refusing_program<S: AsRef<str>>(logs: &[S]) -> Option<Pubkey> {
    logs.iter().find_map(|line| match Step::read(line.as_ref()) {
        Step::Failure(program) => Some(program),
        _ => None,
    })
}

/// The data that `program` itself emitted, in order. What other programs emitted under its name in
/// their own calls is left out.
pub fn event_data<S: AsRef<str>>(logs: &[S], program: &Pubkey) -> Vec<Vec<u8>> {
    let mut running = Vec::new();
    let mut found = Vec::new();
    for line in logs {
        match Step::read(line.as_ref()) {
            Step::Invoke(callee) => running.push(callee),
            Step::Success | Step::Failure(_) => {
                running.pop();
            }
            Step::Data(text) if running.last() == Some(program) => {
                // One entry may hold several fields; an event is always one.
                found.extend(BASE64_STANDARD.decode(text));
            }
            Step::Data(_) | Step::Other => {}
        }
    }
    found
}

/// One line of the runtime's log.
enum Step<'a> {
    Invoke(Pubkey),
    Success,
    Failure(Pubkey),
    Data(&'a str),
    Other,
}

impl<'a> Step<'a> {
    fn read(line: &'a str) -> Self {
        if let Some(data) = line.strip_prefix("Program data: ") {
            return Self::Data(data);
        }
        let mut words = line.split(' ');
        if words.next() != Some("Program") {
            return Self::Other;
        }
        // "Program log: ..." is a program's own text: its second word is no address.
        let Some(Ok(program)) = words.next().map(str::parse) else { return Self::Other };
        match words.next() {
            Some("invoke") => Self::Invoke(program),
            Some("success") => Self::Success,
            Some("failed:") => Self::Failure(program),
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTER: Pubkey = Pubkey::new_from_array([1; 32]);
    const INNER: Pubkey = Pubkey::new_from_array([2; 32]);

    #[test]
    fn the_innermost_failure_refused() {
        let logs = [
            format!("Program {OUTER} invoke [1]"),
            format!("Program {INNER} invoke [2]"),
            format!("Program {INNER} failed: custom program error: 0x1"),
            format!("Program {OUTER} failed: custom program error: 0x1"),
        ];
        assert_eq!(refusing_program(&logs), Some(INNER));
        assert_eq!(refusing_program(&logs[..2]), None);
    }

    #[test]
    fn data_belongs_to_the_program_that_runs() {
        let logs = [
            format!("Program {OUTER} invoke [1]"),
            format!("Program {INNER} invoke [2]"),
            "Program data: AQI=".to_owned(),
            format!("Program {INNER} success"),
            "Program log: Program data: AQI=".to_owned(),
            "Program data: AwQ=".to_owned(),
            format!("Program {OUTER} consumed 10 of 100 compute units"),
            format!("Program {OUTER} success"),
        ];
        assert_eq!(event_data(&logs, &OUTER), vec![vec![3, 4]]);
        assert_eq!(event_data(&logs, &INNER), vec![vec![1, 2]]);
    }

    #[test]
    fn damaged_data_is_no_event() {
        let logs = [format!("Program {OUTER} invoke [1]"), "Program data: %%%".to_owned()];
        assert!(event_data(&logs, &OUTER).is_empty());
    }
}
