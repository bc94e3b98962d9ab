//! What may stand between the braces of a template.

use crate::contact::Profile;
use crate::duplicate::without_form;
use crate::text::{clean, half_width};
use crate::vocabulary::word::vocabulary;
use crate::vocabulary::{Field, Lang, MailLang};

vocabulary! {
    /// A merge field.
    MergeField {
        /// What one calls the person.
        FirstName = "first name" | "firstname" | "given name" | "名字" | "名" | "称呼",
        /// The whole name.
        Name = "name" | "full name" | "contact name" | "姓名" | "全名" | "联系人",
        /// The company, as one says it.
        Company = "company" | "公司" | "公司简称",
        /// The company with its legal form.
        FullCompany = "full company" | "company name" | "公司全称" | "公司名称",
        /// The job title.
        Title = "job title" | "title" | "position" | "职位" | "职务",
        /// The country, in the language of the mail.
        Country = "country" | "国家",
        /// The industry.
        Industry = "industry" | "行业",
        /// The website.
        Website = "website" | "web" | "官网" | "网站",
        /// What hurts them.
        Pain = "pain" | "pain points" | "pains" | "problem" | "痛点" | "难题",
        /// What they plan to buy.
        Plan = "plan" | "plans" | "purchase plan" | "采购计划",
        /// The fair or other place where they were met.
        Fair = "fair" | "source" | "trade show" | "展会" | "来源",
        /// Something worth reading that fits them.
        Insight = "insight" | "资讯" | "洞察",
        /// Whoever writes.
        MyName = "my name" | "sender" | "sender name" | "我的名字" | "我的姓名" | "发件人",
        /// The address of whoever writes.
        MyEmail = "my email" | "sender email" | "我的邮箱",
        /// Our company.
        OurCompany = "our company" | "my company" | "team" | "我们公司" | "我司" | "我公司",
        /// Our postal address.
        OurAddress = "our address" | "address" | "我们的地址" | "公司地址" | "地址",
    }
}

/// The least likeness of a slip with what was meant.
const LIKE: f64 = 0.6;

impl MergeField {
    /// The field of a name, however it joins its words: `First_Name`.
    pub(super) fn named(text: &str) -> Option<MergeField> {
        MergeField::parse(&joined(text))
    }

    /// The field that was likely meant.
    pub(super) fn nearest(text: &str) -> Option<MergeField> {
        let text = joined(text).to_lowercase();
        let words =
            MergeField::ALL.iter().flat_map(|field| field.words().iter().map(move |word| (*field, word)));
        let rated = words.map(|(field, word)| {
            // "leadfield=firstname", "contact.first name": the word stands inside.
            let length = word.chars().count();
            let inside = length > 3 && text.contains(word);
            // Of two that stand inside the longer one was meant.
            let longer = u8::try_from(length).map_or(0.0, |length| f64::from(length) / 1_000.0);
            (field, if inside { 0.9 + longer } else { strsim::jaro_winkler(&text, word) })
        });
        let best = rated.max_by(|one, other| one.1.total_cmp(&other.1))?;
        (best.1 >= LIKE).then_some(best.0)
    }

    /// What a contact tells of it.
    pub(super) fn of(self, profile: &Profile, lang: MailLang) -> Option<String> {
        let of = |field: Field| field.get(profile);
        match self {
            MergeField::Name => of(Field::Name),
            MergeField::Company => of(Field::Company).map(|company| without_form(&company)),
            MergeField::FullCompany => of(Field::Company),
            MergeField::Title => of(Field::Title),
            MergeField::Country => profile.country.map(|country| {
                let lang = if lang == MailLang::Zh { Lang::Zh } else { Lang::En };
                country.name(lang).to_owned()
            }),
            MergeField::Industry => of(Field::Industry),
            MergeField::Website => of(Field::Website),
            MergeField::Pain => of(Field::Pains),
            MergeField::Plan => of(Field::Plans),
            MergeField::Fair => profile.source.as_ref().map(|source| source.detail.clone()),
            MergeField::FirstName
            | MergeField::Insight
            | MergeField::MyName
            | MergeField::MyEmail
            | MergeField::OurCompany
            | MergeField::OurAddress => None,
        }
    }
}

fn joined(text: &str) -> String {
    clean(&half_width(text).replace(['_', '-'], " "))
}
