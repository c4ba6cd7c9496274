/// Actions that a proposal can have.
pub const MAX_ACTIONS: u8 = 16;

/// Bytes of a proposal's title, link and actions together: as much as one transaction can create.
pub const MAX_TEXT: usize = 8_192;

/// Bytes of a title, and of a link, in UTF-8.
pub const MAX_TITLE: usize = 96;
pub const MAX_LINK: usize = 200;
