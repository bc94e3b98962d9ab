log-logged = ✓ { $no }: { $kind } logged
log-nothing = What happened with { $no }? Try <code>/log { $no } reply wants a quote</code>.
log-too-long = Too long: keep it to { $limit } characters, for example <code>/log { $no } reply wants a quote</code>.
log-suppressed = { $no } opted out: nothing may be sent to them. A call or a note works: <code>/log { $no } note met at the fair</code>.
log-ask-line = <b>{ $no } { $name }</b> — { $kind }: one line about it?
log-ask-next-step = <b>{ $no } { $name }</b>: when, and what? For example <code>fri send the quote</code>.
log-ask-field = <b>{ $no } { $name }</b> — { $field }?
log-undone = ↩️ Taken back: { $verb }{ $contacts ->
    [0] .
    [one] {" "}(1 contact).
   *[other] {" "}({ $contacts } contacts).
  }
log-undone-toast = Taken back.
log-nothing-to-undo = There is nothing of yours to take back. After a change, /undo does it, for example after <code>/grade 12 A</code>.
log-already-undone = That was taken back already; nothing was changed.
log-changed-since = It has been changed again since, so taking it back would lose the newer change. Set it by hand, for example <code>/grade 12 B</code>; /history 12 shows who did what.
log-cannot-undo = This cannot be taken back: who is erased stays erased. Add them again with <code>/add …</code> if they ask for it.
log-no-longer-yours = It is no longer yours to change. Ask your manager, for example to <code>/assign 12 @you</code>.
log-undo-too-late = The button works for ten minutes. /undo still takes your last change back.

history-title = 🕘 <b>{ $no } { $name }</b>
history-empty = Nothing has happened yet.
history-happened = • { $at } <b>{ $kind }</b>{ $summary ->
    [none] {""}
   *[other] {" "}{ $summary }
  } ({ $by })
history-changed = • { $at } { $verb }{ $what ->
    [none] {""}
   *[other] : { $what }
  } ({ $by })
history-cell = { $before } → { $after }
history-merged = { $no } into this
history-field = { $field }: { $before } → { $after }
history-reason = {" "}— { $reason }
history-undone = {" "}· <i>taken back</i>
history-more = Older ▶
history-card = ◀ Card

verb-added = added
verb-edited = edited
verb-graded = grade
verb-staged = stage
verb-valued = value
verb-logged = logged
verb-planned = next step
verb-snoozed = snoozed
verb-rested = rest
verb-assigned = assigned
verb-merged = merged
verb-imported = imported
verb-forgot = erased
verb-settled = settings
verb-team-settled = team settings
verb-invited = invited
verb-revoked = invite revoked
verb-role-changed = role changed
verb-removed = member removed
verb-insight-added = insight added
verb-insight-sent = insight sent
verb-insight-removed = insight removed
verb-verified = address checked
verb-ideal-set = ideal customer
verb-grade-declined = grade kept
verb-kept = kept as it is

attach-to-whom = 📷 Whose is it? Send it as a reply to the contact’s card (/l12), and I keep it with their history. For a lead’s text: <code>/add Anna Schmidt, Lumen GmbH</code>
attach-gone = It is no longer there: taken back, or the contact was erased.
