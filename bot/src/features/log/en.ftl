log-logged = ✓ { $no }: { $kind } logged
log-nothing = What happened with { $no }? Try <code>/log { $no } reply wants a quote</code>.
log-too-long = Too long: keep it to { $limit } characters, for example <code>/log { $no } reply wants a quote</code>.
log-suppressed = { $no } opted out: nothing may be sent to them. A call or a note works: <code>/log { $no } note met at the fair</code>.
log-ask-line = <b>{ $no } { $name }</b> — { $kind }: one line about it?
