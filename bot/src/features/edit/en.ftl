contact-name-or-company-stays = { $no } needs a name or a company; nothing was changed. Try <code>/edit { $no } name: Anna Schmidt</code>.
contact-own-command = { $command ->
    [grade] The grade has a command of its own. Try <code>/grade { $no } A</code>.
   *[other] The stage has a command of its own. Try <code>/stage { $no } interested</code>.
  }
contact-no-such-field = { $typed ->
    [none] Which field?
   *[other] There is no field “{ $typed }”.
  } Try <code>/edit { $no } country: Germany</code>. Fields: { $fields }.
contact-unchanged = { $no } says so already; nothing was changed.
contact-edited = ✓ { $no } changed
contact-edited-field = { $field }: { $before } → <b>{ $after }</b>
log-ask-field = <b>{ $no } { $name }</b> — { $field }?
