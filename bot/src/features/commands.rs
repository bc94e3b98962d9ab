//! The list of the commands, and how a text names one.

mod without_stroke;

use renmai_core::book::Setting;
use renmai_core::read::whom::Spaces;
use renmai_core::text::{half_width, is_harmless};
use renmai_core::vocabulary::{ContactNo, Role};

use super::help::{Entry, Group};
use super::whom::Whom;
use super::{
    add, card, check, clean, due, edit, export, fair, find, forget, help, history, ideal, import, insight,
    log, mail, mailbox, mark, merge, metrics, settings, team, template, undo, verify, whom,
};
use crate::handler::{Answer, Context, common, refused};
use crate::i18n::shorten;

pub use without_stroke::without_stroke;

/// Declares the commands: name, how one says it in Chinese, the least role, where it stands in the help, what runs.
macro_rules! commands {
    ($($(#[$meta:meta])* $variant:ident = $name:literal $(| $chinese:literal)+, $role:ident, $group:path, $run:path;)+) => {
        /// A command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Command { $($(#[$meta])* $variant),+ }

        impl Command {
            /// All of them, in the order of the menu.
            pub const ALL: &'static [Command] = &[$(Command::$variant),+];

            /// What the help and the menus say of each, in the same order.
            pub const HELP: &'static [Entry] = &[$(Entry { name: $name, role: Role::$role, group: $group }),+];

            /// As it is typed, without the slash. Its description is the phrase `menu-<name>`.
            pub const fn name(self) -> &'static str {
                match self { $(Command::$variant => $name),+ }
            }

            /// What it may be called as well, in Chinese; the first is what it is mostly called.
            const fn chinese(self) -> &'static [&'static str] {
                match self { $(Command::$variant => &[$($chinese),+]),+ }
            }

            /// The least role that may use it.
            pub const fn role(self) -> Role {
                match self { $(Command::$variant => Role::$role),+ }
            }

            async fn run(self, ctx: &mut Context<'_>, args: &str) -> Answer {
                match self { $(Command::$variant => Box::pin($run(ctx, args)).await),+ }
            }
        }
    };
}

/// `/help`: made from the list.
async fn help(ctx: &mut Context<'_>, _args: &str) -> Answer {
    Ok(help::overview(ctx, Command::HELP).into())
}

commands! {
    /// Adds a contact.
    Add = "add" | "添加" | "加客户" | "新增" | "新客户" | "录入", Salesperson, Group::Contact, add::run;
    /// What is due.
    Due = "due" | "待办" | "跟进" | "今日跟进" | "待跟进", Salesperson, Group::Daily, due::run;
    /// Finds contacts.
    Find = "find" | "查找" | "找" | "搜索" | "找客户" | "查客户", Salesperson, Group::Contact, find::run;
    /// Who has somebody already.
    Check = "check" | "查重" | "撞单", Salesperson, Group::Contact, check::run;
    /// Logs what happened.
    Log = "log" | "记录" | "记" | "登记" | "记一笔", Salesperson, Group::Daily, log::run;
    /// Sets the grade.
    Grade = "grade" | "等级" | "定级" | "评级" | "级别", Salesperson, Group::Contact, mark::grade;
    /// Sets the stage.
    Stage = "stage" | "阶段" | "状态", Salesperson, Group::Contact, mark::stage;
    /// Sets the value.
    Value = "value" | "价值", Salesperson, Group::Contact, mark::value;
    /// Sets the next step.
    Next = "next" | "下一步" | "计划" | "安排", Salesperson, Group::Daily, mark::plan::next;
    /// Puts a contact off.
    Snooze = "snooze" | "推迟" | "延后" | "延期" | "稍后", Salesperson, Group::Daily, mark::plan::snooze;
    /// Changes any other field.
    Edit = "edit" | "修改" | "改" | "编辑" | "更新", Salesperson, Group::Contact, edit::run;
    /// Everything that happened to a contact.
    History = "history" | "历史" | "历史记录" | "跟进记录", Salesperson, Group::Contact, history::run;
    /// Makes one contact of two.
    Merge = "merge" | "合并", Salesperson, Group::Contact, merge::run;
    /// Takes the last change back.
    Undo = "undo" | "撤销" | "撤回" | "反悔", Salesperson, Group::Ways, undo::run;
    /// Fair mode.
    Fair = "fair" | "展会" | "展会模式" | "参展", Salesperson, Group::Daily, fair::run;
    /// A mail to one person.
    Mail = "mail" | "邮件" | "写邮件" | "写信" | "发邮件", Salesperson, Group::Daily, mail::run;
    /// What leaves.
    Outbox = "outbox" | "发件箱" | "待发邮件", Salesperson, Group::Book, mail::outbox;
    /// Templates.
    Template = "template" | "模板" | "邮件模板", Salesperson, Group::Book, template::run;
    /// The mailbox.
    Mailbox = "mailbox" | "邮箱" | "我的邮箱" | "连接邮箱", Salesperson, Group::Team, mailbox::run;
    /// Insights, and who is due for one.
    Insight = "insight" | "资讯" | "行业资讯", Salesperson, Group::Daily, insight::run;
    /// The figures.
    Metrics = "metrics" | "数据" | "报表" | "统计" | "业绩", Salesperson, Group::Book, metrics::run;
    /// How to import.
    Import = "import" | "导入", Salesperson, Group::Book, import::run;
    /// The contacts as a file.
    Export = "export" | "导出", Salesperson, Group::Book, export::run;
    /// Checks an address.
    Verify = "verify" | "验证" | "核对" | "验证邮箱", Salesperson, Group::Contact, verify::run;
    /// What needs cleaning.
    Clean = "clean" | "清理", Salesperson, Group::Book, clean::run;
    /// Erases a person.
    Forget = "forget" | "删除" | "抹除" | "删除客户", Salesperson, Group::Contact, forget::run;
    /// The team.
    Team = "team" | "团队" | "成员", Salesperson, Group::Team, team::run;
    /// Invites somebody.
    Invite = "invite" | "邀请", Manager, Group::Team, team::invite::run;
    /// Gives a contact to somebody.
    Assign = "assign" | "分配" | "转给" | "移交" | "转交", Manager, Group::Team, team::assign::run;
    /// Removes a member.
    Remove = "remove" | "移除" | "移除成员" | "踢出", Manager, Group::Team, team::remove::run;
    /// The ideal customer.
    Profile = "profile" | "画像" | "客户画像" | "理想客户", Manager, Group::Team, ideal::run;
    /// Settings.
    Settings = "settings" | "设置", Salesperson, Group::Team, settings::run;
    /// Help.
    Help = "help" | "帮助" | "命令", Salesperson, Group::Ways, help;
    /// Leaves what is being asked.
    Cancel = "cancel" | "取消" | "退出", Salesperson, Group::Ways, help::cancel;
    /// Begins.
    Start = "start" | "开始", Salesperson, Group::Strangers, team::start::member;
}

impl Command {
    /// Which one a word is the name of, in English or Chinese.
    fn parse(word: &str) -> Option<Command> {
        let word = half_width(word).to_lowercase();
        Command::ALL.iter().copied().find(|command| command.words().any(|known| known == word))
    }

    /// All that it may be called.
    fn words(self) -> impl Iterator<Item = &'static str> {
        [self.name()].into_iter().chain(self.chinese().iter().copied())
    }

    /// The command whose name a word begins with: `log12`, `推迟12`, `跟进王芳`; and what follows the name. In English a
    /// number must follow.
    fn beginning(word: &str) -> Option<(Command, &str)> {
        let begins = |name: &'static str| {
            let begun = word.get(..name.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(name));
            let rest = word.get(name.len()..).filter(|_| begun)?;
            let number = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '#' | '＃'));
            (number || !name.is_ascii() && !rest.is_empty()).then_some(rest)
        };
        let all = Command::ALL.iter().flat_map(|command| command.words().map(move |word| (*command, word)));
        let begun = all.filter_map(|(command, name)| Some((command, begins(name)?)));
        begun.min_by_key(|(_, rest)| rest.len())
    }

    /// The name that is written most like a word, among those that the role may use, with as many letters wrong as one
    /// mistypes.
    fn nearest(role: Role, word: &str) -> Option<&'static str> {
        let length = word.chars().count();
        let usable = Command::ALL.iter().filter(|command| role >= command.role());
        let names = usable.flat_map(|command| command.words());
        let near = names.map(|name| (strsim::osa_distance(name, word), name));
        let may_differ = |name: &str| if name.is_ascii() && length > 4 { 2 } else { 1 };
        let near = near.filter(|(wrong, name)| length > 1 && *wrong <= may_differ(name));
        near.min_by_key(|(wrong, _)| *wrong).map(|(_, name)| name)
    }

    /// Whether it is about contacts, whom its arguments begin with, and how several are parted.
    fn is_about(self) -> Option<Spaces> {
        match self {
            Command::Grade | Command::Stage | Command::Value | Command::Assign => Some(Spaces::Part),
            Command::Log
            | Command::Next
            | Command::Snooze
            | Command::Edit
            | Command::Mail
            | Command::History
            | Command::Verify
            | Command::Forget => Some(Spaces::End),
            _ => None,
        }
    }

    /// The same for several contacts, where that makes sense.
    async fn run_for(self, ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
        match self {
            Command::Grade => mark::several::grade(ctx, numbers, args).await,
            Command::Stage => mark::several::stage(ctx, numbers, args).await,
            Command::Value => mark::several::value(ctx, numbers, args).await,
            Command::Next => mark::several::next(ctx, numbers, args).await,
            Command::Snooze => mark::several::snooze(ctx, numbers, args).await,
            Command::Log => log::several(ctx, numbers, args).await,
            Command::Assign => team::assign::several(ctx, numbers, args).await,
            _ => Err(refused(whom::Phrase::OneAtATime { command: self.name() })),
        }
    }
}

/// What a text that begins with a slash asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A command of the list.
    Command(Command),
    /// `/l12`: a card.
    Card(ContactNo),
    /// None that is known.
    Unknown,
}

/// Reads `/grade@our_bot 12 A` as the command and its arguments, and `/cadence A=5` as what sets that; of what no command
/// is, all of it. `None` where the text is no command.
pub fn read(text: &str) -> Option<(Asked, &str)> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || !is_harmless(c));
    // A Chinese keyboard has a stroke of its own.
    let rest = text.strip_prefix(['/', '／'])?;
    let (word, args) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = word.split('@').next().unwrap_or_default();
    let args = args.trim();
    if let Some(command) = Command::parse(name) {
        return Some((Asked::Command(command), args));
    }
    let card = match name.to_lowercase().as_str() {
        "l" => ContactNo::parse(args).map(|no| (no, "")),
        name => name.strip_prefix('l').and_then(ContactNo::parse).map(|no| (no, args)),
    };
    if let Some((no, words)) = card {
        return Some((Asked::Card(no), words));
    }
    if Setting::parse(name).is_some() {
        return Some((Asked::Command(Command::Settings), rest));
    }
    match Command::beginning(word) {
        Some((command, begun)) => Some((Asked::Command(command), rest[word.len() - begun.len()..].trim())),
        None => Some((Asked::Unknown, rest)),
    }
}

/// Carries out a command. A new command leaves whatever was being asked.
pub async fn run(ctx: &mut Context<'_>, asked: Asked, args: &str) -> Answer {
    match asked {
        Asked::Command(command) if ctx.member.role < command.role() => {
            Err(refused(common::Phrase::NotYourRole { command: command.name() }))
        }
        Asked::Command(command) => {
            if command != Command::Cancel {
                ctx.leave().await?;
            }
            // Each command's future is apart from the stack: in one another they would fill it.
            let Some(spaces) = command.is_about() else { return Box::pin(command.run(ctx, args)).await };
            match whom::of_command(ctx, command.name(), args, spaces).await? {
                Whom::Nobody => Box::pin(command.run(ctx, args)).await,
                Whom::Asked(outcome) => Ok(*outcome),
                Whom::These(numbers, rest) => match numbers[..] {
                    [no] => Box::pin(command.run(ctx, &format!("{} {rest}", no.0))).await,
                    _ => Box::pin(command.run_for(ctx, &numbers, rest)).await,
                },
            }
        }
        Asked::Card(no) => {
            ctx.leave().await?;
            match args {
                "" => card::run(ctx, no).await,
                words => {
                    let contact = ctx.contact_no(no).await?;
                    Box::pin(log::to_card(ctx, &contact, words, None)).await
                }
            }
        }
        Asked::Unknown => Err(refused(unknown(ctx.member.role, args))),
    }
}

/// Goes on with the command of this name, now that its contact is known.
pub async fn go_on(ctx: &mut Context<'_>, name: &str, no: ContactNo, args: &str) -> Answer {
    match Command::parse(name) {
        Some(command) => run(ctx, Asked::Command(command), &format!("{} {args}", no.0)).await,
        None => Err(refused(common::Phrase::OldButton)),
    }
}

/// What is said of a command that does not exist: the nearest that does, with what followed.
fn unknown(role: Role, typed: &str) -> common::Phrase {
    let (word, args) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let word = word.split('@').next().unwrap_or_default();
    match Command::nearest(role, &half_width(word).to_lowercase()) {
        Some(name) => common::Phrase::NearestCommand {
            typed: format!("/{word}").as_str().into(),
            example: shorten(format!("/{name} {}", args.trim()).trim(), 200),
        },
        None => common::Phrase::UnknownCommand,
    }
}

#[cfg(test)]
mod tests;
