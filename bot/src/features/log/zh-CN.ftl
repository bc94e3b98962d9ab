log-logged = ✓ { $no } 已记录：{ $kind }
log-nothing = { $no } 发生了什么？例如 <code>/log { $no } 回复 要报价</code>。
log-too-long = 太长了，请控制在 { $limit } 字以内，例如 <code>/log { $no } 回复 要报价</code>。
log-suppressed = { $no } 已退订，不能再给对方发信。可以记电话或备注：<code>/log { $no } 备注 展会上见过</code>。
log-ask-line = <b>{ $no } { $name }</b> — { $code ->
    [reply] 对方回复了什么？
    [sent] 邮件里发了什么？
    [message] 消息里聊了什么？
    [call] 电话聊了什么？
    [meeting] 见面聊了什么？
    [quote] 报了什么价？
    [sample_sent] 寄了什么样品？
    [inquiry] 对方问什么？
    [sample] 对方要什么样品？
    [order] 下了什么单？
    [no_answer] { $kind }，有什么要记的？
   *[other] { $kind }：写一句。
  }
log-line = ✓ { $no } <b>{ $name }</b> 已记录：{ $kind } · ⏭ { $next }
log-unsure = 📝 { $no } <b>{ $name }</b>：先记成备注 · ⏭ { $next }
log-no-next = 不再跟进
log-write-no-more = ⛔ 对方已退订，别再联系了。
log-other-ways = ☝️ 连续三次没联系上，换个方式试试：{ $ways }。
log-no-other-way = ☝️ 三次都没联系上，又没有别的联系方式。补一个：<code>/edit { $no } WhatsApp：+49 151 …</code>
log-cannot-correct = 这条已撤销或后来又改过，没有改动。请重新记一条，例如 <code>/log 12 电话 问价格</code>。
correct-reply = 对方回复了
correct-sent = 我发了
correct-call = 打了电话
correct-no-answer = 没接通
correct-note = 备注
button-nothing-to-add = 没有要补充的
button-ahead = ▶ { $name }，第 { $position }/{ $total } 个
way = { $way ->
    [email] 邮箱
    [phone] 电话
    [whatsapp] WhatsApp
    [wechat] 微信
   *[linkedin] 领英
  }
log-cannot-correct-suppressed = 对方已退订，不能再发信，所以保持原样。可以改成电话或备注。
log-changed-line = { $said } · <b>{ $name }</b> · ⏭ { $next }
log-changed = ✓ { $no }：{ $verb }
