//! Regions by which people sell: a name for a handful of countries.

use super::Country;
use super::word::vocabulary;

vocabulary! {
    /// Countries that are sold to as one.
    Region {
        /// The European Union.
        EuropeanUnion = "eu" | "european union" | "欧盟",
        /// The Gulf Cooperation Council.
        Gulf = "gcc" | "gulf" | "gulf states" | "海湾" | "海湾国家" | "海合会",
        /// The Association of Southeast Asian Nations.
        Asean = "asean" | "southeast asia" | "东盟" | "东南亚",
        /// The Americas south of the Rio Grande, with the Spanish-speaking Caribbean.
        LatinAmerica = "latam" | "latin america" | "south america" | "拉美" | "拉丁美洲" | "南美",
    }
}

impl Region {
    /// The countries of it, by their codes.
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Region::EuropeanUnion => &[
                "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
                "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
            ],
            Region::Gulf => &["AE", "BH", "KW", "OM", "QA", "SA"],
            Region::Asean => &["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"],
            Region::LatinAmerica => &[
                "AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "MX", "NI", "PA", "PE",
                "PR", "PY", "SV", "UY", "VE",
            ],
        }
    }

    /// Whether a country belongs to it.
    pub fn has(self, country: Country) -> bool {
        self.codes().contains(&country.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_country() {
        for region in Region::ALL {
            for code in region.codes() {
                assert_eq!(Country::parse(code).map(|country| country.code()), Some(*code));
            }
        }
    }

    #[test]
    fn no_region_is_called_like_a_country() {
        for word in ["eu", "European Union", "欧盟", "GCC", "海湾国家", "ASEAN", "东盟", "LatAm", "拉美"]
        {
            assert!(Region::parse(word).is_some() && Country::parse(word).is_none(), "{word}");
        }
        assert!(Region::EuropeanUnion.has(Country::parse("Germany").unwrap()));
        assert!(!Region::EuropeanUnion.has(Country::parse("Norway").unwrap()));
    }
}
