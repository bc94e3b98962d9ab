//! The fields of a contact by name.

use super::word::vocabulary;

vocabulary! {
    /// A field that `/add`, `/edit`, a form or a file can set.
    Field {
        /// The person's name.
        Name = "name" | "full name" | "contact" | "contact name" | "contact person" | "person" | "姓名" | "联系人" | "名字" | "客户姓名" | "联系人姓名",
        /// The company.
        Company = "company" | "company name" | "organization" | "organisation" | "firm" | "account name" | "公司" | "公司名称" | "公司名" | "单位" | "企业名称" | "客户名称",
        /// Job title.
        Title = "title" | "job title" | "job" | "position" | "designation" | "职位" | "职务" | "头衔" | "岗位",
        /// Role in the purchase.
        Role = "role" | "purchase role" | "buying role" | "角色" | "采购角色" | "决策角色",
        /// Email.
        Email = "email" | "e-mail" | "mail" | "email address" | "e-mail address" | "邮箱" | "电子邮件" | "电子邮箱" | "邮件" | "邮箱地址" | "email地址",
        /// Telephone.
        Phone = "phone" | "tel" | "telephone" | "mobile" | "mobile phone" | "cell" | "phone number" | "business phone" | "mobile number" | "电话" | "手机" | "手机号" | "手机号码" | "联系电话" | "电话号码",
        /// WhatsApp.
        WhatsApp = "whatsapp" | "whatsapp number" | "whats app" | "whatsapp no" | "wa" | "whatsapp号" | "whatsapp号码",
        /// WeChat.
        WeChat = "wechat" | "wechat id" | "weixin" | "wx" | "微信" | "微信号" | "微信id",
        /// LinkedIn.
        LinkedIn = "linkedin" | "linkedin url" | "linkedin profile" | "领英",
        /// Language.
        Language = "language" | "lang" | "语言",
        /// Country.
        Country = "country" | "country/region" | "country or region" | "nation" | "国家" | "国家/地区" | "国家地区" | "国别" | "地区",
        /// Website.
        Website = "website" | "web" | "site" | "homepage" | "url" | "web page" | "company website" | "网站" | "官网" | "网址" | "公司网站",
        /// Industry.
        Industry = "industry" | "sector" | "branch" | "行业" | "所属行业",
        /// Headcount.
        Size = "size" | "headcount" | "employees" | "staff" | "company size" | "规模" | "人数" | "公司规模" | "员工人数",
        /// Yearly revenue.
        Revenue = "revenue" | "turnover" | "yearly revenue" | "annual revenue" | "营业额" | "年营业额" | "年销售额",
        /// Source.
        Source = "source" | "lead source" | "channel" | "from" | "来源" | "客户来源" | "渠道",
        /// The day it was acquired.
        AcquiredOn = "acquired_on" | "acquired on" | "acquired" | "date acquired" | "获取日期" | "获客日期" | "获取时间" | "采集日期",
        /// Potential order size.
        Value = "value" | "potential" | "价值" | "潜力",
        /// Pain points.
        Pains = "pains" | "pain" | "pain points" | "痛点",
        /// Purchase plans.
        Plans = "plans" | "plan" | "purchase plans" | "purchase plan" | "采购计划",
        /// What they weigh.
        Weighs = "weighs" | "what they weigh" | "criteria" | "priorities" | "cares about" | "关注" | "关注点" | "看重",
    }
}
