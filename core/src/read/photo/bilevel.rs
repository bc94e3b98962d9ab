//! A picture in black and white, and how many corners of codes there may be in it.
//!
//! Whoever looks for codes tries each three corners together, on a copy of the picture. A picture full of corners would
//! take days, so they are counted first.

use image::GrayImage;

/// More corners than this are not tried. A code has three.
pub(super) const MOST_CORNERS: usize = 100;

/// A picture in black and white.
pub(super) struct Bilevel {
    width: usize,
    black: Vec<bool>,
}

impl Bilevel {
    /// Black is what is darker than what is around it.
    pub(super) fn of(picture: &GrayImage) -> Bilevel {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let (pixels, sums) = (picture.as_raw(), sums(picture));
        let reach = (width.max(height) / 16).max(4);
        let mut black = Vec::with_capacity(pixels.len());
        for y in 0..height {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            for x in 0..width {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
                let at = |x: usize, y: usize| u64::from(sums[y * (width + 1) + x]);
                let sum = at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top);
                let count = ((right - left) * (bottom - top)) as u64;
                black.push(u64::from(pixels[y * width + x]) * count * 100 < sum * 93);
            }
        }
        Bilevel { width, black }
    }

    /// The same with black and white exchanged.
    pub(super) fn exchanged(&self) -> Bilevel {
        Bilevel { width: self.width, black: self.black.iter().map(|black| !black).collect() }
    }

    /// Its width and height.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.width, self.black.len() / self.width.max(1))
    }

    /// Whether it is black there.
    pub(super) fn is_black(&self, x: usize, y: usize) -> bool {
        self.black[y * self.width + x]
    }

    /// How many corners of codes there are at most: dark, light, three times as dark, light, dark in a row, where no
    /// such place is just above.
    pub(super) fn corners(&self) -> usize {
        let (mut above, mut count) = (Vec::new(), 0);
        for row in self.black.chunks(self.width.max(1)) {
            let stones = stones(row);
            let new = |stone: &&(usize, usize)| !above.iter().any(|other| touch(stone, other));
            count += stones.iter().filter(new).count();
            above = stones;
        }
        count
    }
}

fn touch(one: &(usize, usize), other: &(usize, usize)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// Where in a row the middle of a corner may be.
fn stones(row: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(bool, usize)> = Vec::new();
    for black in row {
        match runs.last_mut().filter(|(color, _)| color == black) {
            Some((_, length)) => *length += 1,
            None => runs.push((*black, 1)),
        }
    }
    let (mut at, mut stones) = (0, Vec::new());
    for five in runs.windows(5) {
        let [(black, a), (_, b), (_, c), (_, d), (_, e)] = five else { continue };
        let module = (a + b + d + e) / 4;
        let fits = |length: usize, modules: usize| length.abs_diff(module * modules) <= module * 3 / 4;
        if *black && fits(*a, 1) && fits(*b, 1) && fits(*c, 3) && fits(*d, 1) && fits(*e, 1) {
            stones.push((at + a + b, at + a + b + c));
        }
        at += a;
    }
    stones
}

/// For each place, the sum of all pixels above and to the left of it.
fn sums(picture: &GrayImage) -> Vec<u32> {
    let width = picture.width() as usize;
    let mut sums = vec![0_u32; (width + 1) * (picture.height() as usize + 1)];
    for (y, row) in picture.as_raw().chunks(width.max(1)).enumerate() {
        let mut sum = 0;
        for (x, pixel) in row.iter().enumerate() {
            sum += u32::from(*pixel);
            sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + sum;
        }
    }
    sums
}
