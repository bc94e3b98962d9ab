contact-added = ✓ 已添加 { $no }
contact-added-with-note = ✓ 已添加 { $no }；其余记为备注：{ $note }
contact-name-or-company-missing = 至少要有姓名或公司。例如 <code>/add 王芳, 明辉照明, wang@minghui.cn, 中国</code>。
contact-too-long = 一个客户写不了这么多。例如 <code>/add 王芳, 明辉照明, wang@minghui.cn</code>；批量请直接发 CSV 或 Excel 文件。
contact-unknown-label = 没有“{ $label }”这个字段。例如 <code>/add 王芳, 公司：明辉照明, 国家：中国</code>。
contact-not-a-grade = { $typed ->
    [none] 哪个等级？A、B 或 C。
   *[other] “{ $typed }”不是等级，只有 A、B、C。
  }例如 <code>等级：A</code>。
contact-ignored = 已忽略，没有添加。
contact-looks-like = ⚠️ 可能已经有这个客户了：
contact-opted-out = ⛔ 对方已退订：添加后不会再给对方发信。
contact-bounced = ✉✗ 邮件退回过：添加后邮箱标为无效。
contact-understood = 识别结果：
contact-field = • { $field }：<b>{ $value }</b>
contact-field-unsure = • { $field }：<b>{ $value }</b> ❔
contact-unsure = ❔ 标记的内容不太确定，请核对；不对就点“修改”。
contact-which-field = 哪一项不对，或者缺了？
contact-ask-field = <b>{ $field }</b>{ $now ->
    [none] ？
   *[other] ：现在是“{ $now }”。
  }请发正确的内容；发 <code>-</code> 表示留空。
contact-corrected = ✓ 已改{ $field }。都对了就点“添加”。
contact-unread = ❔ 没看懂：{ $unread }
button-to-note = 📝 记为备注
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
word-grade = 等级
word-note = 备注
