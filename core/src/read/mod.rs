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
