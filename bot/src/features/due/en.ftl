due-head = 📋 <b>{ $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  }</b> due · A { $a } · B { $b } · C { $c }
due-nothing = 🎉 Nothing is due, and nothing is planned. Plan something with <code>/next 12 fri send the quote</code>, or find somebody with <code>/find lumen</code>.
due-nothing-until = 🎉 Nothing is due today. Next: { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } on { $day }.
morning-head = ☀️ <b>{ $day }</b>: { $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  } · A { $a } · B { $b } · C { $c }
morning-done = ☀️ <b>{ $day }</b>: all done. 🎉
morning-over = ☀️ { $weekday }: { $done } of { $total } done
morning-past = A newer list has come. /due shows what is due now.
