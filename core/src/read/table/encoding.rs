//! Finds the encoding of a text: UTF-8 and UTF-16 with or without a byte order mark, else the one under which most
//! column names are recognised, else the likeliest one by its letters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, CoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{FileError, LONGEST_TABLE};

/// How much of a text the encoding is judged by, in bytes.
const LOOKED_AT: usize = 256 * 1024;

/// Reads a text. `sense` says how much of its beginning is understood: names of columns that are known.
pub(super) fn decode(bytes: Vec<u8>, sense: impl Fn(&str) -> usize) -> Result<String, FileError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return plain(whole(encoding, bytes.get(mark..).unwrap_or_default())?);
    }
    if let Some(encoding) = utf_16(&bytes) {
        return plain(whole(encoding, &bytes)?);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return plain(text),
        Err(error) => error.into_bytes(),
    };
    if mostly_utf_8(&bytes) {
        return plain(whole(UTF_8, &bytes)?);
    }
    match utf_8_by_lines(&bytes) {
        true => plain(by_lines(&bytes)?),
        false => plain(whole(guess(&bytes, sense), &bytes)?),
    }
}

/// Whether some lines are UTF-8 with letters outside of ASCII: then a line that is not was pasted from elsewhere, or broken.
fn utf_8_by_lines(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    let (good, bad): (Vec<&[u8]>, Vec<&[u8]>) = lines.partition(|line| std::str::from_utf8(line).is_ok());
    // Letters of another encoding are hardly ever those of UTF-8 by chance.
    good.len() >= bad.len()
}

/// Decodes each line that is no UTF-8 by itself.
fn by_lines(bytes: &[u8]) -> Result<String, FileError> {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) if more_whole_than_broken(line) => text.push_str(&String::from_utf8_lossy(line)),
            Err(_) => text.push_str(&guess(line, |_| 0).decode_without_bom_handling(line).0),
        }
        if text.len() > LONGEST_TABLE {
            return Err(FileError::TooMuch);
        }
    }
    Ok(text)
}

/// Decodes all of a text, unless it becomes more than a table may be: a byte may become three.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, FileError> {
    const STEP: usize = 1 << 20;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut at) = (String::with_capacity(bytes.len() + STEP), 0);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_string(rest, &mut text, true);
        at += read;
        match result {
            _ if text.len() > LONGEST_TABLE => return Err(FileError::TooMuch),
            CoderResult::InputEmpty => return Ok(text),
            CoderResult::OutputFull => text.reserve_exact(text.len() / 4 + STEP),
        }
    }
}

/// A text without its marks of byte order. Zero bytes stray into texts; where other control characters stand beside them
/// it is no text.
fn plain(text: String) -> Result<String, FileError> {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.trim_start_matches('\u{feff}').to_owned(),
        None => text,
    };
    if !text.contains('\0') {
        return Ok(text);
    }
    let odd = text.bytes().filter(|byte| matches!(byte, 1..=8 | 14..=25 | 27..=31)).count();
    if odd * 100 > text.len() { Err(FileError::NotATable) } else { Ok(text) }
}

/// UTF-16 without a mark: the line breaks and separators alone show which byte of each pair is the high one.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let many = 2 + head.len() / 20;
    match (zeros(0), zeros(1)) {
        (0, high) if high > many => Some(UTF_16LE),
        (high, 0) if high > many => Some(UTF_16BE),
        _ => None,
    }
}

/// A text of UTF-8 in which a few letters are broken: cut in two, or pasted from elsewhere.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (letters, broken) = letters(bytes);
    letters > broken * 20
}

/// A line of UTF-8 that was cut; in another encoding hardly a letter is one of UTF-8.
fn more_whole_than_broken(line: &[u8]) -> bool {
    let (letters, broken) = letters(line);
    letters > broken
}

/// How many letters outside of ASCII a text has as UTF-8, and at how many places it is none.
fn letters(bytes: &[u8]) -> (usize, usize) {
    let (mut letters, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (letters, broken)
}

/// The likeliest encoding of a text that is no table.
pub(super) fn of_text(bytes: &[u8]) -> &'static Encoding {
    guess(bytes, |_| 0)
}

/// The encoding under which most columns are known; where they are known under all, or none, the likeliest by its
/// letters.
fn guess(bytes: &[u8], sense: impl Fn(&str) -> usize) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Only lines with letters outside of ASCII tell anything.
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    let mut fed = 0;
    for line in lines {
        detector.feed(line, false);
        fed += line.len();
        if fed > LOOKED_AT {
            break;
        }
    }
    detector.feed(b"", true);
    let likeliest = if few_and_chinese(bytes) { GB18030 } else { detector.guess(None, Utf8Detection::Deny) };
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or(bytes);
    let mut best = (0, likeliest);
    for encoding in [likeliest, GB18030, BIG5, WINDOWS_1252] {
        let known = sense(&encoding.decode_without_bom_handling(head).0);
        if known > best.0 {
            best = (known, encoding);
        }
    }
    best.1
}

/// A handful of letters tells the detector too little. In GB2312 all of them come in pairs of high bytes, which Western
/// letters and those of Big5 hardly ever do.
fn few_and_chinese(bytes: &[u8]) -> bool {
    let words = bytes.split(u8::is_ascii).filter(|word| !word.is_empty());
    let mut letters = 0;
    for word in words {
        letters += word.len();
        let pairs = word.chunks(2).all(|pair| match pair {
            [first, second] => matches!(first, 0xA1..=0xA3 | 0xB0..=0xF7) && *second >= 0xA1,
            _ => false,
        });
        if !pairs || letters > 64 {
            return false;
        }
    }
    letters > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::table::Plan;

    const SIMPLIFIED: &str = "公司名称,联系人,邮箱,国家/地区,备注\r\n深圳亮途照明有限公司,王芳,wang@liangtu.cn,中国,要报价\r\n\
        Lumen GmbH,Anna Schmidt,anna@lumen.de,德国,展会上聊过，样品已寄\r\n";
    const TRADITIONAL: &str = "公司名稱,聯絡人,電子郵件,國家,備註\r\n臺北照明股份有限公司,陳怡君,chen@taipei-light.tw,台灣,寄樣品\r\n\
        香港燈飾,黃大文,wong@hklight.hk,香港,廣交會上談過\r\n";
    const LATIN: &str = "Company;Contact;E-mail;Country;Notes\r\nMüller & Söhne GmbH;Jürgen Groß;j.gross@mueller.de;Deutschland;wünscht Muster\r\n\
        Éclairage Général;François Lefèvre;f@eclairage.fr;France;à rappeler\r\nIluminación Ñandú;José Peña;jose@nandu.es;España;\r\n";

    fn sense(text: &str) -> usize {
        Plan::sense(text)
    }

    fn read(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), sense).unwrap()
    }

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn every_encoding_of_the_trade_is_recognised_by_itself() {
        let utf_16 =
            |text: &str, to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        for text in [SIMPLIFIED, TRADITIONAL, LATIN] {
            let marked = format!("\u{feff}{text}");
            for bytes in [
                text.as_bytes().to_vec(),
                marked.as_bytes().to_vec(),
                utf_16(&marked, u16::to_le_bytes),
                utf_16(&marked, u16::to_be_bytes),
                utf_16(text, u16::to_le_bytes),
                utf_16(text, u16::to_be_bytes),
            ] {
                assert_eq!(read(&bytes), text);
            }
        }
        for (text, encoding) in [(SIMPLIFIED, GB18030), (TRADITIONAL, BIG5), (LATIN, WINDOWS_1252)] {
            assert_eq!(read(&encoded(text, encoding)), text, "{}", encoding.name());
        }
    }

    #[test]
    fn where_the_columns_are_in_english_the_letters_tell() {
        let head = "name,company,country,email\n";
        for (rows, encoding) in [
            (
                "王芳,深圳亮途照明有限公司,中国,wang@liangtu.cn\n李娜,广州市白云区明辉灯饰厂,中国,li@minghui.cn\n",
                GB18030,
            ),
            (
                "陳怡君,臺北照明股份有限公司,台灣,chen@light.tw\n黃大文,香港燈飾有限公司,香港,wong@hk.hk\n",
                BIG5,
            ),
            (
                "Jürgen Groß,Müller & Söhne,Österreich,j@mueller.at\nJosé Peña,Iluminación,España,p@luz.es\n",
                WINDOWS_1252,
            ),
            ("Jürgen,Müller,Germany,j@mueller.de\n", WINDOWS_1252),
            ("Zoë,Café,France,z@cafe.fr\n", WINDOWS_1252),
            ("王芳,,,w@x.cn\n", GB18030),
        ] {
            let text = format!("{head}Eva,Stone,UK,eva@stone.uk\n{rows}");
            assert_eq!(read(&encoded(&text, encoding)), text, "{}", encoding.name());
        }
    }

    #[test]
    fn one_broken_letter_does_not_spoil_a_list() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.extend_from_slice(b"Caf\xe9,,,,\r\n");
        assert_eq!(read(&bytes), format!("{SIMPLIFIED}Caf\u{fffd},,,,\r\n"));
    }

    #[test]
    fn a_row_of_another_encoding_is_read_by_itself() {
        let mut bytes = "name,company\nJürgen,Müller\n".as_bytes().to_vec();
        bytes.extend(encoded("王芳,深圳亮途照明有限公司\n", GB18030));
        assert_eq!(read(&bytes), "name,company\nJürgen,Müller\n王芳,深圳亮途照明有限公司\n");
    }

    #[test]
    fn a_text_that_becomes_too_long_is_not_decoded_to_its_end() {
        // A euro sign of one byte becomes one of three.
        let euros = vec![0x80; LONGEST_TABLE / 3 + 1];
        assert_eq!(whole(WINDOWS_1252, &euros), Err(FileError::TooMuch));
        assert_eq!(whole(WINDOWS_1252, &euros[1..]).unwrap().len(), LONGEST_TABLE / 3 * 3);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let bytes = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0";
        assert_eq!(decode(bytes.to_vec(), sense), Err(FileError::NotATable));
    }

    #[test]
    fn zero_bytes_and_a_second_mark_are_no_reason_to_refuse_a_text() {
        assert_eq!(read(b"name\0,company\n"), "name\0,company\n");
        assert_eq!(read("\u{feff}\u{feff}name\n".as_bytes()), "name\n");
    }
}
