//! A picture that somebody sent: unpacked within bounds, in shades of grey, as upright as it was taken.

use std::io::Cursor;

use encoding_rs::GB18030;
use image::imageops::{FilterType, resize};
use image::{DynamicImage, GrayImage, ImageDecoder as _, ImageReader, Limits};
use rqrr::PreparedImage;

use super::bilevel::{Bilevel, MOST_CORNERS};

/// The most pixels that are unpacked: a little more than the largest usual camera has.
const MOST_PIXELS: u64 = 52_000_000;

/// No side of a picture is longer, in pixels.
const LONGEST_SIDE: u32 = 20_000;

/// The most memory that a decoder may take, in bytes: such a picture in colour, and what is needed on the way.
const MOST_MEMORY: u64 = 256 << 20;

/// Codes are looked for in a picture whose longer side has at most so many pixels. More cost time and find no more.
const CODE_SIDE: u32 = 1600;

/// How many codes of one picture are read.
const MOST_CODES: usize = 8;

/// Print is read in a picture of about this size: letters of a card are then some thirty pixels high.
const PRINT_SIDE: u32 = 2000;

/// Why a file is no picture that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Not a JPEG, PNG or WebP, or a broken one.
    #[error("not a picture")]
    Unreadable,
    /// More pixels than are unpacked.
    #[error("too many pixels")]
    TooBig,
}

/// A picture in shades of grey.
#[derive(Debug)]
pub struct Picture(GrayImage);

impl Picture {
    /// Unpacks a JPEG, PNG or WebP. It is measured before it is unpacked.
    ///
    /// # Errors
    /// When it is none of these, is broken, or is larger than a photo can be.
    pub fn open(file: &[u8]) -> Result<Picture, PictureError> {
        let unreadable = |_| PictureError::Unreadable;
        let reader = ImageReader::new(Cursor::new(file))
            .with_guessed_format()
            .map_err(|_| PictureError::Unreadable)?;
        let mut decoder = reader.into_decoder().map_err(unreadable)?;
        let (width, height) = decoder.dimensions();
        let longest = width.max(height);
        if longest > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(PictureError::TooBig);
        }
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MOST_MEMORY);
        decoder.set_limits(limits).map_err(|_| PictureError::TooBig)?;
        let orientation = decoder.orientation().map_err(unreadable)?;
        let mut picture =
            DynamicImage::ImageLuma8(DynamicImage::from_decoder(decoder).map_err(unreadable)?.into_luma8());
        picture.apply_orientation(orientation);
        Ok(Picture(picture.into_luma8()))
    }

    /// What the QR codes on it say. A picture in which none is found is looked at smaller, and with light and dark
    /// exchanged.
    pub fn codes(&self) -> Vec<String> {
        for side in [CODE_SIDE, CODE_SIDE / 2] {
            let dark = Bilevel::of(&self.at_most(side).0);
            for bilevel in [dark.exchanged(), dark].iter().rev() {
                let codes = codes(bilevel);
                if !codes.is_empty() {
                    return codes;
                }
            }
        }
        Vec::new()
    }

    /// As a PGM in which print is read best.
    pub fn for_print(&self) -> Vec<u8> {
        let Picture(grey) = self;
        let longest = grey.width().max(grey.height());
        // Small letters are enlarged, and at most threefold: what the camera has not seen does not come.
        let side = PRINT_SIDE.min(longest.saturating_mul(3));
        let shown = if side == longest { Picture(grey.clone()) } else { self.scaled(side) };
        let Picture(grey) = shown;
        let mut file = format!("P5\n{} {}\n255\n", grey.width(), grey.height()).into_bytes();
        file.extend_from_slice(grey.as_raw());
        file
    }

    fn at_most(&self, side: u32) -> Picture {
        match self.0.width().max(self.0.height()) > side {
            true => self.scaled(side),
            false => Picture(self.0.clone()),
        }
    }

    /// With so many pixels along its longer side.
    fn scaled(&self, side: u32) -> Picture {
        let (width, height) = self.0.dimensions();
        let longest = u64::from(width.max(height)).max(1);
        let to =
            |length: u32| u32::try_from(u64::from(length) * u64::from(side) / longest).unwrap_or(side).max(1);
        Picture(resize(&self.0, to(width), to(height), FilterType::Triangle))
    }
}

fn codes(picture: &Bilevel) -> Vec<String> {
    if picture.corners() > MOST_CORNERS {
        return Vec::new();
    }
    let (width, height) = picture.size();
    let shade = |x, y| if picture.is_black(x, y) { 0 } else { u8::MAX };
    let mut codes = Vec::new();
    for grid in PreparedImage::prepare_from_greyscale(width, height, shade).detect_grids() {
        let mut bytes = Vec::new();
        if grid.decode_to(&mut bytes).is_ok() {
            let text = said(bytes);
            if !text.is_empty() && !codes.contains(&text) {
                codes.push(text);
            }
        }
        if codes.len() == MOST_CODES {
            break;
        }
    }
    codes
}

/// The text of a code: UTF-8, or what Chinese programs write.
fn said(bytes: Vec<u8>) -> String {
    let text =
        String::from_utf8(bytes).unwrap_or_else(|error| GB18030.decode(error.as_bytes()).0.into_owned());
    text.trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}').to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageEncoder as _, Luma};
    use proptest::prelude::*;
    use qrcode::{Color, QrCode};

    use super::*;

    fn png(picture: &GrayImage) -> Vec<u8> {
        let mut file = Vec::new();
        let (width, height) = picture.dimensions();
        PngEncoder::new(&mut file).write_image(picture, width, height, ExtendedColorType::L8).unwrap();
        file
    }

    /// A code with `scale` pixels a module, at a place in a grey picture.
    fn drawn(code: &[u8], scale: u32, (width, height): (u32, u32), (left, top): (u32, u32)) -> GrayImage {
        let code = QrCode::new(code).unwrap();
        let modules = u32::try_from(code.width()).unwrap();
        let colors = code.to_colors();
        GrayImage::from_fn(width, height, |x, y| {
            let at =
                |p: u32, start: u32| (p.checked_sub(start)? / scale).checked_sub(4).filter(|m| *m < modules);
            let inside =
                x >= left && y >= top && x < left + (modules + 8) * scale && y < top + (modules + 8) * scale;
            match (at(x, left), at(y, top)) {
                (Some(x), Some(y)) if colors[(y * modules + x) as usize] == Color::Dark => Luma([20]),
                _ if inside => Luma([240]),
                _ => Luma([200]),
            }
        })
    }

    #[test]
    fn codes_are_found_wherever_they_stand_and_however_large() {
        for (scale, size, place) in
            [(3, (300, 200), (10, 10)), (6, (1200, 800), (700, 300)), (20, (3000, 4000), (1500, 2000))]
        {
            let file = png(&drawn("https://wa.me/4930123456".as_bytes(), scale, size, place));
            let codes = Picture::open(&file).unwrap().codes();
            assert_eq!(codes, ["https://wa.me/4930123456"], "{scale} {size:?}");
        }
        let mut light_on_dark = drawn(b"tel:+4930123456", 5, (400, 400), (20, 20));
        light_on_dark.pixels_mut().for_each(|pixel| pixel.0[0] ^= 255);
        assert_eq!(Picture::open(&png(&light_on_dark)).unwrap().codes(), ["tel:+4930123456"]);
        assert_eq!(Picture::open(&png(&GrayImage::new(50, 50))).unwrap().codes(), Vec::<String>::new());
    }

    #[test]
    fn the_text_of_a_code_may_be_chinese_in_either_encoding() {
        for bytes in ["王芳".as_bytes().to_vec(), GB18030.encode("王芳").0.into_owned()] {
            let file = png(&drawn(&bytes, 5, (300, 300), (5, 5)));
            assert_eq!(Picture::open(&file).unwrap().codes(), ["王芳"]);
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_a_one_is_refused_before_it_is_unpacked() {
        for file in [&b""[..], b"GIF89a\x01\x00\x01\x00", b"%PDF", b"\xff\xd8\xff\xe0broken"] {
            assert_eq!(Picture::open(file).unwrap_err(), PictureError::Unreadable);
        }
        // A few bytes that say they are 50,000 pixels wide and high.
        let mut bomb = png(&GrayImage::new(1, 1));
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(Picture::open(&bomb).unwrap_err(), PictureError::TooBig);
    }

    /// The checksum of a piece of a PNG.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8)
                .fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
        })
    }

    #[test]
    fn a_picture_full_of_corners_of_codes_takes_no_long_time() {
        // Each corner could belong to a code with any two others.
        let corner = |x: u32, y: u32| {
            let ring = (x.min(6 - x)).min(y.min(6 - y));
            if ring == 1 { Luma([255]) } else { Luma([0]) }
        };
        let corners = GrayImage::from_fn(1600, 1600, |x, y| match (x % 9, y % 9) {
            (x @ 0..7, y @ 0..7) => corner(x, y),
            _ => Luma([255]),
        });
        let begun = Instant::now();
        let _ = Picture::open(&png(&corners)).unwrap().codes();
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn print_is_enlarged_or_made_smaller_to_one_size() {
        for (size, want) in [
            ((1000, 500), "P5\n2000 1000\n"),
            ((300, 200), "P5\n900 600\n"),
            ((4000, 3000), "P5\n2000 1500\n"),
        ] {
            let file = Picture(GrayImage::new(size.0, size.1)).for_print();
            assert!(file.starts_with(want.as_bytes()), "{size:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(head in prop::sample::select(vec![&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"RIFF\x10\0\0\0WEBPVP8 ", b""]), rest: Vec<u8>) {
            let file: Vec<u8> = head.iter().copied().chain(rest).collect();
            let _ = Picture::open(&file);
        }
    }
}
