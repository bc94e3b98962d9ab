//! The names of the settings, and what counts where one is not set.

/// A setting, by the name of its environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The bot's token.
    Token,
    /// The Bot API server.
    ApiUrl,
    /// The way to it.
    Proxy,
    /// Where the book is kept.
    Database,
    /// Where the health endpoint and the sandbox's page are served.
    Listen,
    /// Who may found a team.
    Signup,
    /// Whether the bot keeps to Telegram's limits.
    SendLimit,
    /// The address under which it is reached from outside.
    PublicUrl,
    /// The key of the mailboxes' secrets.
    MailKey,
    /// As whom Microsoft's login server knows the program.
    MicrosoftClient,
    /// Microsoft's login server.
    MicrosoftLogin,
    /// Whom to ask about mail to a domain.
    Dns,
    /// The program that reads print.
    Tesseract,
}

impl Key {
    /// Every setting, as `.env.example` lists them.
    pub const ALL: [Key; 13] = [
        Key::Token,
        Key::ApiUrl,
        Key::Proxy,
        Key::Database,
        Key::Listen,
        Key::PublicUrl,
        Key::MailKey,
        Key::MicrosoftClient,
        Key::MicrosoftLogin,
        Key::Signup,
        Key::SendLimit,
        Key::Dns,
        Key::Tesseract,
    ];

    /// The name of the environment variable.
    pub const fn name(self) -> &'static str {
        match self {
            Key::Token => "TELOXIDE_TOKEN",
            Key::ApiUrl => "TELOXIDE_API_URL",
            Key::Proxy => "TELOXIDE_PROXY",
            Key::Database => "DATABASE_URL",
            Key::Listen => "LISTEN",
            Key::PublicUrl => "PUBLIC_URL",
            Key::MailKey => "RENMAI_MAIL_KEY",
            Key::MicrosoftClient => "RENMAI_MICROSOFT_CLIENT",
            Key::MicrosoftLogin => "RENMAI_MICROSOFT_LOGIN",
            Key::Signup => "RENMAI_SIGNUP",
            Key::SendLimit => "RENMAI_SEND_LIMIT",
            Key::Dns => "RENMAI_DNS",
            Key::Tesseract => "RENMAI_TESSERACT",
        }
    }

    /// What counts when it is not set.
    pub const fn default(self) -> Option<&'static str> {
        match self {
            Key::Token | Key::Proxy | Key::Dns | Key::PublicUrl | Key::MailKey | Key::MicrosoftClient => None,
            Key::MicrosoftLogin => Some("https://login.microsoftonline.com/organizations"),
            Key::ApiUrl => Some("https://api.telegram.org"),
            Key::Database => Some("sqlite://renmai.db"),
            Key::Listen => Some("127.0.0.1:8787"),
            Key::Signup => Some("invite"),
            Key::SendLimit => Some("telegram"),
            Key::Tesseract => Some("tesseract"),
        }
    }

    /// A value that works.
    pub const fn example(self) -> &'static str {
        match (self, self.default()) {
            (_, Some(default)) => default,
            (Key::Token, None) => "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
            (Key::Dns, None) => "9.9.9.9:53",
            (Key::PublicUrl, None) => "https://renmai.example.com",
            (Key::MailKey, None) => "q2dXyM0hH1w3nLr8Zb5cVt7Jk9Ps4Ue6Ag2Yd1Xo0Fs=",
            (Key::MicrosoftClient, None) => "1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901",
            (_, None) => "http://127.0.0.1:3128",
        }
    }
}
