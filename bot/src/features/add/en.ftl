contact-added = ✓ { $no } added
contact-added-with-note = ✓ { $no } added; kept as a note: { $note }
contact-name-or-company-missing = I need a name or a company. Try <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany</code>.
contact-too-long = That is too much for one contact. Try <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>; send a list as a CSV or Excel file.
contact-unknown-label = I do not know the field “{ $label }”. Try <code>/add Anna Schmidt, company: Lumen GmbH, country: Germany</code>.
contact-not-a-grade = { $typed ->
    [none] Which grade? A, B or C.
   *[other] “{ $typed }” is no grade; it is A, B or C.
  } Try <code>grade: A</code>.
contact-ignored = Let go. Nothing was added.
contact-looks-like = ⚠️ This may be somebody you have already:
contact-opted-out = ⛔ They opted out: added, they are never written to.
contact-bounced = ✉✗ Mail to the address bounced: added, it is invalid.
contact-understood = This is what I understood:
contact-field = • { $field }: <b>{ $value }</b>
contact-field-unsure = • { $field }: <b>{ $value }</b> ❔
contact-unsure = ❔ I am not sure of this: look at it, and press Edit if it is wrong.
contact-which-field = Which of these is wrong, or missing?
contact-ask-field = <b>{ $field }</b>{ $now ->
    [none] ?
   *[other] : now “{ $now }”.
  } Write what is right; a dash <code>-</code> leaves it empty.
contact-corrected = ✓ { $field } corrected. Press Add when all is right.
contact-unread = ❔ Not understood: { $unread }
button-to-note = 📝 To the note
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
word-grade = grade
word-note = note
