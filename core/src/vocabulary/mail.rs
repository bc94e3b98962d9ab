//! The words of mail that goes out (docs/product.md, section 18).

use super::word::vocabulary;

vocabulary! {
    /// Why we may write to somebody (docs/product.md, rule 18.8).
    Basis {
        /// They asked us to write, or for an offer.
        Asked = "asked" | "asked us" | "inquiry" | "enquiry" | "询盘" | "对方要求" | "请我们写" | "主动要求",
        /// They met us and gave their address.
        Met = "met" | "met them" | "fair" | "card" | "见过" | "见过面" | "换过名片" | "展会",
        /// They publish the address for such mail.
        Published = "published" | "public" | "website" | "公开" | "公开地址" | "官网公开",
        /// Somebody recommended us to them.
        Referral = "referral" | "recommended" | "转介绍" | "推荐" | "介绍",
        /// They bought from us.
        Customer = "customer" | "client" | "客户" | "已是客户" | "老客户",
        /// They agreed to be written to.
        Consent = "consent" | "agreed" | "opt-in" | "同意" | "已同意" | "订阅",
    }
}

vocabulary! {
    /// How far a mail has come.
    MailState {
        /// It is being written.
        Draft = "draft" | "草稿",
        /// It waits for its time.
        Waiting = "waiting" | "待发" | "等待",
        /// It is about to be sent: its bytes are frozen.
        Claimed = "claimed" | "已领取",
        /// Its body may have reached the server.
        Handed = "handed" | "已交出",
        /// The server has taken it.
        Sent = "sent" | "已发" | "已发送",
        /// Nobody knows whether it arrived.
        Parked = "parked" | "待确认",
        /// The gate refused it.
        Refused = "refused" | "不可发",
        /// The server refused it for good.
        Failed = "failed" | "失败" | "发送失败",
        /// A person took it back before it left.
        Withdrawn = "withdrawn" | "已撤回" | "撤回",
        /// It came back.
        Bounced = "bounced" | "退信" | "退回",
        /// They answered it.
        Answered = "answered" | "已回复",
    }
}

vocabulary! {
    /// Whose mail servers a mailbox uses.
    Provider {
        /// 163, 126 and yeah.net.
        Netease = "netease" | "163" | "126" | "yeah" | "网易" | "网易邮箱",
        /// QQ and Tencent's mail for companies.
        Qq = "qq" | "tencent" | "腾讯" | "qq邮箱" | "腾讯企业邮",
        /// Aliyun's mail for companies.
        Aliyun = "aliyun" | "alibaba" | "阿里" | "阿里云" | "阿里企业邮",
        /// Gmail and Google Workspace.
        Gmail = "gmail" | "google" | "谷歌",
        /// Microsoft 365 and Outlook.
        Microsoft = "microsoft" | "outlook" | "office 365" | "microsoft 365" | "exchange" | "微软",
        /// Any other, by its hosts.
        Other = "other" | "其他" | "其它",
    }
}

vocabulary! {
    /// How a connection to a mail server is protected.
    Security {
        /// TLS from the first byte.
        Tls = "tls" | "ssl",
        /// TLS after STARTTLS.
        Starttls = "starttls",
        /// None: towards this machine only.
        None = "none" | "无",
    }
}

vocabulary! {
    /// With what one signs in to a mailbox.
    MailAuth {
        /// A password, an authorisation code or an app password.
        Password = "password" | "密码",
        /// A refresh token, for which the login server gives access tokens (OAuth 2.0).
        Token = "token" | "令牌",
    }
}

vocabulary! {
    /// The language of a mail.
    MailLang {
        /// English.
        En = "en" | "english" | "eng" | "英语" | "英文",
        /// Chinese.
        Zh = "zh" | "chinese" | "mandarin" | "zh-cn" | "中文" | "汉语" | "普通话",
        /// German.
        De = "de" | "german" | "deutsch" | "德语" | "德文",
        /// French.
        Fr = "fr" | "french" | "français" | "francais" | "法语" | "法文",
        /// Spanish.
        Es = "es" | "spanish" | "español" | "espanol" | "西班牙语" | "西语",
        /// Portuguese.
        Pt = "pt" | "portuguese" | "português" | "portugues" | "葡萄牙语" | "葡语",
        /// Italian.
        It = "it" | "italian" | "italiano" | "意大利语" | "意语",
        /// Russian.
        Ru = "ru" | "russian" | "русский" | "俄语" | "俄文",
    }
}

vocabulary! {
    /// How a template is built.
    Frame {
        /// Problem, agitation, solution.
        Pas = "pas" | "problem" | "痛点",
        /// Something useful first.
        Value = "value" | "value first" | "价值前置" | "价值",
        /// After a fair.
        Fair = "fair" | "after a fair" | "展会" | "展会后",
        /// As its author likes.
        Free = "free" | "own" | "自由" | "自己写",
    }
}
