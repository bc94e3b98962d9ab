//! What people and files write, read into the values of the trade. Pure: nothing here knows the book on disk.

pub mod add;
mod bought;
pub mod date;
mod draft;
pub mod fair;
pub mod field;
pub mod happened;
pub mod ideal;
mod name;
pub mod people;
pub mod photo;
pub mod schedule;
pub mod signature;
pub mod source;
pub mod table;
pub mod vcard;
pub mod whom;
mod words;

pub use draft::Draft;
pub use name::first_name;

/// Reads the tables and patterns by which texts are understood, chiefly that of all countries' telephone numbers. It takes
/// some tenths of a second; else the first message that needs them waits for it, and everybody behind.
pub fn load_tables() {
    let text = "Anna Schmidt\nHead of Purchasing\nLumen GmbH\n+49 30 123456\nanna@lumen.example";
    let card = signature::parse_card(text, chrono::NaiveDate::MIN);
    if let Some(phone) = card.ok().and_then(|draft| draft.profile.phone) {
        phone.is_mobile();
    }
    happened::line("sent the offer", None);
    whom::called("hello");
}
