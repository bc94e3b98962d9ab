mail-no-address = { $no } has no email address. Add it with <code>/edit { $no } email: anna@lumen.de</code>, then write.
mail-opted-out = 🚫 { $no } opted out: no mail goes to them. Call, or use another way they want.
mail-no-such-template = There is no template “{ $typed }”. <code>/mail { $no }</code> shows those there are; /template makes one.
mail-template-gone = That template is gone or no longer fits. <code>/mail { $no }</code> shows those there are.
mail-gone = That mail is gone. <code>/mail 12</code> begins a new one.
mail-empty-fields = The template needs what { $no } does not have: { $fields }. Fill it in (<code>/edit { $no } company: Lumen GmbH</code>), or give the template a fallback: <code>{"{"}company, or your team{"}"}</code>.
mail-nearest-field = There is no field <code>{"{"}{ $written }{"}"}</code>. Did you mean <code>{"{"}{ $nearest }{"}"}</code>? Nothing was kept.
mail-unknown-field = There is no field <code>{"{"}{ $written }{"}"}</code>. Fields are, for example, <code>{"{"}first name, or there{"}"}</code>, <code>{"{"}company{"}"}</code>, <code>{"{"}my name{"}"}</code>. Nothing was kept.
mail-open-brace = A brace opens and never closes: <code>{"{"}{ $behind }</code>. Write a field as <code>{"{"}first name, or there{"}"}</code>.
mail-no-subject = What is its subject? Send the text again with it in the first line: <code>Subject: Samples for your team</code>. <code>/mail { $no }</code> shows templates.
mail-dropped = Left: nothing goes to { $no }.
mail-held-answer = All your mails stop until you say go.
mail-resumed-answer = Your mails go on.
mail-took-as-sent = ✓ The mail to { $no } counts as sent.
mail-goes-again = 📨 The mail to { $no } goes once more, the same as before.
mail-is-draft = That mail is still a draft.
mail-is-waiting = That mail waits already. /outbox shows when it goes.
mail-is-claimed = That mail is leaving at this moment.
mail-is-handed = That mail is leaving at this moment.
mail-is-sent = Too late: that mail has gone.
mail-is-parked = Nobody knows whether that mail arrived. /outbox asks you.
mail-is-refused = That mail was stopped. <code>/mail 12</code> begins a new one.
mail-is-failed = The server refused that mail. <code>/mail 12</code> begins a new one.
mail-is-withdrawn = That mail was taken back. <code>/mail 12</code> begins a new one.
mail-is-bounced = That mail came back.
mail-is-answered = That mail has gone, and they answered.

mail-who = ✉️ <b>{ $no } { $who }</b>
mail-time-there = { $time } in { $city }
mail-written-before = written to before
mail-never-written = never written to
mail-frame-pas = PAS: a problem first
mail-frame-value = Something useful first
mail-frame-fair = After a fair
mail-frame-free = Free
mail-ask-text = ✍️ Write the mail to { $no } { $name }. The first line is its subject: <code>Subject: Samples for your team</code>. Fields such as <code>{"{"}first name, or there{"}"}</code> are filled in.
mail-ask-answer = ✍️ Write your answer to { $no } { $name }: it goes from your mailbox, in the same thread. You see it once more before it leaves.
mail-ask-anew = ✍️ Send the new text for { $no } { $name }. Tap the old one to copy it:
mail-subject-line = Subject: { $subject }

mail-to = To <b>{ $name }</b>, { $to }
mail-subject = Subject: <b>{ $subject }</b>
mail-measure = ✓ { $words ->
    [one] 1 word
   *[other] { $words } words
  }, { $questions ->
    [one] 1 question
   *[other] { $questions } questions
  }, { $links ->
    [one] 1 link
   *[other] { $links } links
  }
mail-finding-said = “{ $said }”: {""}
mail-lint-open-field = a field that nobody filled in. Edit it.
mail-lint-capitals = all capitals shout. Write it as you would say it.
mail-lint-shouting = such signs look like spam. One is enough.
mail-lint-fake-reply = you have not written to each other yet. Leave “Re:” or “Fwd:” out.
mail-lint-long-subject = the subject is cut on a phone. At most 60 characters.
mail-lint-empty-subject = a subject that could be anybody’s. Name them, or a use: “Flicker-free drivers for Lumen’s outdoor line”.
mail-lint-opens-with-sender = it begins with your name. Begin with them.
mail-lint-opens-with-us = the first sentence is about us. Begin with what is useful to them.
mail-lint-pas-parts = problem, what it costs, way out: give each a paragraph.
mail-lint-long-body = long for a first mail. Half of it may do: at most 150 words.
mail-lint-no-question = it asks nothing. End with one question that is easy to answer.
mail-lint-links = more than one link. Keep the one that matters.
mail-lint-link-mismatch = the link leads elsewhere than it says.
mail-lint-image-only = nothing but a picture: many see an empty mail.
mail-lint-attachment = a file in a first mail: offer to send it.
mail-lint-same-text = the same text as your last mail to them. Say something new.
mail-lint-act-now = pressure is how spam sounds. Name the date, and why.
mail-lint-hundred-free = nothing is. Say what it costs them.
mail-lint-risk-free = only spam promises that. Say what you take over.
mail-lint-guaranteed-result = a promise without proof. Say for whom it came true.
mail-lint-best-price = everybody says so. Give one price, or what it saves.
mail-lint-urgent = says nothing. Name what it is about.
mail-lint-dear-friend = is to nobody. Use their name.
mail-lint-manufacturer = it begins with us, like every other mail. Begin with their problem.
mail-lint-glad-to-know = nobody knows that. Say where you saw what they buy.
mail-lint-my-name-is = it begins with you. Your name stands below.
mail-lint-zh-act-now = pressure is how spam sounds. Name the date, and why.
mail-lint-zh-free = looks like spam. Say what it costs them.
mail-lint-zh-best-price = everybody says so. Give one price, or what it saves.
mail-lint-zh-guaranteed = a promise without proof. Say for whom it came true.
mail-lint-zh-manufacturer = it begins with us, like every other mail. Begin with their problem.
mail-lint-zh-my-name = it begins with you. Your name stands below.

mail-rule-erased = The contact is no longer in the book.
mail-rule-opted-out = They opted out.
mail-rule-opted-out-elsewhere = They opted out with another address.
mail-rule-other-address = They have another address by now.
mail-rule-not-theirs = The contact is no longer yours.
mail-rule-invalid = The address does not work.
mail-rule-unknown-source = Nobody said where this contact comes from, and who has no source is not written to.
mail-rule-bought = The contact comes from a bought list: it is never written to.
mail-rule-no-mailbox = You have no mailbox yet.
mail-rule-no-postal-address = Every mail needs your team’s postal address.
mail-rule-no-opt-out = The mail has no way to opt out.
mail-rule-domain-opted-out = Their whole company opted out.
mail-law-de = Germany asks for prior consent (UWG § 7).
mail-law-eu = The EU: as in Germany, until somebody has checked this country.
mail-law-gb = The UK: persons without a company need consent (PECR).
mail-law-us = The US: CAN-SPAM.
mail-law-ca = Canada asks for consent, express or implied (CASL).
mail-law-au = Australia asks for consent (Spam Act 2003).
mail-law-cn = China asks for prior consent (互联网电子邮件服务管理办法).
mail-law-elsewhere = The law of this country is not known here.
mail-missing-basis = Why may you write to them?
mail-missing-better = “{ $basis }” does not suffice there.
mail-missing-expired = “{ $basis }” sufficed until { $day }.
mail-missing-used = “{ $basis }” carries one mail, and that has gone.
mail-pace-day-cap = Your mailbox has sent its { $cap } mails of the day.
mail-pace-too-soon = They had a mail less than two days ago.
mail-pace-company-day = Their company has had two mails today.
mail-pace-hour-cap = Eight mails an hour are enough.
mail-pace-space = A mail has just left: there is a pause between two.
mail-pace-hours = It is not a working hour there.
mail-mailbox-refused = Your mailbox no longer lets us in: connect it again with /mailbox.
mail-mailbox-held = ⏸ All your mails are stopped by you.
mail-pause-complaint = ⏸ Somebody marked a mail of yours as spam.
mail-pause-bounces = ⏸ { $bounced } of { $of } mails came back ({ $rate } %; the limit is 5 %). Look through the addresses: /clean
mail-pause-in-row = ⏸ Three mails in a row came back. Look through the addresses: /clean
mail-pause-policy = ⏸ Servers refused your mails by their policy, twice in a day.
mail-remedy-source = Say where they come from: <code>/edit 12 source: Light+Building 2026</code>
mail-remedy-connect = Connect yours: /mailbox
mail-remedy-connect-again = Connect it again: /mailbox
mail-remedy-address = Give it once: <code>/settings address 88 Keji Road, Shenzhen 518057, China</code>
mail-remedy-address-manager = Ask a manager to give it once: <code>/settings address …</code>
mail-remedy-new-address = Find another address: <code>/edit 12 email: …</code>
mail-remedy-write-again = Write again: <code>/mail 12</code>
mail-would-go = 🕘 Would go { $at } in { $city } ({ $here } yours)
mail-would-go-here = 🕘 Would go { $here }
basis-asked = asked us
basis-met = met
basis-published = published address
basis-referral = referral
basis-customer = customer
basis-consent = agreed

mail-basis-noted = Noted as proof, today, by you: { $basis }.
mail-planned = 📨 To { $no } <b>{ $name }</b>: { $subject }
mail-goes = Goes { $at } in { $city } ({ $here } yours)
mail-goes-here = Goes { $here }
mail-goes-now = Goes now.
mail-sent = ✓ Sent to { $no } <b>{ $name }</b>, { $at }: { $subject }
mail-bounced = ✉✗ { $no }: { $to } does not exist. The address is invalid now.{ $answer ->
    [none] {""}
   *[other] {" "}<i>{ $answer }</i>
  }
mail-failed = ✉✗ The server did not take the mail to { $no } { $name } ({ $to }).{ $answer ->
    [none] {" "}It was tried for a day.
   *[other] {" "}It said: <i>{ $answer }</i>
  } Nothing else goes to them by itself.
mail-unsendable = ✉✗ The mail to { $no } { $name } ({ $to }) cannot go: mail servers do not take such an address or name. Nothing was sent.
mail-parked = ❓ The line broke while the mail to { $no } <b>{ $name }</b> was being handed over (“{ $subject }”), and I cannot see whether it arrived. Look into your mailbox. I do nothing by myself.
mail-stopped = ⛔ The mail to { $no } <b>{ $name }</b> did not go:
mail-paused = ⏸ <b>Your mails are stopped.</b>
mail-paused-until = They go on { $until }.

mail-outbox = 📤 <b>What leaves from { $address }</b>
mail-outbox-no-mailbox = You have no mailbox yet: /mailbox connects one.
mail-outbox-empty = Nothing waits. <code>/mail 12</code> writes one.
mail-outbox-waiting = • { $at } { $link } { $name }: { $subject }
mail-outbox-leaving = • leaving: { $no } { $name }: { $subject }
mail-outbox-parked = ❓ { $no } { $name }: { $subject }. Did it arrive?
mail-outbox-more = … and more; they follow when these have gone.
mail-button-write = ✍️ Write it myself
mail-button-send = 📨 Send
mail-button-now = Now
mail-button-edit = ✏️ Edit
mail-button-cancel = Cancel
mail-button-call = No: call instead
mail-button-resume = ▶ Go on, I checked
mail-button-pause = ⏸ Pause all
mail-button-card = 👤 Card
mail-button-find-another = ✏️ Another address
mail-button-arrived = It arrived
mail-button-again = Send again
mail-button-arrived-of = { $no } arrived
mail-button-again-of = { $no } again
mail-button-basis-asked = ✓ Yes, they asked
mail-button-basis-met = 🤝 We met
mail-button-basis-published = 🌐 They publish it
mail-button-basis-referral = 👥 Recommended
mail-button-basis-customer = 🛒 A customer
mail-button-basis-consent = ✍ They agreed
menu-mail = Write a mail to one person: 12
menu-outbox = What leaves, and when
mail-reading-gone = That mail is no longer in the book.
mail-taken-back = What that mail did was taken back already; nothing was changed.
mail-not-a-reply = ↩️ Not a reply: what it did to { $no } is taken back.
mail-in-reply = 💬 <b>{ $name }</b> { $no } answered:
mail-in-inquiry = 💬 <b>{ $name }</b> { $no }: logged as an inquiry.
mail-in-colleague = 💬 <b>{ $sender }</b> ({ $from }, not in the book) answered your mail to { $no }:
mail-in-away = 🏖 <b>{ $name }</b> { $no } is away until { $until }.{ $held ->
    [0] {""}
    [one] {" "}The mail that waits goes after that.
   *[other] {" "}{ $held } mails wait until after that.
  }
mail-in-away-open = 🏖 <b>{ $name }</b> { $no } is away and does not say until when.{ $held ->
    [0] {""}
    [one] {" "}The mail that waits goes in a week.
   *[other] {" "}{ $held } mails wait for a week.
  }
mail-in-opted-out = 🚫 <b>{ $name }</b> { $no } wants no more mail. None goes to them from now on.
mail-in-complaint = 🚫 <b>{ $name }</b> { $no } marked your mail as spam. None goes to them from now on.
mail-in-head = { $from }, { $at }{ $subject ->
    [none] {""}
   *[other] : <b>{ $subject }</b>
  }
mail-in-no-text = <i>No text that I can read: signed, encrypted or a picture. Open it in your mail program.</i>
mail-came-back = ✉↩ The mail to { $no } ({ $to }) came back; the address may still be good.{ $answer ->
    [none] {""}
   *[other] {" "}<i>{ $answer }</i>
  }
mail-or-log = Does this go to { $to } as a mail, or is it a note of what happened?
mail-button-answer = ↩ Answer
mail-button-inquiry = 🛒 Inquiry
mail-button-open = 📄 Open in full
mail-button-not-a-reply = ✗ Not a reply
mail-button-add-colleague = ➕ Add them
mail-button-as-mail = ✉️ Send as mail
mail-button-as-log = 📝 Log it
mail-button-company = 🏢 Their whole company
mail-company-opted-out = 🚫 Nobody at { $domain } gets a mail from your team any more.
mail-no-company = { $no } has no company’s address, so no company opts out with them.
mail-no-files = 📎 Send the text first. Under the mail, <b>📎 Attach</b> then takes files.

mail-ask-file = 📎 Send the file or photo that goes with the mail to { $no }: at most 10 MB in all. /cancel leaves the mail as it is.
mail-no-file-yet = 📎 I wait for a file or a photo, and keep no text now. <code>/cancel</code> leaves the mail as it is.
mail-no-voice = 🎤 A voice note goes with no mail. Send a file or a photo.
mail-fetching-file = 📎 Fetching “{ $name }” …
mail-fetching-file-alone = 📎 Fetching “{ $name }” … What you wrote under it is not in the mail: ✏️ Edit changes the text.
mail-frozen = That mail was tried already, and goes as it was. To change it, take it back in /outbox and write a new one.
mail-file-still-coming = A file of this mail is still being fetched. You see the mail when it is there.
mail-file-not-fetched = 📎 That file could not be fetched: the mail is without it. Send it once more with 📎 Attach.
mail-files-too-large = 📎 All files of a mail have at most 10 MB. This one does not go along; send a smaller one, or a link in the text.
mail-too-many-files = 📎 At most 10 files go with a mail. This one does not.
mail-file = 📎 { $name } · { $kb } KB
mail-file-on-its-way = 📎 { $name } · being fetched …
mail-button-attach = 📎 Attach
mail-button-detach = ✗ No files
