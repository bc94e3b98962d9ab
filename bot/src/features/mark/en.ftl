mark-graded = ✓ { $no }: grade { $before } → <b>{ $after }</b>
mark-already-graded = { $no } is grade { $grade } already; nothing was changed.
mark-no-such-grade = { $typed ->
    [none] Which grade? A, B or C.
   *[other] “{ $typed }” is no grade; it is A, B or C.
  } Try <code>/grade { $no } A asked for a quote</code>.
mark-staged = ✓ { $no }: { $before } → <b>{ $after }</b>
mark-already-staged = { $no } is “{ $stage }” already; nothing was changed.
mark-no-such-stage = { $typed ->
    [none] Which stage? New, contacted, interested, customer or lost.
   *[other] “{ $typed }” is no stage; it is new, contacted, interested, customer or lost.
  } Try <code>/stage { $no } interested</code>.
mark-valued = ✓ { $no }: value <b>{ $value }</b>
mark-already-valued = { $no } has value “{ $value }” already; nothing was changed.
mark-no-such-value = { $typed ->
    [none] Which value? High, medium or low.
   *[other] “{ $typed }” is no value; it is high, medium or low.
  } Try <code>/value { $no } high</code>.
mark-planned = ✓ { $no }: next step on <b>{ $day }</b>
mark-planned-at = ✓ { $no }: next step on <b>{ $day }, { $time }</b>
mark-unplanned = ✓ { $no } has no next step any more.
mark-nothing-planned = { $no } has no next step; nothing was changed.
mark-awake = ✓ { $no } is awake again.
mark-not-snoozed = { $no } does not sleep; nothing was changed.
mark-due-later-anyway = { $no } is due on { $day } anyway; nothing was put off.
mark-rings = ⏰ <b>{ $time }</b> { $what ->
    [none] next step
   *[other] { $what }
  }
mark-time-is-past = { $time } has passed today. Try <code>/next { $no } tomorrow { $time } call</code>.
mark-already-planned = { $no } has that next step on { $day } already; nothing was changed.
mark-snoozed = ✓ { $no } sleeps until <b>{ $day }</b>
mark-already-snoozed = { $no } sleeps until { $day } already; nothing was changed.
mark-no-such-day = { $typed ->
    [none] Which day?
   *[other] I cannot read a day in “{ $typed }”.
  } Try <code>/{ $command } { $no } { $command ->
    [next] fri send the quote
   *[other] 3d
  }</code>; 2026-12-05, 12-05, 2w and tomorrow work too.
mark-day-is-past = { $day } is not ahead of us. Try <code>/{ $command } { $no } { $command ->
    [next] tomorrow send the quote
   *[other] 3d
  }</code>.
mark-grade-kept = ✓ { $no } stays grade <b>{ $grade }</b>. I ask again when something changes.
mark-not-proposed = Grade { $grade } is not proposed for { $no } any more.
mark-rest-lowered = ✓ { $no } goes on with grade <b>{ $grade }</b>.
mark-rest-pooled = ✓ { $no } lies in the pool now.
mark-rest-kept = ✓ { $no } rests until they write.
log-ask-next-step = <b>{ $no } { $name }</b>: when, and what? For example <code>fri send the quote</code>.
