//! An insight: something worth reading that sells nothing, with the industries it fits.

use chrono::{DateTime, Utc};

use crate::vocabulary::{InsightId, MemberId};

/// An insight as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insight {
    /// The row.
    pub id: InsightId,
    /// Its number in the team.
    pub no: i64,
    /// Its title.
    pub title: String,
    /// An address or a text.
    pub body: String,
    /// The industries it fits, lower case; none: it fits everyone.
    pub industries: Vec<String>,
    /// Who added it.
    pub by: MemberId,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

impl Insight {
    /// Whether it fits a contact of this industry: either names the other, or it fits everyone.
    pub fn fits(&self, industry: Option<&str>) -> bool {
        if self.industries.is_empty() {
            return true;
        }
        let Some(industry) = industry.map(str::to_lowercase) else { return false };
        self.industries.iter().any(|mine| industry.contains(mine.as_str()) || mine.contains(&industry))
    }
}

/// The newest insight that fits an industry, of insights of which the newest come first.
pub fn newest_that_fits<'a>(insights: &'a [Insight], industry: Option<&str>) -> Option<&'a Insight> {
    insights.iter().find(|insight| insight.fits(industry))
}
