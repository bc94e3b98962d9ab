due-head = 📋 <b>{ $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  }</b> due · A { $a } · B { $b } · C { $c }
due-nothing = 🎉 Nothing is due, and nothing is planned. Plan something with <code>/next 12 fri send the quote</code>, or find somebody with <code>/find lumen</code>.
due-nothing-until = 🎉 Nothing is due today. Next: { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } on { $day }.
morning-head = ☀️ <b>{ $day }</b>: { $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  } · A { $a } · B { $b } · C { $c }
morning-done = ☀️ <b>{ $day }</b>: all done. 🎉
morning-past = ☀️ <b>{ $day }</b>: a newer list has come. /due shows what is due now.

clean-title = 🧹 <b>Clean-up</b>
clean-validity = Valid addresses: <b>{ $rate }</b> ({ $valid } of { $all }), goal { $goal } %
clean-below = ⚠️ Below the goal: mend or remove what bounced first.
clean-small = <i>A small sample: the rate says little yet.</i>
clean-invalid = ❌ { $count } invalid: bounced, or wrong
clean-risky = ⚠️ { $count } risky: shared, throw-away or free mail addresses
clean-no-source = 🧭 { $count } without a source
clean-untouched = 🕸 { $count } not touched for a year
clean-nothing = ✨ Nothing needs cleaning.
clean-head = 🧹 <b>{ $total ->
    [one] 1 contact
   *[other] { $total } contacts
  }</b> to clean. Open one to mend it:
clean-unchanged = ✓ { $looked_at ->
    [one] 1 address
   *[other] { $looked_at } addresses
  } looked at; nothing changed.
clean-changed = ✓ { $looked_at ->
    [one] 1 address
   *[other] { $looked_at } addresses
  } looked at, { $changed } judged otherwise now:
clean-changed-line = /l{ $no }: { $before } → <b>{ $after }</b>
clean-form-only = <i>For now I look at the form of an address only; I do not ask its mail server.</i>
clean-file = 🧹 { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } to clean, with what is wrong with each.
clean-file-toast = The file is on its way.
clean-button-reverify = 🔁 Re-verify
clean-button-review = 👀 Review ({ $count })
clean-button-export = 📄 Export
clean-column-no = number
clean-column-grade = grade
clean-column-owner = owner
clean-column-problem = problem
flaw-invalid = address invalid
flaw-risky = address risky
flaw-no-source = no source
flaw-untouched = not touched for a year

verify-verified = ✓ { $no }: <b>verified</b>, and its form is right.
verify-unverified = ✓ { $no }: the form of the address is right. Whether mail arrives has not been checked: for now I look at the form only.
verify-risky-role = ⚠️ { $no }: <b>risky</b>: { $email } is a shared mailbox, nobody's own. Ask for theirs: <code>/edit { $no } email: anna@lumen.de</code>
verify-risky-free-mail = ⚠️ { $no }: <b>risky</b>: { $email } is free mail, not their company's. Ask for theirs: <code>/edit { $no } email: anna@lumen.de</code>
verify-risky-disposable = ⚠️ { $no }: <b>risky</b>: { $email } is a throw-away address. Ask for a lasting one: <code>/edit { $no } email: anna@lumen.de</code>
verify-invalid = ❌ { $no }: <b>invalid</b>: it bounced, or its form is wrong. Mend it with <code>/edit { $no } email: anna@lumen.de</code>, or call.
verify-no-email = { $no } has no email address. Add one with <code>/edit { $no } email: anna@lumen.de</code>.
