whom-several = 🔎 “{ $name }”: { $total ->
    [one] 1 contact
   *[other] { $total } contacts
  }
whom-which = Whom do you mean?
whom-log-with-which = Log “{ $text }” with whom?
whom-log-with = Log “{ $text }” with <b>{ $name }</b> as { $kind }?
whom-nobody-called = No “{ $name }” among your contacts, so nothing was logged. Look with <code>/find { $name }</code>, or add them: <code>/add { $name }, company</code>.
whom-too-many-fit = More than { $most } contacts are called so. Write more of the name, or the number: <code>/find { $name }</code> has it.
whom-too-many-numbers = That is more than { $most } contacts at once; nothing was changed. Try fewer, for example <code>/grade 12,15-18 B</code>.
whom-one-at-a-time = /{ $command } takes one contact at a time, for example <code>/{ $command } 12</code>.
button-log-words = Log
button-open-card = Open
