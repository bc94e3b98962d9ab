//! `/settings`: shows them with buttons, or sets one in a line.

use chrono_tz::Tz;
use renmai_core::book::{Setting, TeamWish, Wish};
use renmai_core::holidays::Holidays;
use renmai_core::vocabulary::ChangeId;

use super::{Phrase, Reply, SettingsButton, View};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::i18n::AnyReply;

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
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    if args.is_empty() {
        return Ok(view(ctx, None).await?.into());
    }
    let Some((setting, value)) = split(args) else {
        return Err(refused(Phrase::NoSuchSetting { typed: args.into() }));
    };
    if !setting.is_teams() {
        let wish = Wish::parse(setting, value, ctx.today());
        return set(ctx, wish.ok_or_else(|| refused(wrong(setting, value)))?).await;
    }
    if !ctx.member.role.leads() {
        return Err(refused(Phrase::TeamsOnly));
    }
    let team = ctx.tx.team(ctx.member.team).await?;
    let wish = TeamWish::parse(setting, value, &team).ok_or_else(|| refused(wrong(setting, value)))?;
    let done = ctx.book().settle_for_team(&wish).await?;
    Ok(view(ctx, Some(done.map(|(_, change)| change))).await?.into())
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: SettingsButton) -> Answer {
    let wish = match button {
        SettingsButton::Show => return Ok(view(ctx, None).await?.into()),
        SettingsButton::Zones => return Ok(Reply::Zones { now: ctx.now, drawn: ctx.update }.into()),
        SettingsButton::Language { lang, .. } => Wish::Language(lang),
        SettingsButton::Zone { zone, .. } => Wish::Zone(zone),
        SettingsButton::Reminder { at, .. } => Wish::Reminder(at),
        SettingsButton::Days { days, .. } => Wish::Days(days),
        SettingsButton::Holidays { holidays, .. } => Wish::Holidays(holidays),
        SettingsButton::Away { until: Some(day), .. } if day <= ctx.today() => {
            return Err(refused(common::Phrase::OldButton));
        }
        SettingsButton::Away { until, .. } => Wish::Away(until),
    };
    set(ctx, wish).await
}

/// Sets something of the member's own and shows how it is now.
async fn set(ctx: &mut Context<'_>, wish: Wish) -> Answer {
    let done = ctx.book().settle_for_me(wish).await?;
    let Some((member, change)) = done else {
        let shown = Outcome::from(view(ctx, Some(None)).await?);
        return Ok(if ctx.pressed.is_some() { shown.and_callback_answer(Phrase::SoAlready) } else { shown });
    };
    ctx.member = member;
    let outcome = Outcome::from(view(ctx, Some(Some(change))).await?);
    let outcome = if ctx.pressed.is_some() { outcome.and_callback_answer(Phrase::Saved) } else { outcome };
    Ok(match wish {
        Wish::Language(_) => outcome.and_menu(&ctx.member),
        _ => outcome,
    })
}

/// The settings as they are; `done`: something was just set, by this change or, being so already, by none.
async fn view(ctx: &mut Context<'_>, done: Option<Option<ChangeId>>) -> Result<AnyReply, Stop> {
    let team = match ctx.member.role.leads() {
        true => Some(ctx.tx.team(ctx.member.team).await?),
        false => None,
    };
    let (head, undo) = match done {
        None => (None, None),
        Some(None) => (Some(Phrase::SoAlready), None),
        Some(change) if ctx.tx.is_settling(ctx.scope()).await? => (Some(Phrase::SavedAndSettling), change),
        Some(change) => (Some(Phrase::Saved), change),
    };
    let view = View {
        head,
        undo,
        lang: ctx.member.lang,
        schedule: ctx.member.schedule,
        team,
        now: ctx.now,
        drawn: ctx.update,
    };
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
fn wrong(setting: Setting, typed: &str) -> Phrase {
    let typed = typed.into();
    match setting {
        Setting::Zone => Phrase::NoSuchZone { typed },
        Setting::Language => Phrase::NoSuchLanguage { typed },
        Setting::Reminder => Phrase::NoSuchTime { typed },
        Setting::Days => Phrase::NoSuchDays { typed },
        Setting::Holidays => {
            Phrase::NoSuchHolidays { typed, known: Holidays::codes().collect::<Vec<_>>().join(" ") }
        }
        Setting::Away => Phrase::NoSuchDay { typed },
        Setting::Cadence => Phrase::NoSuchCadence { typed },
        Setting::Address => Phrase::NoSuchAddress,
        Setting::Name => Phrase::NoSuchName,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

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
