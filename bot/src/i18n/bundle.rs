//! The phrase books: Fluent files, English and Simplified Chinese, built into the program.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use renmai_core::team::Member;
use renmai_core::vocabulary::{Field, Lang};
use unic_langid::langid;

use crate::i18n::{Arg, Html, Say};

/// The Fluent files of one folder, in both languages.
#[derive(Debug)]
pub struct PhraseFiles {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

inventory::collect!(PhraseFiles);

type Bundle = FluentBundle<FluentResource>;

/// The words of one language, as they are said to a reader on their day, or written into a file.
#[derive(Clone, Copy)]
pub struct Words {
    lang: Lang,
    bundle: &'static Bundle,
    today: Option<NaiveDate>,
}

impl Words {
    /// The words of a language, as they are written into a file: whoever reads it later has another day, so days are
    /// ISO.
    pub fn of(lang: Lang) -> Words {
        static BOTH: LazyLock<[Bundle; 2]> = LazyLock::new(|| [Words::load(Lang::En), Words::load(Lang::Zh)]);
        let [en, zh] = &*BOTH;
        let bundle = match lang {
            Lang::En => en,
            Lang::Zh => zh,
        };
        Words { lang, bundle, today: None }
    }

    /// The words for a member who reads them at `now` (UTC): days are short.
    pub fn to(member: &Member, now: DateTime<Utc>) -> Words {
        Words::of(member.lang).on(member.schedule.today(now))
    }

    /// The same words on a reader's day.
    pub fn on(self, today: NaiveDate) -> Words {
        Words { today: Some(today), ..self }
    }

    /// The reader's day; `None`: in a file.
    pub fn today(&self) -> Option<NaiveDate> {
        self.today
    }

    /// The Fluent files of a language.
    pub fn files(lang: Lang) -> impl Iterator<Item = &'static str> {
        inventory::iter::<PhraseFiles>().map(move |files| match lang {
            Lang::En => files.en,
            Lang::Zh => files.zh,
        })
    }

    fn load(lang: Lang) -> Bundle {
        let id = match lang {
            Lang::En => langid!("en"),
            Lang::Zh => langid!("zh-CN"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would be copied along with an address.
        bundle.set_use_isolating(false);
        for text in Words::files(lang) {
            // A file with an error still gives the phrases that can be read; a test refuses both kinds of error.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// Which language this is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A phrase as a message: what people typed is escaped.
    pub fn html(&self, id: &str, args: &[(&'static str, &dyn Say)]) -> Html {
        Html::trusted(self.format(id, args, |arg| match arg {
            Arg::Text(text) => FluentValue::from(Html::text(&text).as_str().to_owned()),
            Arg::Html(html) => FluentValue::from(html.as_str().to_owned()),
            Arg::Number(number) => FluentValue::from(number),
        }))
    }

    /// A phrase as plain text.
    pub fn plain(&self, id: &str, args: &[(&'static str, &dyn Say)]) -> String {
        self.format(id, args, |arg| match arg {
            Arg::Text(text) => FluentValue::from(text),
            Arg::Html(html) => FluentValue::from(html.as_str().to_owned()),
            Arg::Number(number) => FluentValue::from(number),
        })
    }

    /// A word of a vocabulary: `grade-a`, `stage-new`.
    pub fn word(&self, id: &str) -> String {
        self.plain(id, &[])
    }

    /// What a field is called.
    pub fn field(&self, field: Field) -> String {
        self.word(&format!("field-{}", field.code().replace([' ', '_'], "-")))
    }

    /// Several values in a row.
    pub fn list(&self, values: &[String]) -> String {
        values.join(&self.word("list-and"))
    }

    fn format(
        &self,
        id: &str,
        args: &[(&'static str, &dyn Say)],
        value: impl Fn(Arg) -> FluentValue<'static>,
    ) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            tracing::error!(id, lang = self.lang.code(), "a phrase is missing");
            return id.to_owned();
        };
        let mut fluent = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            fluent.set(*name, value(arg.say(self)));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&fluent), &mut errors);
        if !errors.is_empty() {
            tracing::error!(id, lang = self.lang.code(), ?errors, "a phrase cannot be said");
        }
        text.into_owned()
    }
}
