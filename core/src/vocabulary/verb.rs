//! What somebody did to the book.

use super::word::vocabulary;

vocabulary! {
    /// What somebody did.
    Verb {
        /// Added a contact.
        Added = "added",
        /// Edited a field.
        Edited = "edited",
        /// Changed the grade.
        Graded = "graded",
        /// Changed the stage.
        Staged = "staged",
        /// Changed the value.
        Valued = "valued",
        /// Logged an interaction.
        Logged = "logged",
        /// Set a next step.
        Planned = "planned",
        /// Snoozed a contact.
        Snoozed = "snoozed",
        /// Answered the proposal to let a contact rest.
        Rested = "rested",
        /// Gave a contact to somebody, or to the pool.
        Assigned = "assigned",
        /// Merged two contacts.
        Merged = "merged",
        /// Imported a file.
        Imported = "imported",
        /// Erased a person.
        Forgot = "forgot",
        /// Changed their own settings.
        Settled = "settled",
        /// Began or ended a fair.
        FairSet = "fair_set",
        /// Changed the team's settings.
        TeamSettled = "team_settled",
        /// Invited somebody.
        Invited = "invited",
        /// Revoked an invite.
        Revoked = "revoked",
        /// Made somebody a manager, or a salesperson.
        RoleChanged = "role_changed",
        /// Removed a member and handed their contacts on.
        Removed = "removed",
        /// Added an insight.
        InsightAdded = "insight_added",
        /// Removed an insight.
        InsightRemoved = "insight_removed",
        /// Sent an insight to several contacts.
        InsightSent = "insight_sent",
        /// Checked addresses again. Only older histories have it: today a check is no change of a person.
        Verified = "verified",
        /// Changed the profile of the ideal customer.
        IdealSet = "ideal_set",
        /// Said why one may write to a contact.
        BasisGiven = "basis_given",
        /// Planned a mail.
        MailPlanned = "mail_planned",
        /// A mail of theirs was sent.
        MailSent = "mail_sent",
        /// Said that a whole company wants no mail.
        CompanyOptedOut = "company_opted_out",
        /// Kept a template.
        TemplateKept = "template_kept",
        /// Removed a template.
        TemplateRemoved = "template_removed",
        /// Declined a proposed grade.
        GradeDeclined = "grade_declined",
        /// Said to leave a contact as it is, in the clean-up.
        Kept = "kept",
    }
}
