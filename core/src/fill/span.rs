//! The two years before now, in which things happen during working hours.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Timelike as _, Utc};

/// How far the past goes back.
const DAYS: u64 = 728;

/// When people begin to work, and for how long they do, in seconds.
const BEGIN: f64 = 9.0 * 3600.0;
const LENGTH: f64 = 9.0 * 3600.0;

/// The two years, counted in working days: Monday to Friday, from nine to six.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The Monday with which it begins.
    monday: NaiveDate,
    /// Now, in working days.
    pub(super) end: f64,
    pub(super) now: DateTime<Utc>,
}

impl Span {
    /// The span that ends now, where the clock is `offset` seconds ahead of UTC.
    pub(super) fn until(now: DateTime<Utc>, offset: i64) -> Span {
        let local = (now + TimeDelta::seconds(offset)).naive_utc();
        let weekday = u64::from(local.weekday().num_days_from_monday());
        let monday = local.date().checked_sub_days(Days::new(DAYS + weekday)).unwrap_or(NaiveDate::MIN);
        let time = (f64::from(local.num_seconds_from_midnight()) - BEGIN) / LENGTH;
        let whole = (DAYS / 7 * 5 + weekday.min(5)) as f64;
        let part = if weekday < 5 { time.clamp(0.0, 1.0) } else { 0.0 };
        // The last moment of an evening, and not the first of a morning that has not come yet.
        let end = whole + part - 0.001;
        Span { monday, end, now }
    }

    /// The instant at a position, where the clock is so many seconds ahead of UTC.
    pub(super) fn at(&self, position: f64, offset: i64) -> DateTime<Utc> {
        let whole = position.max(0.0).floor();
        let days = whole as u64;
        let day = self.monday.checked_add_days(Days::new(days / 5 * 7 + days % 5)).unwrap_or(self.monday);
        let seconds = BEGIN + (position.max(0.0) - whole) * LENGTH;
        let at = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::seconds(seconds as i64 - offset);
        at.min(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_happen_in_working_hours_in_their_order_and_never_later_than_now() {
        for now in ["2026-11-25T03:00:00Z", "2026-11-28T03:00:00Z", "2026-11-23T20:00:00Z"] {
            let span = Span::until(now.parse().unwrap(), 8 * 3600);
            let positions = (0..1000).map(|step| span.end * f64::from(step) / 999.0);
            let instants: Vec<_> = positions.map(|position| span.at(position, 8 * 3600)).collect();
            assert!(instants.is_sorted());
            assert!(instants.iter().all(|at| *at <= span.now));
            assert!(span.now - instants[999] < TimeDelta::days(3), "{now}");
            assert!((726..=735).contains(&(span.now - instants[0]).num_days()));
            let local = instants.iter().map(|at| *at + TimeDelta::hours(8));
            assert!(
                local
                    .clone()
                    .all(|at| at.weekday().num_days_from_monday() < 5 && at.hour() >= 9 && at.hour() <= 18)
            );
        }
    }
}
