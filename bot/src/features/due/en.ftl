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
due-head-graded = 📋 <b>{ $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  }</b> due{ $only ->
    [none] .
   *[other] {" "}· only grade { $only }
  }
due-head-team = 📋 <b>The team</b>: { $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  } due · { $only ->
    [none] A { $a } · B { $b } · C { $c }
   *[other] only grade { $only }
  }
due-head-of = 📋 <b>{ $name }</b>: { $total ->
    [one] 1 follow-up
   *[other] { $total } follow-ups
  } due · { $only ->
    [none] A { $a } · B { $b } · C { $c }
   *[other] only grade { $only }
  }
due-nobody-called-so = { $typed ->
    [none] Whose?
   *[other] Nobody in the team is called “{ $typed }”, and it is no grade.
  } Try <code>/due @anna</code>, <code>/due team</code> or <code>/due A</code>; /team shows who is in it.
due-several-called-so = Several fit: { $names }. Write the whole name, for example <code>/due Anna Liu</code>.
due-only-yours = Only managers and owners see what is due to others. Yours: /due, or <code>/due A</code>.
