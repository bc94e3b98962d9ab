help-head = 📒 <b>忘掉名单，记住人。</b>
    添加客户：<code>/add 王芳, 明辉照明, wang@minghui.cn, 德国</code>，也可以直接把邮件签名、名片文字或文件发给我。
    记录进展：直接回复客户卡片，或发 <code>/log 12 回复 要报价</code>。
help-daily = <b>每天</b>
help-contact = <b>客户</b>
help-book = <b>客户本</b>
help-team = <b>团队与设置</b>
help-ways = <b>撤销与退出</b>
help-foot = 看到 #12 就能点：/l12。只发命令不带内容，我会告诉您怎么用。

menu-add = 添加客户：姓名、公司、邮箱、国家……
menu-due = 现在该跟进谁，为什么
menu-find = 按姓名、公司、邮箱、国家或备注查找
menu-check = 查重：这个客户有人在跟吗？
menu-log = 记录进展：12 回复 要报价
menu-grade = 客户定级 A、B、C：12 A
menu-stage = 改阶段：12 有意向
menu-value = 改价值：12 高
menu-next = 安排下一步：12 周五 发报价
menu-snooze = 推迟跟进：12 3天
menu-edit = 改其他信息：12 职位：采购经理
menu-history = 这个客户的全部记录：12
menu-undo = 撤销我的上一步
menu-insight = 值得发的行业资讯，该发给谁
menu-metrics = 数据统计
menu-import = 导入 CSV、Excel 或 vCard 文件
menu-export = 把我的客户导出成文件
menu-verify = 马上核对邮箱：12，或 all
menu-clean = 客户本里要清理的
menu-forget = 彻底抹除一个人的资料（GDPR）：12
menu-team = 团队成员，各有多少客户
menu-invite = 邀请业务员或经理加入
menu-assign = 把客户分给同事：12 @anna
menu-remove = 移除成员并移交客户：@anna
menu-settings = 语言、时区、提醒时间、工作日
menu-help = 我能做什么
menu-cancel = 退出正在进行的提问
menu-start = 开始使用
