// What the page itself says, in the language of the person who is played.

const WORDS = {
  en: {
    people: "People", people_hint: "Be any of them. Each has a chat of their own with the bot.", close: "Close",
    clock: "Clock", clock_hint: "The bot lives by this clock. Move it to see what happens later.", hour: "+1 hour",
    block: "Stop and block the bot", unblock: "Unblock the bot", start_over: "Start over", start: "Start",
    sure: "Forget all chats and begin anew?", cancel: "Cancel", send: "Send", attach: "Attach", commands: "Commands",
    message: "Message", reply: "Reply", copy: "Copy text", edit: "Edit", editing: "Editing", copied: "Copied",
    edited: "edited", photo: "Photo", file: "File", contact: "Contact", share_contact: "Share a contact",
    first_name: "First name", last_name: "Last name", phone: "Phone", ok: "OK", to_bottom: "To the newest",
    today: "Today", yesterday: "Yesterday", typing: "typing…", you: "you are", restart: "Unblock and restart",
    nothing: "What can this bot do?", forwarded: "Forwarded from", sticker: "Sticker", voice: "Voice message",
    open_as: "Open this link as…", offline: "The sandbox does not answer. Trying again…", no_chat: "No messages yet",
    silent: "sent without sound", spoiler: "Show", pinned: "Pinned", no_commands: "The bot has no commands here.",
    mail: "Mail", mail_hint: "Be the customers: read and answer", back: "Back to the chat",
    no_mail: "Nobody has been written to yet. Write to somebody from the chat, and the mail arrives here.",
    no_mails: "Nothing has come in.", to: "To", subject: "Subject", text: "Text", sent: "sent", junk: "spam",
    unsubscribe: "has an address to opt out", answer: "Answer", colleague: "A colleague answers",
    colleague_address: "Colleague’s address", how: "How", direct: "answers the mail itself", forward: "answers a forward of it",
    bounce: "Bounce", bounce_why: "What does the mail server report?", no_such_mailbox: "No such mailbox (5.1.1)",
    mailbox_full: "Mailbox full (4.2.2)", policy: "Refused as unwanted (5.7.1)", delayed: "Delayed, still trying (4.4.1)",
    away: "Away", until: "Until (empty: no day is named)", opt_out: "Opt out", in_words: "In words, as an answer",
    by_address: "By the address in the mail", spam: "Spam", write: "Write", newsletter: "a newsletter", a_mail: "a mail",
    done: "Done. The bot’s mailbox has it.", standing: "The mailbox", exists: "takes mail", unknown: "does not exist",
    full: "is full", bounces_later: "bounces later", is_away: "owner away",
  },
  zh: {
    people: "人物", people_hint: "可以扮演其中任何一位，每人都有自己与机器人的聊天。", close: "关闭",
    clock: "时钟", clock_hint: "机器人按这个时钟运行。拨动它，看看之后会发生什么。", hour: "+1 小时",
    block: "停用并屏蔽机器人", unblock: "解除屏蔽", start_over: "从头开始", start: "开始",
    sure: "清空所有聊天，重新开始？", cancel: "取消", send: "发送", attach: "附件", commands: "命令",
    message: "输入消息", reply: "回复", copy: "复制文字", edit: "编辑", editing: "正在编辑", copied: "已复制",
    edited: "已编辑", photo: "图片", file: "文件", contact: "联系人", share_contact: "分享联系人",
    first_name: "名", last_name: "姓", phone: "电话", ok: "好", to_bottom: "到最新消息",
    today: "今天", yesterday: "昨天", typing: "正在输入…", you: "你是", restart: "解除屏蔽并重新开始",
    nothing: "这个机器人能做什么？", forwarded: "转发自", sticker: "贴纸", voice: "语音消息",
    open_as: "以谁的身份打开链接？", offline: "沙盒没有响应，正在重试…", no_chat: "还没有消息",
    silent: "静音发送", spoiler: "显示", pinned: "置顶", no_commands: "机器人在这里没有命令。",
    mail: "邮件", mail_hint: "扮演客户：看信，回信", back: "返回聊天",
    no_mail: "还没有给任何人写过信。在聊天里给客户写信，信就会到这里。",
    no_mails: "还没有来信。", to: "收件人", subject: "主题", text: "正文", sent: "已发送", junk: "垃圾邮件",
    unsubscribe: "含退订地址", answer: "回复", colleague: "同事回复",
    colleague_address: "同事的邮箱", how: "方式", direct: "直接回复此信", forward: "回复转发的信",
    bounce: "退信", bounce_why: "邮件服务器报告什么？", no_such_mailbox: "邮箱不存在 (5.1.1)",
    mailbox_full: "邮箱已满 (4.2.2)", policy: "被拒收 (5.7.1)", delayed: "延迟，仍在重试 (4.4.1)",
    away: "休假", until: "休假至（留空则不写日期）", opt_out: "退订", in_words: "回信说明",
    by_address: "用信中的退订地址", spam: "垃圾邮件", write: "写信", newsletter: "群发简报", a_mail: "普通邮件",
    done: "好了，机器人的邮箱已收到。", standing: "此邮箱", exists: "正常收信", unknown: "不存在",
    full: "已满", bounces_later: "稍后退信", is_away: "主人休假",
  },
};

let language = "en";

export const word = (key) => WORDS[language][key] ?? key;

/** What others named in both languages. */
export const said = (label) => label[language];

/** The language for dates. */
export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

/** Speaks the language of a person from now on. */
export function speak(code) {
  language = code === "zh" ? "zh" : "en";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-word-label]")) {
    element.title = word(element.dataset.wordLabel);
    element.setAttribute("aria-label", element.title);
  }
  document.querySelector("#compose").placeholder = word("message");
}
