contact-added = ✓ { $no } added
contact-added-with-note = ✓ { $no } added; kept as a note: { $note }
contact-name-or-company-missing = I need a name or a company. Try <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany</code>.
contact-name-or-company-stays = { $no } needs a name or a company; nothing was changed. Try <code>/edit { $no } name: Anna Schmidt</code>.
contact-too-long = That is too much for one contact. Try <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>; send a list as a CSV or Excel file.
contact-unknown-label = I do not know the field “{ $label }”. Try <code>/add Anna Schmidt, company: Lumen GmbH, country: Germany</code>.
contact-not-a-grade = { $typed ->
    [none] Which grade? A, B or C.
   *[other] “{ $typed }” is no grade; it is A, B or C.
  } Try <code>grade: A</code>.
contact-bought-list = A bought list does not come in, nor a scraped one: the people on it never agreed (GDPR, PIPL), their complaints ruin your sender's name, and nobody likes to be sold. Say where you met them, for example <code>source: Light+Building 2026</code>.
contact-bad-email = “{ $value }” is no email address. Try <code>anna@lumen.de</code>.
contact-bad-phone = “{ $value }” is no phone number. Try <code>+49 30 123456</code>.
contact-unknown-country = I do not know the country “{ $value }”. Try <code>Germany</code>, <code>德国</code> or <code>DE</code>.
contact-bad-date = I cannot read a day in “{ $value }”. Try <code>2026-11-20</code>.
contact-bad-role = “{ $value }” is no role; it is decision maker, influencer or user. Try <code>role: decision maker</code>.
contact-bad-value = “{ $value }” is no value; it is high, medium or low. Try <code>value: high</code>.
contact-bad-address = “{ $value }” is no web address. Try <code>www.lumen.de</code>.
contact-value-too-long = The { $field } is too long: at most { $limit } characters. Put more into a note: <code>/log 12 note …</code>.
contact-own-command = { $command ->
    [grade] The grade has a command of its own. Try <code>/grade { $no } A</code>.
   *[other] The stage has a command of its own. Try <code>/stage { $no } interested</code>.
  }
contact-empty-value = What is the { $field }? For example <code>/edit 12 name: Anna Schmidt</code>; <code>-</code> clears a field.
contact-find-how = What shall I find? Up to 100 characters, for example <code>/find lumen</code> or <code>/find 德国</code>.
contact-check-how = Whom shall I check? For example <code>/check anna@lumen.de</code> or <code>/check Lumen GmbH</code>.
contact-not-found = Nothing among your contacts has “{ $text }”. A part of a word is enough, for example <code>/find lum</code>; <code>/check { $text }</code> looks in the whole team.
contact-found = 🔎 “{ $text }”: { $total ->
    [one] 1 contact
   *[other] { $total } contacts
  }
contact-free = ✅ Nobody has “{ $text }”. Add them: <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>
contact-ignored = Let go. Nothing was added.
contact-forgotten = { $no } is erased. Only a hash of the address stays, so that nobody writes to it again.

contact-taken = This address is in the book already; nothing was changed:
contact-looks-like = ⚠️ This may be somebody you have already:
contact-checked = 🔎 “{ $text }” is in the book:
contact-known = • { $link } <b>{ $title }</b> · { $grade } · { $owner } since { $since } · { $touch }
contact-known-masked = • { $no } · { $owner } since { $since }
contact-last-touch = last touch { $day }
contact-no-touch = never touched
contact-in-pool = in the pool
contact-understood = This is what I understood:
contact-field = • { $field }: <b>{ $value }</b>
contact-field-unsure = • { $field }: <b>{ $value }</b> ❔
contact-unsure = ❔ I am not sure of this: look at it, and press Edit if it is wrong.
contact-rewrite = Copy this, correct it, and send it:
contact-no-such-field = { $typed ->
    [none] Which field?
   *[other] There is no field “{ $typed }”.
  } Try <code>/edit { $no } country: Germany</code>. Fields: { $fields }.
contact-unchanged = { $no } says so already; nothing was changed.
contact-edited = ✓ { $no } changed
contact-edited-field = { $field }: { $before } → <b>{ $after }</b>
contact-ask-forget = Erase <b>{ $no } { $name }</b> and everything that was written about them? This cannot be undone. A hash of the address stays, so that nobody writes to it again.

form-name = 1/7 What is the person's name?
form-company = 2/7 Which company?
form-email = 3/7 Email?
form-phone = 4/7 Phone? For example <code>+49 30 123456</code>
form-country = 5/7 Which country?
form-source = 6/7 Where did you meet them? For example <code>Light+Building 2026</code>
form-grade = 7/7 Which grade? A deserves most effort; without one it is C.

button-add = ＋ Add
button-add-anyway = Add anyway
button-edit = ✎ Edit
button-ignore = Ignore
button-skip = Skip
button-erase = 🗑 Erase
button-keep-contact = Keep
word-grade = grade
word-note = note
