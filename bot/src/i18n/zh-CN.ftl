hint = 我帮您管客户。添加：<code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>；今天该跟进谁：/due；更多用法：/help。
unknown-command = 没有这个命令。发 /help 看全部用法，例如 <code>/find lumen</code>。
nearest-command = 没有 { $typed } 这个命令。您是不是要 <code>{ $example }</code>？全部用法见 /help。
replied-to-no-card = 没有记录：您回复的那条消息不是客户卡片。请回复客户卡片，或发 <code>/log 12 回复 要报价</code>，编号可用 /find 查。
not-in-groups = 客户本只在私聊里使用，免得别人看到：https://t.me/{ $bot }
not-your-role = /{ $command } 只有经理和负责人能用。请找他们处理；您能用的命令见 /help。
not-a-number = { $typed ->
    [none] 哪个客户？
   *[other] “{ $typed }”不是客户编号，您名下也没有叫这个名字的客户。
  }例如 <code>/{ $command } 12{ $command ->
    [log] {" "}回复 要报价
    [grade] {" "}A
    [stage] {" "}有意向
    [value] {" "}大
    [next] {" "}周五 发报价
    [snooze] {" "}3天
    [edit] {" "}国家：德国
    [assign] {" "}@anna
   *[other] {""}
  }</code>，编号可用 /find 查。
no-such-contact = 您名下没有 { $no }。用 /find 查您的客户，例如 <code>/find lumen</code>。
merged-into = { $no } 已并入 { $into }：{ $link }
private = 这是私有的客户本。请向您的经理要邀请链接，在这里打开即可加入。
fault = 我们这边出错了，没有做任何改动。请再试一次；如果还不行，把代码 { $code } 告诉管理员。
being-read = ⏳ 客户较多，正在读取，结果马上显示在这里。
old-button = 这个按钮已过期，请重新发一次命令，例如 /due。
nothing-asked = 现在没有在等您回答。请重新发命令，例如 /add。
question-over = 这个问题已经回答过或已取消，没有改动。
done-before = 已经处理过了：{ $by }，{ $at }。
cannot-use = 我能看文字、名片和 CSV、Excel、vCard 文件。请写成文字发给我，例如 <code>/add Anna Schmidt, Lumen GmbH</code>。
edits-do-not-count = 编辑旧消息不会改动记录。请重新发一条；/undo 可撤销上一步。
cancelled = 已取消，没有改动。
list-and = 、
too-much = 一分钟内超过 { $most } 条了：这一条和这一分钟里后面的都没有处理。请过一分钟再发；客户多的话，用 /import 一次导入更快。
repeat = （可能是重复消息）

day = { $year ->
    [none] { $month }{ $day }日 { $weekday }
   *[other] { $year }年{ $month }{ $day }日 { $weekday }
  }
day-time = { $day } { $time }
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日

value-high = 大
value-medium = 中
value-low = 小
stage-new = 未接触
stage-contacted = 已跟进
stage-interested = 有意向
stage-customer = 客户
stage-lost = 已流失
health-verified = 已验证
health-unverified = 未验证
health-risky = 有风险
health-invalid = 无效
purchase-role-decision-maker = 决策人
purchase-role-influencer = 影响者
purchase-role-user = 使用者
channel-trade-show = 展会
channel-website = 官网
channel-linkedin = 领英
channel-b2b-platform = B2B 平台
channel-customs-data = 海关数据
channel-referral = 转介绍
channel-inbound = 主动询盘
channel-other = 其他
kind-sent = 发了邮件
kind-message = 发了消息
kind-quote = 报了价
kind-sample-sent = 寄了样
kind-no-answer = 没联系上
kind-message-by = { $messenger }消息
messenger-whatsapp = WhatsApp
messenger-wechat = 微信
messenger-linkedin = 领英
messenger-sms = 短信
messenger-telegram = Telegram
messenger-trademanager = 旺旺
messenger-facebook = 脸书
messenger-instagram = Instagram
messenger-skype = Skype
messenger-teams = Teams
messenger-line = LINE
messenger-viber = Viber
messenger-zalo = Zalo
messenger-kakaotalk = KakaoTalk
messenger-qq = QQ
messenger-dingtalk = 钉钉
kind-call = 打了电话
kind-meeting = 见了面
kind-insight = 行业资讯
kind-reply = 对方回复了
kind-inquiry = 询盘
kind-sample = 样品申请
kind-order = 订单
kind-note = 备注
kind-opened = 已打开
kind-clicked = 已点击
kind-bounced = 退信
kind-opted-out = 退订
role-salesperson = 业务员
role-manager = 经理
role-owner = 负责人
lang-en = English
lang-zh = 中文

jump-morning = 下一个早上
jump-day = +1 天
jump-nudge = 下次资讯提醒
jump-cleanup = 下次客户清理

history-cell = { $before } → { $after }
history-field = { $field }：{ $before } → { $after }
verb-added = 添加
verb-edited = 修改
verb-graded = 等级
verb-staged = 阶段
verb-valued = 潜力
verb-logged = 记录
verb-planned = 下一步
verb-snoozed = 推迟
verb-rested = 放一放
verb-assigned = 转交
verb-merged = 合并
verb-imported = 导入
verb-forgot = 抹除
verb-settled = 个人设置
verb-basis-given = 写信依据
verb-mail-planned = 安排邮件
verb-mail-sent = 邮件已发
verb-company-opted-out = 公司退订
verb-template-kept = 模板
verb-template-removed = 删除模板
verb-fair-set = 展会模式
verb-team-settled = 团队设置
verb-invited = 邀请
verb-revoked = 撤回邀请
verb-role-changed = 调整角色
verb-removed = 移除成员
verb-insight-added = 添加资讯
verb-insight-sent = 发送资讯
verb-insight-removed = 删除资讯
verb-verified = 核对邮箱
verb-ideal-set = 客户画像
verb-grade-declined = 保持等级
verb-kept = 保持不变
busy = 您还有 { $most } 件事在排队处理。等处理完再发一次。
