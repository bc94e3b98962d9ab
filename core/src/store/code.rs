//! Secret codes: made at random, handed out once, kept only as a hash.

use rand::RngExt as _;
use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A random code of letters and digits that is safe in a link: about 5.7 bits a character.
pub(crate) fn code(length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    let mut rng = rand::rng();
    (0..length)
        .filter_map(|_| LETTERS.get(rng.random_range(0..LETTERS.len())))
        .map(|b| char::from(*b))
        .collect()
}
