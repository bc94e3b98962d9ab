//! `/metrics [period] [by dimension]`: managers and owners the team, a salesperson their own.

use chrono::{DateTime, Datelike as _, NaiveDate};
use renmai_core::metrics::{Dimension, Period, Span};
use renmai_core::store::Scope;
use renmai_core::text::clean;

use super::{MetricsButton, Phrase, Reply, View};
use crate::handler::job::Look;
use crate::handler::{Answer, Context, Stop, refused};
use crate::i18n::AnyReply;

/// `/metrics [7d|30d|90d|2026Q3|all] [by owner|grade|source|country|industry]`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (span, by) = read(args).map_err(refused)?;
    show(ctx, span, by).await
}

/// Another period or dimension, in place.
pub async fn press(ctx: &mut Context<'_>, MetricsButton::Show { span, by }: MetricsButton) -> Answer {
    show(ctx, span, by).await
}

async fn show(ctx: &mut Context<'_>, span: Span, by: Option<Dimension>) -> Answer {
    match ctx.tx.has_more_contacts_than(Scope::whole_team(&ctx.member), AT_ONCE).await? {
        true => Look::Figures { span, by }.later(ctx).await,
        false => Ok(view(ctx, span, by).await?.into()),
    }
}

/// The figures of a larger team are counted after the answer, beside the writer.
const AT_ONCE: u64 = 1_000;

/// The figures that a member sees.
///
/// # Errors
/// When the calendar has no such days, or the book cannot be read.
pub async fn view(ctx: &mut Context<'_>, span: Span, by: Option<Dimension>) -> Result<AnyReply, Stop> {
    let (scope, today) = (ctx.scope(), ctx.member.schedule.today(ctx.now));
    let no_period = || refused(Phrase::NoSuchPeriod { typed: span.label().as_str().into() });
    let period = Period::new(span, today, ctx.member.schedule.zone).ok_or_else(no_period)?;
    let report = ctx.tx.metrics(scope, &period, by, ctx.now).await?;
    let mails = match by {
        None => ctx.tx.mail_counts(scope, period.from.unwrap_or(DateTime::UNIX_EPOCH), period.to).await?,
        Some(_) => Vec::new(),
    };
    let view = View { report, mails, leads: ctx.member.role.leads(), quarter: quarter(today) };
    Ok(Reply::View(Box::new(view)).into())
}

/// The quarter of a day.
pub fn quarter(day: NaiveDate) -> Span {
    Span::Quarter(
        u16::try_from(day.year()).unwrap_or_default(),
        u8::try_from(day.month().div_ceil(3)).unwrap_or_default(),
    )
}

/// Reads the period and the dimension, in English or Chinese; the word `by` may be left out.
pub fn read(args: &str) -> Result<(Span, Option<Dimension>), Phrase> {
    let args = clean(args).to_lowercase();
    let (period, by) = match args.split_once('按') {
        Some((period, by)) => (period, Some(by)),
        None => match args.strip_prefix("by ").map(|by| ("", by)).or_else(|| args.split_once(" by ")) {
            Some((period, by)) => (period, Some(by)),
            None => (args.as_str(), None),
        },
    };
    // "by owner 2026Q3" is "2026Q3 by owner".
    let (period, by) = match by.and_then(|by| by.trim().split_once(' ')) {
        Some((first, last)) if period.trim().is_empty() => (last, Some(first)),
        _ => (period, by),
    };
    let by = match by.map(str::trim) {
        None => None,
        Some(by) => Some(Dimension::parse(by).ok_or_else(|| Phrase::NoSuchDimension { typed: by.into() })?),
    };
    if by.is_none() {
        // "/metrics owner", "/metrics 90d grade"
        let (first, last) = period.rsplit_once(' ').unwrap_or(("", period));
        if let (Some(span), Some(dimension)) = (spelled(first), Dimension::parse(last)) {
            return Ok((span, Some(dimension)));
        }
    }
    match spelled(period) {
        Some(span) => Ok((span, by)),
        None => Err(Phrase::NoSuchPeriod { typed: period.trim().into() }),
    }
}

/// A period as one says it: "最近30天" is "30天".
fn spelled(period: &str) -> Option<Span> {
    let period = period.trim();
    let bare = ["最近", "过去", "近", "last "].into_iter().find_map(|word| period.strip_prefix(word));
    Span::parse(bare.unwrap_or(period))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::CallbackData as _;

    #[test]
    fn periods_and_dimensions_are_read_in_both_languages() {
        for (args, span, by) in [
            ("", "30d", None),
            ("7d", "7d", None),
            ("2026Q3", "2026Q3", None),
            ("all by owner", "all", Some(Dimension::Owner)),
            ("by owner 2026Q3", "2026Q3", Some(Dimension::Owner)),
            ("by  Grade", "30d", Some(Dimension::Grade)),
            ("90d grade", "90d", Some(Dimension::Grade)),
            ("source", "30d", Some(Dimension::Source)),
            ("最近90天 按 负责人", "90d", Some(Dimension::Owner)),
            ("按国家", "30d", Some(Dimension::Country)),
            ("全部 行业", "all", Some(Dimension::Industry)),
        ] {
            assert_eq!(read(args).map(|(span, by)| (span.label(), by)), Ok((span.to_owned(), by)), "{args}");
        }
        assert_eq!(read("soon"), Err(Phrase::NoSuchPeriod { typed: "soon".into() }));
        assert_eq!(read("7d by age"), Err(Phrase::NoSuchDimension { typed: "age".into() }));
    }

    #[test]
    fn what_a_button_carries_is_read_again() {
        for span in [Span::All, Span::Days(90), Span::Quarter(2026, 4)] {
            for by in Dimension::ALL.iter().copied().map(Some).chain([None]) {
                let button = MetricsButton::Show { span, by };
                assert_eq!(MetricsButton::parse(&button.data()), Some(button));
            }
        }
        for data in
            ["m:show:0d:-", "m:show:-7d:-", "m:show:2026q9:-", "m:show:all:age", "m:show:all", "m:1:30:0"]
        {
            assert_eq!(MetricsButton::parse(data), None, "{data}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused_and_any_button(args in "\\PC{0,30}", data in "m:show:[0-9a-z]{0,8}:[a-z-]{0,8}") {
            let _ = read(&args);
            if let Some(MetricsButton::Show { span, by: _ }) = MetricsButton::parse(&data) {
                let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
                let _ = Period::new(span, today, chrono_tz::Asia::Shanghai);
            }
        }
    }
}
