log-logged = ✓ { $no }: { $kind } logged
log-nothing = What happened with { $no }? Try <code>/log { $no } reply wants a quote</code>.
log-too-long = Too long: keep it to { $limit } characters, for example <code>/log { $no } reply wants a quote</code>.
log-suppressed = { $no } opted out: nothing may be sent to them. A call or a note works: <code>/log { $no } note met at the fair</code>.
log-ask-line = <b>{ $no } { $name }</b> — { $kind }: { $code ->
    [call] what was said? Write one line.
    [meeting] what was said? Write one line.
    [reply] what did they write? Write one line.
   *[other] write one line about it.
  }
log-line = ✓ { $no } <b>{ $name }</b>: { $kind } logged · ⏭ { $next }
log-unsure = 📝 { $no } <b>{ $name }</b>: kept as a note · ⏭ { $next }
log-no-next = no follow-up
log-other-ways = ☝️ Three times no answer. Try another way: { $ways }.
log-write-no-more = ⛔ They opted out: do not write to them again.
log-no-other-way = ☝️ Three times no answer, and no other way is known. Add one: <code>/edit { $no } whatsapp: +49 151 …</code>
log-cannot-correct = That was taken back or changed since; nothing was changed. Log it anew, for example <code>/log 12 call asked for a price</code>.
correct-reply = They wrote
correct-sent = I wrote
correct-call = Call
correct-no-answer = No answer
correct-note = Note
button-nothing-to-add = Nothing to add
button-ahead = ▶ { $name }, { $position } of { $total }
way = { $way ->
    [email] email
    [phone] phone
    [whatsapp] WhatsApp
    [wechat] WeChat
   *[linkedin] LinkedIn
  }
log-cannot-correct-suppressed = They opted out: nothing may be sent to them, so it stays as it is. A call or a note works.
log-changed-line = { $said } · <b>{ $name }</b> · ⏭ { $next }
log-changed = ✓ { $no }: { $verb }
