//! Every statement is written through [`sql!`], which registers it, so that one test can prepare them all:
//! the compiler does not check SQL that must run on more than one engine.

/// A statement that the store may run.
#[derive(Debug)]
pub struct Statement(pub &'static str);

inventory::collect!(Statement);

/// Every statement of the store.
pub fn statements() -> impl Iterator<Item = &'static str> {
    inventory::iter::<Statement>().map(|statement| statement.0)
}

/// A statement's text, registered for the test that prepares every one.
macro_rules! sql {
    ($($text:expr),+ $(,)?) => {{
        const TEXT: &str = concat!($($text),+);
        inventory::submit! { $crate::store::Statement(TEXT) }
        TEXT
    }};
}
pub(crate) use sql;
