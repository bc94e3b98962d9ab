clean-title = 🧹 <b>Clean-up</b>
clean-validity = Valid addresses: <b>{ $rate }</b> ({ $valid } of { $all }), goal { $goal } %
clean-small = <i>A small sample: the rate says little yet.</i>
clean-no-source = 🧭 { $count } without a source
clean-head = 🧹 <b>{ $total ->
    [one] 1 contact
   *[other] { $total } contacts
  }</b> to clean. Open one to mend it:
clean-file = 🧹 { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } to clean, with what is wrong with each.
clean-file-answer = The file is on its way.
clean-button-reverify = 🔁 Re-verify
clean-button-review = 👀 Review ({ $count })
clean-button-export = 📄 Export
clean-column-no = number
clean-column-grade = grade
clean-column-owner = owner
clean-column-problem = problem
flaw-no-source = no source
flaw-untouched = not touched for a year
clean-below = ⚠️ Below the goal: mend or retire what bounced first.
clean-bounced = ❌ { $count } bounced
clean-invalid = 🚫 { $count } at a domain that takes no mail
clean-outdone = 📪 { $count ->
    [one] 1 shared mailbox
   *[other] { $count } shared mailboxes
  } at a company where you know a person’s address
clean-risky = ⚠️ { $count } risky: shared, throw-away or free mail addresses
clean-untouched = 🕸 { $count } not touched for a year, and nothing planned
clean-nothing = ✨ Nothing is left to clean this quarter.
clean-review = 🧹 <b>{ $at } of { $total }</b> · { $why }
clean-better = 👉 A person there: /l{ $no }
clean-retired = 🗄 { $no } retired: it is lost now.
clean-kept = ✓ { $no } stays as it is this quarter.
clean-fixed = ✓ { $no } mended.
clean-reason = clean-up
clean-button-email = ✏️ Fix address
clean-button-source = 🧭 Fix source
clean-button-retire = 🗄 Retire
clean-button-keep = ✓ Keep
clean-button-list = ☰ All
flaw-bounced = address bounced
flaw-invalid = domain takes no mail
flaw-outdone = shared mailbox, a person is known there
flaw-risky = address risky
clean-percent = { $rate } %
