insight-added = ✓ Insight { $no } added: <b>{ $title }</b>
insight-removed = ✓ Insight { $no } removed: { $title }
insight-usage = I do not understand that. /insight shows all, <code>/insight 3</code> one; <code>/insight add EU lighting rules 2027 | https://example.com/report | lighting, retail</code> adds one, and <code>/insight remove 3</code> removes it.
insight-how-to-add = Add one with title, link or text, and industries: <code>/insight add EU lighting rules 2027 | https://example.com/report | lighting, retail</code>
insight-too-long = Too long: a title has at most { $title } characters, a text { $body }. Give a link instead: <code>/insight add EU lighting rules 2027 | https://example.com/report | lighting</code>
insight-no-such = { $typed ->
    [none] Which insight?
   *[other] There is no insight “{ $typed }”.
  } /insight shows their numbers; then for example <code>/insight remove 3</code>.
insight-not-yours = Insight { $no } was added by { $by }: they or a manager can remove it. Your own you remove with <code>/insight remove 3</code>.
insight-due-head = 💡 <b>{ $count ->
    [one] 1 contact is
   *[other] { $count } contacts are
  }</b> due for an insight:
insight-nobody-due = 🎉 Nobody is due for an insight. /insight shows what there is.
insight-pick-head = 💡 Whom did you send it to? A tap logs it; { $count ->
    [one] 1 is
   *[other] { $count } are
  } left:
insight-nobody-to-pick = 🎉 Nobody is left to whom an insight that fits could go. /insight shows what there is.
insight-sent = ✓ { $no }: insight “{ $title }” logged
insight-sent-before = { $no } had an insight already; nothing was changed.
insight-none-fits = No insight fits { $no }. Add one with /insight.
insight-sent-to-all = ✓ Insight logged for { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: { $numbers }
insight-nothing-left = Everyone on it had their insight already; nothing was changed.
insight-skipped = Skipped. /insight shows who is due whenever you have time.

insight-shelf = 💡 <b>Insights</b>: worth reading, selling nothing
insight-shelf-empty = There is none yet.
insight-title = 💡 <b>{ $no }. { $title }</b>
insight-for = For: { $industries }
insight-for-everyone = For every industry
insight-by = Added by { $by }, { $day } · <code>/insight remove { $no }</code>
insight-nudge = 💡 <b>{ $count ->
    [one] 1 good contact
   *[other] { $count } good contacts
  }</b> had nothing worth reading from you for two months:
insight-no-industry = <b>Industry not known</b>
insight-nudge-none-fits = <i>No insight fits yet.</i>
insight-nudge-more = … and { $count } more: /insight
insight-nudge-how = Send it from your own mailbox, then log it here. <code>/insight 3</code> shows one in full.
insight-button-due = 👥 Who is due ({ $count })
insight-button-all = ✓ Sent to all ({ $count })
insight-button-pick = ☑ Pick
insight-button-skip = Skip
