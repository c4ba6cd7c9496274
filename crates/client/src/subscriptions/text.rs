use subscriptions::Failure;

/// Why the last renewal failed, for people; `None` if none did.
pub fn failure_in_words(code: u8) -> Option<&'static str> {
    let words = [
        (Failure::MandateExpired, "the mandate has expired"),
        (Failure::AboveCharge, "the charge is above the mandate's cap for one charge"),
        (Failure::AbovePeriod, "the charge is above the mandate's cap for a period"),
        (Failure::AboveTotal, "the charge is above what is left of the mandate"),
        (Failure::SourceGone, "the token account is closed, or no longer the user's"),
        (Failure::SourceFrozen, "the token account is frozen"),
        (Failure::DelegateLost, "the mandate is no longer the delegate of the token account"),
        (Failure::DelegationShort, "the delegate may take less than the charge"),
        (Failure::TooFewTokens, "the token account holds less than the charge"),
    ];
    words.into_iter().find(|(failure, _)| failure.code() == code).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_words() {
        assert_eq!(failure_in_words(0), None);
        assert!((1..=9).all(|code| failure_in_words(code).is_some()));
        assert_eq!(failure_in_words(10), None);
    }
}
