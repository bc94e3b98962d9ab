contact-added = ✓ 已添加 { $no }
contact-added-with-note = ✓ 已添加 { $no }；其余记为备注：{ $note }
contact-name-or-company-missing = 至少要有姓名或公司。例如 <code>/add 王芳, 明辉照明, wang@minghui.cn, 中国</code>。
contact-name-or-company-stays = { $no } 至少要留姓名或公司，没有改动。例如 <code>/edit { $no } 姓名：王芳</code>。
contact-too-long = 一个客户写不了这么多。例如 <code>/add 王芳, 明辉照明, wang@minghui.cn</code>；批量请直接发 CSV 或 Excel 文件。
contact-unknown-label = 没有“{ $label }”这个字段。例如 <code>/add 王芳, 公司：明辉照明, 国家：中国</code>。
contact-not-a-grade = { $typed ->
    [none] 哪个等级？A、B 或 C。
   *[other] “{ $typed }”不是等级，只有 A、B、C。
  }例如 <code>等级：A</code>。
contact-bought-list = 买来的名单不能进库，抓取来的也一样：对方从未同意（违反 GDPR、个人信息保护法），投诉会毁掉发件信誉，也不尊重人。请写明在哪里认识的，例如 <code>来源：广交会</code>。
contact-bad-email = “{ $value }”不是邮箱。例如 <code>anna@lumen.de</code>。
contact-bad-phone = “{ $value }”不是电话。例如 <code>+49 30 123456</code>。
contact-unknown-country = 没有找到国家“{ $value }”。例如 <code>德国</code>、<code>Germany</code> 或 <code>DE</code>。
contact-bad-date = “{ $value }”看不出是哪天。例如 <code>2026-11-20</code>。
contact-bad-role = “{ $value }”不是采购角色，可选：决策人、影响者、使用者。例如 <code>角色：决策人</code>。
contact-bad-value = “{ $value }”不是价值，可选：高、中、低。例如 <code>价值：高</code>。
contact-bad-address = “{ $value }”不是网址。例如 <code>www.lumen.de</code>。
contact-value-too-long = { $field }太长，最多 { $limit } 个字。更多内容请记为备注：<code>/log 12 备注 …</code>。
contact-own-command = { $command ->
    [grade] 等级有专门的命令，例如 <code>/grade { $no } A</code>。
   *[other] 阶段有专门的命令，例如 <code>/stage { $no } 有意向</code>。
  }
contact-empty-value = { $field }是什么？例如 <code>/edit 12 姓名：王芳</code>；写 <code>-</code> 可清空。
contact-find-how = 要找什么？100 字以内，例如 <code>/find lumen</code> 或 <code>/find 德国</code>。
contact-check-how = 要查谁？例如 <code>/check anna@lumen.de</code> 或 <code>/check 明辉照明</code>。
contact-not-found = 您的客户里没有“{ $text }”。输入一部分即可，例如 <code>/find 明辉</code>；<code>/check { $text }</code> 可查全团队。
contact-found = 🔎 “{ $text }”：共 { $total } 个客户
contact-free = ✅ 没有人在跟“{ $text }”。可以添加：<code>/add 王芳, 明辉照明, wang@minghui.cn</code>
contact-ignored = 已忽略，没有添加。
contact-forgotten = { $no } 已抹除。只留邮箱的哈希值，以免再有人写信。

contact-taken = 这个邮箱已在客户本里，没有改动：
contact-looks-like = ⚠️ 可能已经有这个客户了：
contact-checked = 🔎 “{ $text }”已有人在跟：
contact-known = • { $link } <b>{ $title }</b> · { $grade } 级 · { $owner }，{ $since } 起 · { $touch }
contact-known-masked = • { $no } · { $owner }，{ $since } 起
contact-last-touch = 上次联系 { $day }
contact-no-touch = 未联系过
contact-in-pool = 公海
contact-understood = 我看到的是：
contact-field = • { $field }：<b>{ $value }</b>
contact-field-unsure = • { $field }：<b>{ $value }</b> ❔
contact-unsure = ❔ 标记的内容不太确定，请核对；不对就点“修改”。
contact-rewrite = 复制、改好后发给我：
contact-no-such-field = { $typed ->
    [none] 要改哪个字段？
   *[other] 没有“{ $typed }”这个字段。
  }例如 <code>/edit { $no } 国家：德国</code>。可改：{ $fields }。
contact-unchanged = { $no } 本来就是这样，没有改动。
contact-edited = ✓ { $no } 已修改
contact-edited-field = { $field }：{ $before } → <b>{ $after }</b>
contact-ask-forget = 要抹除 <b>{ $no } { $name }</b> 和所有记录吗？此操作无法撤销。只留邮箱的哈希值，以免再有人写信。

form-name = 1/7 联系人姓名？
form-company = 2/7 公司名称？
form-email = 3/7 邮箱？
form-phone = 4/7 电话？例如 <code>+49 30 123456</code>
form-country = 5/7 国家？
form-source = 6/7 在哪里认识的？例如 <code>广交会</code>
form-grade = 7/7 等级？A 最值得投入；不选则为 C。

button-add = ＋ 添加
button-add-anyway = 仍然添加
button-edit = ✎ 修改
button-ignore = 忽略
button-skip = 跳过
button-erase = 🗑 抹除
button-keep-contact = 保留
word-grade = 等级
word-note = 备注
