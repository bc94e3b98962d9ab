//! CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, and no cell that starts a formula.

/// Writes a table.
///
/// # Errors
/// Never in practice: it is written to memory.
pub fn write<R>(headers: &[String], rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, csv::Error>
where
    R: IntoIterator<Item = String>,
{
    let mut writer = Writer::new(headers)?;
    for row in rows {
        writer.row(row)?;
    }
    writer.finish()
}

/// Writes a table row by row.
#[derive(Debug)]
pub struct Writer(csv::Writer<Vec<u8>>);

impl Writer {
    /// Begins a table.
    ///
    /// # Errors
    /// As [`write`].
    pub fn new(headers: &[String]) -> Result<Writer, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(b"\xef\xbb\xbf".to_vec());
        writer.write_record(headers.iter().cloned().map(defuse))?;
        Ok(Writer(writer))
    }

    /// Writes a row.
    ///
    /// # Errors
    /// As [`write`].
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<(), csv::Error> {
        self.0.write_record(cells.into_iter().map(defuse))
    }

    /// Ends the table.
    ///
    /// # Errors
    /// As [`write`].
    pub fn finish(self) -> Result<Vec<u8>, csv::Error> {
        self.0.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub fn defuse(cell: String) -> String {
    match starts_formula(&cell) {
        true => format!("'{cell}"),
        false => cell,
    }
}

/// Takes the apostrophe off again, where it stands before what would be a formula.
pub fn rearm(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| starts_formula(rest)).unwrap_or(cell)
}

fn starts_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula() {
        let headers = ["a".to_owned(), "b".to_owned()];
        let file = write(&headers, [["=1+1".to_owned(), "ok, \"so\"".to_owned()]]).unwrap();
        assert_eq!(String::from_utf8(file).unwrap(), "\u{feff}a,b\r\n'=1+1,\"ok, \"\"so\"\"\"\r\n");
        for cell in ["=x", "+49", "-1", "@x", "\tx", "＝x"] {
            assert_eq!(rearm(&defuse(cell.to_owned())), cell);
        }
        assert_eq!(rearm("'tis"), "'tis");
    }
}
