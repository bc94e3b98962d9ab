//! The buttons of the settings. Each carries what it leads to.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use renmai_core::holidays::Holidays;
use renmai_core::schedule::WorkDays;
use renmai_core::vocabulary::Lang;

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of the settings does. `drawn` is the number of the update for which it was drawn: after another
    /// change the same value may be set once more.
    pub enum SettingsButton = "s" {
        /// Shows the settings.
        Show = "show", Shows;
        /// Shows the cities.
        Zones = "zones", Shows;
        /// Sets the language.
        Language { lang: Lang, drawn: i64 } = "lang", Changes;
        /// Sets the zone.
        Zone { zone: Tz, drawn: i64 } = "zone", Changes;
        /// Sets the time of the reminder.
        Reminder { at: NaiveTime, drawn: i64 } = "at", Changes;
        /// Sets the working days.
        Days { days: WorkDays, drawn: i64 } = "days", Changes;
        /// These public holidays off, or none.
        Holidays { holidays: Option<Holidays>, drawn: i64 } = "hol", Changes;
        /// Away until a day, or back.
        Away { until: Option<NaiveDate>, drawn: i64 } = "away", Changes;
    }
}
