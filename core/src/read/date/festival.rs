//! Festivals by which trade plans: the day itself, and the first day after the holidays that go with it.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{Datelike as _, Days, NaiveDate};

/// A festival.
#[derive(Clone, Copy)]
enum Festival {
    NewYear,
    Spring,
    Labour,
    DragonBoat,
    MidAutumn,
    National,
    Christmas,
}

/// Those of the Chinese calendar, by year, in the order of the table.
static LUNAR: LazyLock<HashMap<i32, [NaiveDate; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/festivals.tsv").lines().filter(|line| !line.starts_with('#'));
    let year = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [year, spring, boat, autumn] = columns[..] else { return None };
        let day = |day: &str| format!("{year}-{day}").parse().ok();
        Some((year.parse().ok()?, [day(spring)?, day(boat)?, day(autumn)?]))
    };
    lines.filter_map(year).collect()
});

impl Festival {
    fn parse(name: &str) -> Option<Festival> {
        Some(match name {
            "元旦" | "元旦节" | "new year" | "new year's" | "new year's day" | "new years" => {
                Festival::NewYear
            }
            "春节" | "大年初一" | "新春" | "chinese new year" | "lunar new year" | "spring festival"
            | "cny" => Festival::Spring,
            "五一" | "五一节" | "劳动节" | "labour day" | "labor day" | "may day" => Festival::Labour,
            "端午" | "端午节" | "dragon boat" | "dragon boat festival" => Festival::DragonBoat,
            "中秋" | "中秋节" | "mid-autumn" | "mid-autumn festival" | "mid autumn festival" => {
                Festival::MidAutumn
            }
            "国庆" | "国庆节" | "national day" | "golden week" => Festival::National,
            "圣诞" | "圣诞节" | "christmas" | "xmas" => Festival::Christmas,
            _ => return None,
        })
    }

    fn of_year(self, year: i32) -> Option<NaiveDate> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let lunar = |at: usize| LUNAR.get(&year).map(|days| days[at]);
        match self {
            Festival::NewYear => day(1, 1),
            Festival::Spring => lunar(0),
            Festival::Labour => day(5, 1),
            Festival::DragonBoat => lunar(1),
            Festival::MidAutumn => lunar(2),
            Festival::National => day(10, 1),
            Festival::Christmas => day(12, 25),
        }
    }

    /// The days of its holidays, itself included.
    fn days(self) -> Days {
        Days::new(match self {
            Festival::Spring | Festival::National => 7,
            Festival::Labour => 5,
            Festival::Christmas => 2,
            Festival::NewYear | Festival::DragonBoat | Festival::MidAutumn => 1,
        })
    }
}

/// The next such festival, or the day after its holidays: "圣诞节", "春节后", "after Chinese New Year".
pub(super) fn festival(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const AFTER: &[&str] = &["之后", "以后", "过后", "后"];
    let after = text.strip_prefix("after ").map(|name| name.strip_prefix("the ").unwrap_or(name));
    let after = after.or_else(|| AFTER.iter().find_map(|ending| text.strip_suffix(ending)));
    let bare = |name: &str| {
        let name = ["假期", "长假", "放假", " holidays", " holiday"]
            .iter()
            .find_map(|word| name.strip_suffix(word))
            .unwrap_or(name);
        Festival::parse(name)
    };
    let years = today.year()..=today.year() + 1;
    match after {
        // "十一" alone is a number, "年后" is after the Spring Festival.
        Some(name) => {
            let festival = match name {
                "十一" | "十一假期" | "十一长假" => Festival::National,
                "年" | "过年" | "过完年" => Festival::Spring,
                name => bare(name)?,
            };
            let over = |year| festival.of_year(year)?.checked_add_days(festival.days());
            years.filter_map(over).find(|day| *day > today)
        }
        None => {
            let festival = Festival::parse(text)?;
            years.filter_map(|year| festival.of_year(year)).find(|day| *day >= today)
        }
    }
}
