//! What a member may do.

use super::word::vocabulary;

vocabulary! {
    /// What a member may do. The variants are ordered by power.
    Role {
        /// Sees and changes the contacts they own.
        Salesperson = "salesperson" | "sales" | "业务员" | "业务",
        /// Sees and changes all contacts; invites, assigns, removes.
        Manager = "manager" | "经理" | "主管",
        /// A manager who also appoints managers. The last owner cannot be removed.
        Owner = "owner" | "老板" | "所有者" | "负责人",
    }
}

impl Role {
    /// Managers and owners see and lead the whole team.
    pub fn leads(self) -> bool {
        self >= Role::Manager
    }

    /// Whom this role may invite and remove: managers see to salespeople, owners to everyone.
    pub fn may_manage(self, other: Role) -> bool {
        match self {
            Role::Owner => true,
            Role::Manager => other == Role::Salesperson,
            Role::Salesperson => false,
        }
    }
}
