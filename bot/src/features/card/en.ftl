card-country = 🌍 { $country } · { $time } in { $city }
card-suppressed = ⛔ <b>Opted out: do not write.</b>
card-invalid = ⚠️ The address does not work; /edit it or call.
card-risks = {" "}({ $risks })
risk-role = not a person’s
risk-free = free mail
risk-disposable = throw-away address
card-meant = ❓ Did you mean <code>{ $email }</code>?
card-grade = Grade { $grade }
card-value = value { $value }
card-source = 🧭 { $source }
card-pains = Pain points: { $text }
card-plans = Plans: { $text }
card-weighs = Weighs: { $text }
card-owner = 👤 { $owner }
card-pool = 👤 In the pool
card-last = 🕘 { $day }: { $kind }{ $summary ->
    [none] {""}
   *[other] {" "}— { $summary }
  }
card-next = ⏭ { $reason }
card-never-suppressed = ⏭ No follow-up.
card-never-lost = ⏭ No follow-up: it is lost. They write again, or /stage brings it back.
card-never-pool = ⏭ No follow-up while it lies in the pool.
card-never-unreachable = ⏭ No follow-up: there is no email that works, no phone, WhatsApp, WeChat or LinkedIn.
card-never-resting = ⏭ It rests until they write, or until you set a next step.
card-never-off = ⏭ No follow-up: it is off for this grade.

reason = { $why }, { $when }
why-awaits-answer = awaits your answer
why-next-step = next step
why-needs-address = needs an address
why-first-touch = first contact
why-cadence = regular follow-up ({ $grade })
why-rest = { $touches } touches, no answer: let it rest?
when-today = today
when-today-at = today, { $time }
when-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
  }
when-on = { $day }

button-mend = ✎ { $email }
button-reply = 📩 They replied
button-sent = 📤 Sent
button-call = 📞 Call
button-meeting = 🤝 Meeting
button-no-answer = 📵 No answer
button-message = 💬 Message
button-more = ⋯ More
button-less = ◀ Less
button-quote = 🧾 Quote
button-sample-sent = 📦 Sample sent
button-inquiry = ❓ Inquiry
button-sample = 🎁 Wants sample
button-order = 🛒 Order
button-note = 📝 Note
button-value = 💰 { $value }
button-snooze-1d = 💤 1d
button-snooze-3d = 3d
button-snooze-1w = 1w
button-next-step = 📌 Next step
button-history = 🕘 History
button-undo = ↩️ Undo
button-back = ◀ Back
button-cancel = Cancel
button-lower = ▼ To { $grade }
button-pool = 🏊 To the pool
button-keep = Let it rest
button-fill = ＋ { $field }
page-before = ◀
page-more = More ({ $page }/{ $pages }) ▶

field-name = name
field-company = company
field-title = job title
field-role = role
field-email = email
field-phone = phone
field-whatsapp = WhatsApp
field-wechat = WeChat
field-linkedin = LinkedIn
field-language = language
field-country = country
field-website = website
field-industry = industry
field-size = size
field-revenue = revenue
field-source = source
field-acquired-on = acquired on
field-value = value
field-pains = pain points
field-plans = purchase plans
field-weighs = what they weigh
card-wechat = 💬 WeChat <code>{ $id }</code>
card-whatsapp = WhatsApp <code>{ $number }</code> · <a href="https://wa.me/{ $digits }">Open chat</a>
card-whatsapp-typed = WhatsApp <code>{ $number }</code>
