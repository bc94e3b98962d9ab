several-none-there = None of { $numbers } is among your contacts. /find shows what you have, for example <code>/find lumen</code>.
several-graded = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: grade <b>{ $grade }</b>
several-staged = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: stage <b>{ $stage }</b>
several-valued = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: value <b>{ $value }</b>
several-planned = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: next step on <b>{ $day }</b>
several-snoozed = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: sleep until <b>{ $day }</b>
several-logged = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: { $kind } logged
several-assigned = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: now <b>{ $to }</b>’s
several-pooled = ✓ { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: now in the pool
several-given-to-you = 🤝 <b>{ $by }</b> gave you { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }: { $numbers }. See them with /due.
several-taken-from-you = 🤝 <b>{ $by }</b> gave { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } of yours to somebody else: { $numbers }.
several-these = { $numbers }
several-same = So already: { $numbers }
several-suppressed = Opted out, so nothing can have been sent: { $numbers }
several-missing = Not among your contacts: { $numbers }
