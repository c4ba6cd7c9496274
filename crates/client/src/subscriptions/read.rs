use subscriptions::{Credit, Mandate, PayToken, Plan, Store, Subscription};

use crate::Account;

impl Account for Store {
    const VERSION: u8 = Store::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Plan {
    const VERSION: u8 = Plan::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for PayToken {
    const VERSION: u8 = PayToken::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Subscription {
    const VERSION: u8 = Subscription::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Mandate {
    const VERSION: u8 = Mandate::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Credit {
    const VERSION: u8 = Credit::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}
