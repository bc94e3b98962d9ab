//! `/settings`: shows them with buttons, or sets one in a line.

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use renmai_core::book::{Setting, TeamWish, Wish};
use renmai_core::schedule::WorkDays;
use renmai_core::vocabulary::{ChangeId, Lang};

use crate::ctx::{Answer, Ctx, Outcome, Stop, refused};
use crate::words::common;
use crate::words::settings::{Reply, Said, View};

/// What a button of the settings does. Each carries what it leads to, so that a press that comes twice sets the
/// same thing twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Shows the settings.
    Show = 0,
    /// Sets the language: its place in [`Lang::ALL`].
    Language = 1,
    /// Shows the cities.
    Zones = 2,
    /// Sets the zone: its place in [`CITIES`].
    Zone = 3,
    /// Sets the reminder, in minutes after midnight.
    Reminder = 4,
    /// Sets the working days, as a mask.
    Days = 5,
    /// Away until a day, as the number of days from the common era; 0: back.
    Away = 6,
}

/// Where salespeople and their customers mostly are; any other zone is typed.
pub const CITIES: [(&str, Tz); 14] = [
    ("zone-shanghai", Tz::Asia__Shanghai),
    ("zone-hong-kong", Tz::Asia__Hong_Kong),
    ("zone-taipei", Tz::Asia__Taipei),
    ("zone-singapore", Tz::Asia__Singapore),
    ("zone-ho-chi-minh", Tz::Asia__Ho_Chi_Minh),
    ("zone-tokyo", Tz::Asia__Tokyo),
    ("zone-dubai", Tz::Asia__Dubai),
    ("zone-istanbul", Tz::Europe__Istanbul),
    ("zone-berlin", Tz::Europe__Berlin),
    ("zone-london", Tz::Europe__London),
    ("zone-lagos", Tz::Africa__Lagos),
    ("zone-sao-paulo", Tz::America__Sao_Paulo),
    ("zone-new-york", Tz::America__New_York),
    ("zone-los-angeles", Tz::America__Los_Angeles),
];

/// `/settings`, `/settings reminder 08:30`.
pub async fn run(ctx: &mut Ctx<'_>, args: &str) -> Answer {
    if args.is_empty() {
        return Ok(view(ctx, None).await?.into());
    }
    let Some((setting, value)) = split(args) else {
        return Err(refused(Said::NoSuchSetting { typed: args.into() }));
    };
    if !setting.is_teams() {
        let wish = Wish::parse(setting, value, ctx.today());
        return set(ctx, wish.ok_or_else(|| refused(wrong(setting, value)))?).await;
    }
    if !ctx.member.role.leads() {
        return Err(refused(Said::TeamsOnly));
    }
    let team = ctx.tx.team(ctx.member.team).await?;
    let wish = TeamWish::parse(setting, value, &team).ok_or_else(|| refused(wrong(setting, value)))?;
    let done = ctx.book().settle_for_team(&wish).await?;
    Ok(view(ctx, Some(done.map(|(_, change)| change))).await?.into())
}

/// A button.
pub async fn press(ctx: &mut Ctx<'_>, verb: u8, number: i64, _version: i64) -> Answer {
    let wish = match verb {
        verb if verb == Verb::Show as u8 => return Ok(view(ctx, None).await?.into()),
        verb if verb == Verb::Zones as u8 => {
            return Ok(crate::words::Reply::from(Reply::Zones { now: ctx.now }).into());
        }
        verb if verb == Verb::Language as u8 => at(Lang::ALL, number).copied().map(Wish::Language),
        verb if verb == Verb::Zone as u8 => at(&CITIES, number).map(|(_, zone)| Wish::Zone(*zone)),
        verb if verb == Verb::Reminder as u8 => time(number).map(Wish::Reminder),
        verb if verb == Verb::Days as u8 => {
            u8::try_from(number).ok().and_then(WorkDays::from_mask).map(Wish::Days)
        }
        verb if verb == Verb::Away as u8 => match number {
            0 => Some(Wish::Away(None)),
            day => {
                let day = i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
                day.filter(|day| *day > ctx.today()).map(|day| Wish::Away(Some(day)))
            }
        },
        _ => None,
    };
    match wish {
        Some(wish) => set(ctx, wish).await,
        None => Err(refused(common::Said::OldButton)),
    }
}

/// Sets something of the member's own and shows how it is now.
async fn set(ctx: &mut Ctx<'_>, wish: Wish) -> Answer {
    let done = ctx.book().settle_for_me(wish).await?;
    let Some((member, change)) = done else {
        let shown = Outcome::from(view(ctx, Some(None)).await?);
        return Ok(if ctx.pressed.is_some() { shown.and_toast(Said::SoAlready) } else { shown });
    };
    ctx.member = member;
    let outcome = Outcome::from(view(ctx, Some(Some(change))).await?);
    let outcome = if ctx.pressed.is_some() { outcome.and_toast(Said::Saved) } else { outcome };
    Ok(match wish {
        Wish::Language(_) => outcome.and_menu(&ctx.member),
        _ => outcome,
    })
}

/// The settings as they are; `done`: something was just set, by this change or, being so already, by none.
async fn view(ctx: &mut Ctx<'_>, done: Option<Option<ChangeId>>) -> Result<crate::words::Reply, Stop> {
    let team = match ctx.member.role.leads() {
        true => Some(ctx.tx.team(ctx.member.team).await?),
        false => None,
    };
    let (head, undo) = match done {
        None => (None, None),
        Some(None) => (Some(Said::SoAlready), None),
        Some(change) => (Some(Said::Saved), change),
    };
    let view = View { head, undo, lang: ctx.member.lang, schedule: ctx.member.schedule, team, now: ctx.now };
    Ok(Reply::Settings(Box::new(view)).into())
}

/// The setting that a line begins with, and its value.
fn split(args: &str) -> Option<(Setting, &str)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '=' | '＝');
    // `time zone` and `working days` are two words.
    let word = |from: usize| args[from..].find(ends).map_or(args.len(), |end| from + end);
    let one = word(0);
    let two = args[one..].find(|c| !ends(c)).map_or(one, |start| word(one + start));
    [two, one].into_iter().find_map(|end| {
        let name = args[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        Some((Setting::parse(&name)?, args[end..].trim_start_matches(ends).trim()))
    })
}

/// What is wrong with a value, and one that would work.
fn wrong(setting: Setting, typed: &str) -> Said {
    let typed = typed.into();
    match setting {
        Setting::Zone => Said::NoSuchZone { typed },
        Setting::Language => Said::NoSuchLanguage { typed },
        Setting::Reminder => Said::NoSuchTime { typed },
        Setting::Days => Said::NoSuchDays { typed },
        Setting::Away => Said::NoSuchDay { typed },
        Setting::Cadence => Said::NoSuchCadence { typed },
        Setting::Address => Said::NoSuchAddress,
        Setting::Name => Said::NoSuchName,
    }
}

fn at<T>(list: &[T], number: i64) -> Option<&T> {
    list.get(usize::try_from(number).ok()?)
}

fn time(minutes: i64) -> Option<NaiveTime> {
    (0..24 * 60).contains(&minutes).then(|| NaiveTime::MIN + TimeDelta::minutes(minutes))
}

/// The number by which a button names a day.
pub fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_setting_is_read_in_both_languages() {
        for (line, setting, value) in [
            ("timezone Asia/Shanghai", Setting::Zone, "Asia/Shanghai"),
            ("time zone Berlin", Setting::Zone, "Berlin"),
            ("时区 上海", Setting::Zone, "上海"),
            ("时区：上海", Setting::Zone, "上海"),
            ("Reminder 08:30", Setting::Reminder, "08:30"),
            ("days mon - sat", Setting::Days, "mon - sat"),
            ("工作日 周一到周六", Setting::Days, "周一到周六"),
            ("cadence A=5 B=10 C=off", Setting::Cadence, "A=5 B=10 C=off"),
            ("away", Setting::Away, ""),
        ] {
            assert_eq!(split(line), Some((setting, value)), "{line}");
        }
        assert_eq!(split("colour red"), None);
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused(line in "\\PC{0,40}|(timezone|reminder|days|away|cadence|时区|提醒)[ :：=]{0,3}\\PC{0,20}") {
            let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            if let Some((setting, value)) = split(&line)
                && let Some(Wish::Away(Some(day))) = Wish::parse(setting, value, today)
            {
                prop_assert!(day > today);
            }
        }
    }
}
