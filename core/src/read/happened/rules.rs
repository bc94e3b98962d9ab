//! The words by which it is read what happened, in the order in which they are tried.

use std::sync::LazyLock;

use regex::Regex;

use crate::vocabulary::InteractionKind;
use crate::vocabulary::InteractionKind::{
    Bounced, Call, Inquiry, Insight, Meeting, Message, NoAnswer, OptedOut, Order, Quote, Reply, Sample,
    SampleSent, Sent,
};

/// A rule over a text in lower case.
#[derive(Debug)]
pub(super) struct Rule {
    /// What happened; `None`: nothing is to be decided.
    pub(super) kind: Option<InteractionKind>,
    says: Regex,
    /// What takes it back: that it did not happen, or is only planned, or asked for.
    unless: Option<Regex>,
}

impl Rule {
    /// Whether it fits. What takes it back does so in its own part of the sentence: "order placed, will pay next week".
    pub(super) fn is_match(&self, text: &str) -> bool {
        let Some(unless) = &self.unless else { return self.says.is_match(text) };
        let mut parts = text.split([',', '，', '。', ';', '；', '!', '?', '？', '\n']);
        parts.any(|part| self.says.is_match(part) && !unless.is_match(part))
    }
}

/// The rules, in the order in which they are tried.
pub(super) static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a test compiles every rule")]
    let pattern = |parts: &[&str]| Regex::new(&parts.concat()).expect("a rule that is no pattern");
    let compiled = TEXTS.iter().map(|(kind, parts)| {
        let unless = kind.and_then(not_done).map(|parts| pattern(&[parts]));
        Rule { kind: *kind, says: pattern(parts), unless }
    });
    compiled.collect()
});

/// What says of a kind that it did not happen, or not yet: "no order yet", "可能会下单", "样品没寄".
fn not_done(kind: InteractionKind) -> Option<&'static str> {
    match kind {
        Order => Some(concat!(
            r"\b(?:no|not|never|without|didn't|hasn't|haven't|won't|may|might|maybe|could|would|should|will|wants? to|plans? to|going to|hopes? to|if|when|whether|until|once|unless|asked|asking|chas(?:ed|ing)|remind(?:ed|ing)?|wait(?:ing|s)? for|expect\w*|hop(?:e|es|ing)|probably|perhaps|possibly|soon|before|lost|cancell?ed|about|next|promis\w+) (?:\S+ ){0,4}?(?:orders?|ordering|po|deposit|payment|contract|sign\w*|pay\w*)\b",
            r"|\b(?:orders?|po|deposit|payment|contract)\b.{0,25}\b(?:cancell?ed|postponed|delayed|lost|next|soon|not|later|on hold|waiting|pending)\b",
            r"|(?:没有?|未|不再?|别|暂不|可能|也许|或许|大概|应该|会|想|打算|准备|考虑|等|催|问|如果|要是|是否|能否|要不要|提醒|希望|争取|预计|计划|下周|下个?月|明天|后天|明年|年后|节后|月底|马上|快|将)[^,，。;；问]{0,6}?(?:下单|下订单|订单|返单|付款|付定金|付订金|打款|打定金|签合同|签单|成交|定金|订金)|取消|黄了|丢单"
        )),
        OptedOut => Some(
            r"\b(?:never|not|no|hasn't|haven't|didn't|without)(?: \w+)? (?:unsubscribed?|opt(?:ed)?[ -]?out)|(?:没有?|未|从未)(?:退订|拒收)",
        ),
        SampleSent => Some(
            r"(?:没有?|未|忘|别|不|待|准备|打算|要|得|该|会|等)[^,，。;；]{0,5}?(?:寄|发|送|快递)|样(?:品|板)?[^,，。;；]{0,3}(?:没|未|待|准备|要|不)|\b(?:not|didn't|haven't|hasn't|never|will|to|must|should|going to)(?: be| been)? (?:send|sent|ship|shipped|post|dispatch)",
        ),
        Quote => Some(
            r"(?:没有?|未|还没|不|别|要|需要?|让|叫|请|待|准备|打算|等|得|该|会)[^,，。;；]{0,6}?报价?|\b(?:not|didn't|haven't|hasn't|never|will|to|must|should|going to)(?: be| been)? (?:quoted?|send|sent|offer)|\b(?:wait\w*|ask\w*) for (?:\w+ ){0,2}(?:quote|quotation|offer)|\b(?:quote|quotation|offer|pi) (?:\w+ )?(?:accepted|rejected|declined|approved|refused)",
        ),
        Meeting => Some(
            r"(?:没有?|未|不)(?:能|得)?(?:见|碰|拜访|来)|取消|改期|推迟|延期|(?:想|要|希望|打算|准备|下次|有空|安排|预约)[^,，。;；]{0,6}(?:见面|会面|拜访|来访|参观|会议)|\b(?:not|didn't|never|couldn't|will|to|wants? to|would like to|hope to|plan to) (?:meet|met|visit)|\b(?:cancell?ed|postponed|rescheduled|called off|moved)\b",
        ),
        _ => None,
    }
}

/// Who is not we, at the beginning of what they did.
const THEY: &str = r"(?:they|he|she|the (?:customer|client|buyer|boss)|customer|client|buyer)(?:'ve|'s| have| has| had)?(?: just| also| already| now)? ";
const THEY_ZH: &str = "(?:对方|客户|他们|她们|他|她|老外|买家|采购|[王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗]总)(?:刚|刚刚|今天|昨天|又|也|已经|已|都|就)*";

/// An amount of goods: "500 pcs", "two containers", "3个柜".
const AMOUNT: &str = r"(?:\d[\d,. ]*k?|a|one|two|three|four|five|ten) ?(?:pcs|pieces?|units?|sets?|pairs?|cartons?|boxes|pallets?|containers?|fcl|lcl|kgs?|tons?|tonnes?|mt|meters?|metres?|rolls?|dozens?|x ?40|x ?20)\b";
const AMOUNT_ZH: &str = r"(?:\d[\d,.]*|[一两二三四五六七八九十百千万几半]+)\s*(?:个|件|套|台|箱|柜|条|只|吨|公斤|千克|米|卷|双|打|片|支|张|批|高柜|小柜|pcs)";

const TEXTS: &[(Option<InteractionKind>, &[&str])] = &[
    // They want no more, or the address is dead: these count whatever else is said.
    (
        Some(OptedOut),
        &[
            r"\b(?:unsubscribed?|opt(?:ed)?[ -]?out|take (?:me|him|her|them|us) off|remove (?:me|him|her|them|us) from",
            r"|(?:no more|stop (?:sending|writing)(?: me| him| her| them| us)?) (?:e-?mails?|mails?|messages|newsletters?)",
            r"|stop (?:e-?mailing|mailing|contacting|writing(?: to)?|messaging|bothering|spamming)",
            r"|(?:not|never) (?:to |want to |wish to )?be (?:contacted|e-?mailed|mailed|written to|messaged|bothered|disturbed|approached)",
            r"|(?:not|never|no longer) (?:to )?(?:want|wish|wants|wishes)(?: to (?:receive|get|hear))? (?:any )?(?:more )?(?:e-?mails?|mails?|messages|newsletters?))\b",
            r"|\b(?:do not|don't|never) (?:ever )?(?:contact|email|e-mail|mail|write(?: to)?|message|bother) (?:me|him|her|them|us)(?: again| any ?more| ever)?(?:$|[.,;!)])",
            r"|\b(?:do not|don't|never) (?:call|phone|ring) (?:me|him|her|them|us) (?:again|any ?more|ever)\b",
            r"|退订|拒收|(?:不要|别|勿)再?(?:给.{0,3})?(?:发|联系|打扰)(?:邮件|信|消息)?(?:了|给|我|他|她|$)",
        ],
    ),
    (
        Some(Bounced),
        &[
            r"\b(?:e-?mail|mail|message|address|it|they)?\b.{0,20}\b(?:bounced|bounces|undeliverable|undelivered|delivery failed|mailer[- ]daemon)\b",
            r"|\b(?:e-?mail|mail) (?:came|was sent|got sent) back\b|\b(?:address|mailbox) (?:does not|doesn't|no longer) exists?\b",
            r"|退信|(?:邮件|邮箱).{0,4}(?:被退|退回|不存在)|被退回",
        ],
    ),
    // What we did not do is nothing that happened.
    (
        None,
        &[
            r"\b(?:i|we)(?: still| just)? (?:haven't|have not|hasn't|didn't|did not|don't|forgot|must|should|need|will|'ll|want|plan|have to|am going)\b",
            r"|\b(?:i|we)'(?:ll|m going|re going)\b|^(?:remember|remind|todo|to do|don't forget|need to|must|should|will)\b",
            r"|我(?:们)?(?:还|都|一直)?(?:没|没有|忘)(?:回|发|联系|打|报|寄)|^(?:还没|忘了|记得|别忘|要记得|准备|打算|计划|待)(?:回|给|发|联系|打|报|寄|跟进)?|^需要(?:回|给|发|联系|打|寄|跟进)",
        ],
    ),
    // Nobody was reached.
    (
        Some(NoAnswer),
        &[
            r"\b(?:no|without(?: an?)?|zero) (?:answer|reply|response|reaction|feedback|pick ?up)\b|\bnobody (?:answer|pick|there)|\bno ?one (?:answer|pick)",
            r"|\b(?:didn't|did not|doesn't|does not|don't|not|never|hasn't|has not|haven't|have not|won't|wouldn't|nobody|no one) (?:\w+ )?(?:pick(?:ed|ing)? ?(?:it )?up|answer(?:ed|ing)?|repl(?:y|ied|ying)|respond(?:ed|ing)?|react(?:ed)?|write back|written back|call(?:ed)? back|get back|got back)\b",
            r"|\b(?:couldn't|could not|can't|cannot|unable to|didn't|did not|not|failed to) (?:get through|reach(?:ed)?|get hold|get a hold|get (?:him|her|them) on)\b",
            r"|\bno luck\b|\btried (?:\w+ )?(?:to )?(?:call|reach|phon|ring|contact)\w*|\b(?:rang|called|phoned|line|tried)\b.{0,12}\bengaged\b|\b(?:hung up|rejected (?:my|the|our) call)\b",
            r"|\bnot (?:reachable|available|in the office|at (?:his|her|their) desk)\b|\bunreachable\b|\bhaven't heard\b|\bno (?:news|word) from\b|\bsilence\b|\bghosted\b",
            r"|\b(?:voice ?mail|answering machine|line (?:was |is )?busy|busy (?:line|tone|signal)|engaged tone|rang out|phone (?:was |is )?(?:off|switched off|busy)|switched off|left (?:a |him a |her a |them a )?(?:voice )?(?:message|vm))\b",
            r"|(?:没|没有|未|无)(?:人)?(?:接|应|回|答)(?:听|通|应|电话|复|我|信|音|消息)?|(?:没|没有|未)(?:打|拨|联系|找)(?:通|上|到|得上)|(?:打|联系|找)不(?:通|上|到)|不(?:接|回)(?:电话|信息|消息|邮件|微信|我|$)",
            r"|(?:没|没有|未|无)(?:反应|动静|音讯|下文)|已读不回|关机|停机|占线|忙线|忙音|语音信箱|留了?言|(?:无法|不能|未能)接通|接不通|不在服务区|空号|拒接|被挂断?|挂了(?:我|电话)|打不进",
        ],
    ),
    // What comes next is a plan: nothing happened.
    (
        None,
        &[
            r"^(?:please )?(?:call|phone|ring|mail|e-?mail|write|send|quote|message|text|visit|meet|contact|follow up|check|ask|prepare|offer|reply|answer|sample|order|get back|try|send out)\b[^,;]{0,60}\b(?:tomorrow|tonight|next|later|again|on (?:mon|tue|wed|thu|fri|sat|sun)\w*|in \w+ (?:days?|weeks?|months?)|after|before|by|until|soon)\b",
            r"|^(?:please )?(?:call|phone|ring|e-?mail|write|text|message)(?: (?:him|her|them|eva))?(?: back)?,? (?:on )?(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b|^(?:please )?(?:call|phone|ring)(?: (?:him|her|them))? back\b",
            r"|\b(?:cancell?ed|postponed|rescheduled|called off|put on hold|on hold)\b",
            r"|\b(?:scheduled|arranged|agreed|booked|planned|fixed|set up)\b.{0,20}\b(?:meeting|call|visit|demo|appointment)\b|\b(?:meeting|call|visit|demo|appointment) (?:\w+ )?(?:scheduled|arranged|booked|planned|fixed|set|agreed)\b",
            r"|^(?:meeting|call|visit|appointment)\b.{0,30}\b(?:tomorrow|tonight|next (?:week|month|year|mon|tue|wed|thu|fri)\w*|on (?:mon|tue|wed|thu|fri|sat|sun)\w*|at \d)",
            r"|^(?:明天|后天|大后天|下周|下个?月|下星期|周[一二三四五六日天]|星期|过几天|回头|晚点|稍后|改天|年后|节后)",
            r"|约(?:了|好|定)?(?:在|他|她|客户|对方)?(?:今|明|后|下|周|星期|礼拜|\d|月|节后|年后)|^(?:我|我们)?(?:要|得|该|需要|记得)(?:给|跟|和|回|联系|打电话)",
        ],
    ),
    // Who is away has not answered, and who has been added to a list of friends has not been written to.
    (
        None,
        &[
            r"^(?:",
            THEY,
            r")?(?:(?:he|she|they)'(?:s|re) |is |are |was |will be |still |currently )*(?:out of (?:the )?office|ooo\b|on (?:holidays?|vacation|leave|a (?:business )?trip|maternity)|away\b|travell?ing|sick\b|off sick|auto-?reply)",
            r"|^(?:",
            THEY_ZH,
            r")?(?:还|正|正在|一直|现在)*(?:在)?(?:休假|度假|放假|出差|开会|开车|忙|年假|产假|不在(?:公司|办公室|国内))|自动回复",
            r"|\b(?:added|connected|scanned|exchanged|accepted)\b.{0,25}\b(?:wechat|whatsapp|linkedin|wx)(?: (?:id|number|contact)s?)?$|\b(?:wechat|whatsapp|linkedin|wx)(?: (?:id|number|contact))? (?:added|connected|exchanged|accepted|request (?:sent|accepted))$",
            r"|(?:加|互加|换)(?:了|上|到|过)?(?:他|她|对方|客户)?(?:的)?(?:微信|whatsapp|wx|领英|好友)(?:好友)?(?:了)?$|(?:微信|whatsapp|wx|领英|好友)(?:已|也)?(?:加|通过)(?:了|上|好)*$",
        ],
    ),
    // We asked or pressed them, and said by what.
    (
        Some(Call),
        &[
            r"^(?:i |we |have |just |again |also )*(?:asked|chased|reminded|nudged|followed up|contacted|checked in|informed|told)\b.{0,40}\bby (?:phone|telephone)\b",
            r"|^(?:我|我们)?(?:今天|刚|刚刚|又|再|已|已经|昨天|上午|下午)*(?:给|跟|和)?(?:他|她|客户|对方)?(?:打|通|去|拨)(?:了|过)?(?:个|一个|通|一通|次|两次)?电话(?:了|过)?(?:给|问|催|聊|跟|和|沟通|说|讲|提醒|确认|[,， ]|他|她|客户|$)",
        ],
    ),
    (
        Some(Message),
        &[
            r"^(?:i |we |have |just |again |also )*(?:asked|chased|reminded|nudged|followed up|contacted|checked in|informed|told)\b.{0,40}\b(?:on|by|via|over|through) (?:whats ?app|wa|wechat|wx|linkedin|sms|text|telegram|line|viber|zalo|skype|teams|instagram|facebook|messenger)\b",
            r"|(?:微信|wx|whatsapp|领英|linkedin|短信|旺旺|skype|qq|钉钉)(?:上|里)?(?:又|再)?(?:问|催|提醒|发)(?:了|一下|下|过)*(?:他|她|客户|对方|一下|,|，|$)|发(?:了|过)?(?:个|条|了条)?(?:微信|wx|whatsapp|领英|短信|旺旺)(?:消息)?(?:问|催|提醒|给|跟|和)",
        ],
    ),
    (
        Some(Sent),
        &[
            r"^(?:i |we |have |just |again |also )*(?:asked|chased|reminded|nudged|followed up|contacted|checked in|reached out|informed|told|answered|replied)\b.{0,40}\b(?:by|via|per|with an?|in an?) (?:e-?)?mail\b|\bfollow-?up (?:e-?)?mail\b",
            r"|(?:发|写|用)(?:了|过)?(?:封|一封)?邮件(?:问|催|跟进|提醒|给|说|介绍)|邮件(?:里|中)?(?:跟进|催|问|提醒|回访)(?:了|一下|他|她|客户|$)",
        ],
    ),
    // We asked or pressed them, and did not say by what.
    (
        None,
        &[
            r"^(?:i |we |have |just |again |also )*asked (?:him|her|them)\b|^(?:i |we |have |just |again |also )*asked (?:what|which|when|where|how|if|whether|why|who)\b.{0,40}\b(?:they|he|she|the customer|the client)\b|^(?:i |we |have |just |again |also )*(?:chased|reminded|nudged|urged|pressed|pushed)\b",
            r"|^(?:我|我们)?(?:今天|刚|刚刚|又|再|已|已经|昨天)*(?:催|提醒|跟催|追)(?:了|一下|下|过)*|^(?:我|我们)?(?:今天|刚|刚刚|又|再|已|已经|昨天)*问(?:了|一下|下|过)*(?:他|她|对方|客户|老外|买家|要不要)",
        ],
    ),
    // Something to read that sells nothing.
    (
        Some(Insight),
        &[
            r"\b(?:sent|shared|forwarded|e-?mailed|mailed)\b.{0,30}\b(?:(?:industry|market|trend|trends) (?:report|news|insights?|study|overview)|white ?paper|insight)\b",
            r"|(?:发|分享|推|转|转发)(?:了|给|过)*.{0,6}(?:行业|市场|趋势)(?:报告|资讯|新闻|动态|分析)|(?:发|分享|推|转|转发)(?:了|给|过)*.{0,6}白皮书",
        ],
    ),
    // They bought.
    (
        Some(Order),
        &[
            r"\b(?:placed|placing|confirmed|signed|sent (?:us|me)|received|got|won|booked|released|issued) (?:\w+ ){0,3}(?:orders?|po|p\.o\.|purchase order|contract)\b",
            r"|\b(?:(?:order|po|purchase order|contract) (?:\w+ )?(?:placed|received|confirmed|signed|came|arrived|in)|(?:re-?)?ordered (?:\w+ )?(?:\d|again|more|a|the|our)|(?:deposit|down ?payment|advance) (?:\w+ )?(?:paid|received|arrived|in)|paid (?:the |a |\d+ ?% )?(?:deposit|down ?payment|advance|invoice|30)|(?:first|new|repeat|trial|another) order (?:for|of|in|!|\.|$))",
            r"|(?:已|已经)?(?:下了?(?:个|一个)?(?:大|小|新|首|试)?单|下了?订单|返单|成交|签了?合同|签了?单|付了?(?:\d+ ?%|百分之.{1,3}|全款|首付|预付)?的?(?:定金|订金|款|钱|全款)|打了?(?:定金|订金|款))(?:了|成功|$|,|，|。|\s)|(?:收到|来了?|拿到|接到)(?:了)?.{0,6}(?:订单|定金|订金|货款|合同|po\b)|(?:订单|合同|定金|订金|po)(?:已|来|下来|到|收到|确认|签|付)|追加(?:订单|了?\d)|下了?\s*",
            AMOUNT_ZH,
            r"的?(?:订)?单|订了\s*(?:\d|[一两二三四五六七八九十])",
        ],
    ),
    // They want something.
    (
        Some(Sample),
        &[
            r"\b(?:ask(?:s|ed|ing)?|want(?:s|ed)?|need(?:s|ed)?|request(?:s|ed|ing)?|would like|requires?|likes? to (?:have|get|see|test)|waiting for) (?:\w+ ){0,5}?(?:samples?|swatch(?:es)?|colou?r card)\b|\bsample (?:was )?request(?:ed)?\b",
            r"|(?:要|索|求|需要|想要|申请|催|问)(?:了|一下|我|我们|我司|\d+|[一两二三四五六七八九十几]+|个|件|套|片|块|条|米|些|免费)*(?:样品|样板|色卡|小样|样)(?:$|[^本])|(?:让|要求?|叫|请|希望|需要)(?:我|我们|咱们?)?(?:寄|发|打|做|送)(?:个|一个|几个|两个|些)?样",
        ],
    ),
    (
        Some(Inquiry),
        &[
            r"\b(?:ask(?:s|ed|ing)?|want(?:s|ed)?|need(?:s|ed)?|request(?:s|ed|ing)?|would like|requires?|waiting for|looking for|inquir(?:es?|ed|ing)|enquir(?:es?|ed|ing)) (?:\w+ ){0,4}?(?:quote|quotes|quotation|offer|prices?|pricing|price ?lists?|pro ?forma|pi|catalog(?:ue)?s?|brochures?|moq|lead ?times?|delivery (?:time|date)s?|spec(?:s|ification)?s?|data ?sheets?|certificates?|ce|discounts?|better price)\b",
            r"|\b(?:rfq|new inquiry|new enquiry|(?:sent|received|got|had) (?:\w+ ){0,3}(?:inquiry|enquiry|rfq))\b|\b(?:please|pls|kindly) (?:quote|offer|advise|provide|send (?:me|us))\b|\b(?:want|wants|wanted|need|needs|needed|require|requires|looking for|interested in|asked for|asks for|requests?|would take|would buy|take|takes) (?:\w+ ){0,3}?",
            AMOUNT,
            r"|(?:让|叫|请|要求|需要|希望)(?:我|我们|我司|咱们?|您|你)?[^,，。;；给]{0,4}报(?:个|一下)?价|询(?:价|盘|问价)|(?:问|要|求|索要|需要|想要|想看|想了解|咨询|催)(?:了|一下|下|过|我|我们|我司)*(?:一?份|个|新|最新|的|你们?|产品)*(?:报价|价格|单价|底价|优惠|折扣|目录|画册|样本|价目表|起订量|moq|交期|货期|参数|规格|资料|证书|认证)|(?:想|要|需要|需|想要|要买|想买|采购|求购|打算要|准备要)(?:了|订|定|买|采购|大概|大约|约)*\s*",
            AMOUNT_ZH,
        ],
    ),
    // They did something towards us.
    (
        Some(Reply),
        &[
            r"\b(?:sent|mailed|e-?mailed|forwarded|passed|gave|showed|shared|wrote|texted|messaged|called|phoned|rang|told|asked|answered) (?:me|us)\b|\b(?:e-?mail|mail|message|letter|call|reply|answer|response|text|whatsapp|wechat|note) from\b",
            r"|^",
            THEY,
            r"(?:called|phoned|rang|sent|mailed|e-?mailed|wrote|texted|messaged|forwarded|shared)\b",
            r"|(?:发|寄|打|写)(?:了|过)?(?:邮件|微信|消息|电话|信)?(?:给我|给我们|过来|来了?)|来(?:电|信|函|邮件|消息|微信)|回(?:电|函|邮)|^",
            THEY_ZH,
            r"(?:发|打|写|寄|传)(?:了|来|过来)",
        ],
    ),
    (
        Some(SampleSent),
        &[
            r"\b(?:sent|shipped|dispatched|posted|mailed|couriered|delivered|handed over|express(?:ed)?) (?:\S+ ){0,4}?samples?\b|\bsamples? (?:\w+ ){0,3}?(?:sent|shipped|dispatched|posted|went out|gone out|delivered|on (?:its|their|the) way|left)\b",
            r"|(?:寄|发|送|快递|邮寄)(?:了|出|去|过去|走|给)*.{0,8}(?:样品|样板|色卡|样$|样了|小样|大货样|产前样)|(?:样品|样板|色卡|小样|产前样|样).{0,3}(?:已|已经)?(?:寄|发|送|快递)(?:了|出|走|过去|给|$)|寄样(?:了|$|\s|,)",
        ],
    ),
    (
        Some(Quote),
        &[
            r"\b(?:sent|mailed|e-?mailed|forwarded|gave|submitted|issued|shared|prepared and sent|resent|re-sent|made|updated) (?:\S+ ){0,5}?(?:quote|quotes|quotation|offer|pro ?forma(?: invoice)?|pi|price offer|tender|bid)\b|\b(?:quoted|requoted|re-quoted)\b|\b(?:quote|quotation|offer|pi|pro ?forma) (?:\w+ ){0,2}?(?:sent|submitted|mailed|e-?mailed|out|gone|given)\b",
            r"|(?:发|给|报|传|邮件发|重新?发|更新)(?:了|去|过去|过|他|她|对方|客户|们|出)*.{0,8}(?:报价单?|价格表报价|形式发票|pi\b|报了?价|价$)|报(?:了|过)价|报(?:了|过)一?[次个版口]|(?:报价单?|形式发票|pi)(?:已|已经|也)?(?:发|给|报|出|做好发)(?:了|过去|出|给|$)|已报价|报价(?:了|完|已)|报价?\s*(?:fob|cif|exw|ddp|usd|us\$|\$|¥|￥|\d)",
        ],
    ),
    // They wrote or spoke.
    (
        Some(Reply),
        &[
            r"^(?:",
            THEY,
            r")?(?:repl(?:ied|ies|y)|answer(?:ed|s)|wrote back|writes? back|responded|responds|got back|came back|called back|calls back|confirmed|agreed|accepted|approved|declined|rejected|refused|promised|complained|thanked|apologi[sz]ed|says|said|thinks|told|asks|asked|wants|wanted|suggests|will (?:decide|think|order|check|let|get|come|talk|test|discuss|revert|confirm|send|reply|answer))\b",
            r"|^",
            THEY,
            r"(?:\w+ ){0,1}(?:want|wants|need|needs|like|likes|liked|love|loved|ask|think|thinks|say|is|are|was|were|can|can't|cannot|could|would|decided|agree|accept|offered|suggested|proposed|prefer|prefers|hope|hopes|plan|plans|found|chose|received|got|tested|checked|complain|complains|mentioned)\b",
            r"|\b(?:got|received|had) (?:an? |the |his |her |their )?(?:quick |short |nice |positive |negative )?(?:reply|answer|response|feedback)\b|\b(?:not interested|no interest|is interested|are interested)\b|\b(?:quote|quotation|offer|prices?|terms|pi) (?:\w+ )?(?:accepted|rejected|declined|approved|refused)\b|样品(?:已|都)?(?:经)?(?:寄到|收到|到了|通过|测试)|\bsamples? (?:\w+ )?(?:approved|ok\b|okay|passed|arrived|tested|received)\b",
            r"|^(?:",
            THEY_ZH,
            r")?(?:回(?:复|信|应|了|我|微信|邮件|消息)|答复|反馈|同意|拒绝|答应|确认|感谢|抱怨|投诉|表示|说|讲|问|要求|希望|觉得|嫌|想|考虑|没兴趣|不感兴趣|感兴趣|有兴趣)|^",
            THEY_ZH,
            r"(?:很|比较|对|还|不|要|需|看|收|测|试|是|在)|(?:微信|wx|whatsapp|领英|短信)(?:上|里|中)?(?:说|表示|告诉|回复说|讲)|收到.{0,6}(?:回复|回信|反馈|邮件|消息|答复)|(?:感|没|没有|有)兴趣|已?回复(?:了|我)|嫌贵|价格(?:太)?高了?",
        ],
    ),
    // We reached them.
    (
        Some(Meeting),
        &[
            r"\b(?:met|meet up|visited|lunch with|dinner with|had (?:a |an )?(?:\w+ )?(?:meeting|lunch|dinner|coffee|visit)|video (?:call|meeting|conference)|zoom|teams meeting|(?:came|come|stopped|dropped|walked) (?:by|to|into|over)(?: \w+){0,2} (?:booth|stand|office|factory|showroom)|factory tour|toured|meeting with|booth visit|(?:chat|talk|spoke|talked|chatted|discussed|conversation)\b.{0,30}\bat (?:the |our |my |their |his |her )?(?:booth|stand|fair|exhibition|show|office|factory)|(?:over|at) (?:lunch|dinner|breakfast|coffee))\b",
            r"|见了?面|见到了?|会面|会谈|面谈|拜访(?:了|过)?|来访|来(?:了)?(?:展位|展台|工厂|公司|厂里|我们)|参观(?:了|工厂|展厅)|看厂|验厂|吃了?饭|视频会议|开了?会|展会上?(?:聊|见|碰)",
        ],
    ),
    (
        Some(Call),
        &[
            r"\b(?:called|phoned|telephoned|rang|spoke|talked|chatted|had (?:a |an )?(?:\w+ )?(?:call|phone call|chat|conversation)|(?:phone |conference |quick |long |short |good )call|on the phone|by phone|over the phone|conversation with)\b",
            r"|(?:打|通|拨)(?:了|过)(?:个|一个|通|一通|次)?电话|打(?:个|通)电话|电话(?:里|中|上)?(?:聊|沟通|联系|谈|讲|说|回访|确认|跟进|打了)|通(?:了|过)?(?:话|电话)|通了$|去(?:了|过)?(?:个)?电",
        ],
    ),
    (
        Some(Message),
        &[
            r"\b(?:texted|messaged|dm'?ed|pinged|whats ?app'?e?d|wechat'?t?ed|sent (?:\w+ ){0,3}?(?:an? )?(?:sms|dm|text|message|whats ?app|wechat|voice note)|(?:wrote|sent|chatted|talked|contacted|reached out|followed up|answered|replied|shared)\b.{0,40}\b(?:on|via|by|over|through) (?:whats ?app|wa|wechat|wx|linkedin|sms|telegram|line|viber|zalo|skype|teams|instagram|facebook|messenger))\b",
            r"|(?:发|回|聊|聊了|沟通|联系)(?:了|过)?.{0,6}(?:微信|wx|whatsapp|领英|linkedin|短信|旺旺|skype|qq|钉钉)|(?:微信|wx|whatsapp|领英|linkedin|短信|旺旺|skype|qq|钉钉)(?:上|里|中)?\s*(?:聊|发|沟通|联系|回|通知|问候|跟进|打招呼|祝|推)",
        ],
    ),
    (
        Some(Sent),
        &[
            r"^(?:i |we |have |just |today |yesterday |again |also |already |i've |we've )*(?:re-?sent|sent|e-?mailed|mailed|forwarded|shared|wrote|written|replied to|answered)\b|\b(?:e-?mail|mail|newsletter|catalog(?:ue)?|brochure|price ?list|offer|reminder|information|info|documents?|drawings?|specs?) (?:\w+ )?(?:sent|out|mailed)\b|\bsent (?:him|her|them|an?|the|our|another|out|over|off)\b",
            r"|(?:发|回|写|群发)(?:了|过)|已发|发(?:过去|出去|出|送)(?:了|给|$)?|(?:邮件|目录|资料|价格表|价目表|画册|图纸|开发信|方案|合同|图片|视频|链接)(?:已|已经|都)?发|发(?:邮件|信|开发信|资料|目录|图片|视频|方案|价格表)(?:了|给|$)?|写了?(?:封|一封)?(?:邮件|信)",
        ],
    ),
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_rule_is_a_pattern() {
        assert_eq!(super::RULES.len(), super::TEXTS.len());
    }
}
