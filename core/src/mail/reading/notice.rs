//! Notices of Amazon's mail service: JSON in a mail, about a bounce, a complaint or a delivery.

use serde_json::Value;

/// A notice, taken apart.
pub(super) struct Notice(Value);

/// What a notice tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Bounce,
    Complaint,
    Delivery,
}

impl Notice {
    /// The notice in a text, if one stands there.
    pub(super) fn of(text: &str) -> Option<Self> {
        if !text.contains("notificationType") && !text.contains("eventType") {
            return None;
        }
        let start = text.lines().find(|line| line.trim_start().starts_with('{'))?;
        let at = start.as_ptr().addr() - text.as_ptr().addr();
        // A server on the way cuts lines that are too long, and marks the place so.
        let whole = text[at..].replace("!\r\n ", "").replace("!\n ", "");
        let told: Value = serde_json::Deserializer::from_str(&whole).into_iter().next()?.ok()?;
        let notice = match told.get("Message").and_then(Value::as_str) {
            Some(wrapped) => Self(serde_json::from_str(wrapped).ok()?),
            None => Self(told),
        };
        notice.told().is_some().then_some(notice)
    }

    pub(super) fn told(&self) -> Option<Told> {
        match self.text("/notificationType").or_else(|| self.text("/eventType"))? {
            "Bounce" => Some(Told::Bounce),
            "Complaint" => Some(Told::Complaint),
            "Delivery" => Some(Told::Delivery),
            _ => None,
        }
    }

    /// The address that it is about.
    pub(super) fn recipient(&self) -> Option<String> {
        let named = [
            "/bounce/bouncedRecipients/0/emailAddress",
            "/complaint/complainedRecipients/0/emailAddress",
            "/delivery/recipients/0",
            "/mail/destination/0",
        ];
        named.into_iter().find_map(|path| self.text(path)).map(str::to_owned)
    }

    pub(super) fn message_id(&self) -> Option<String> {
        let id = self.text("/mail/commonHeaders/messageId").or_else(|| self.text("/mail/messageId"))?;
        Some(id.trim_matches(['<', '>']).to_owned())
    }

    /// What the server answered, or the kind of complaint.
    pub(super) fn said(&self) -> &str {
        let said = ["/bounce/bouncedRecipients/0/diagnosticCode", "/complaint/complaintFeedbackType"];
        said.into_iter().find_map(|path| self.text(path)).unwrap_or_default()
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.0.pointer(path).and_then(Value::as_str)
    }
}
