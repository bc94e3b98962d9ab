fair-none = 🎪 No fair is on. Begin one with <code>/fair Light+Building 2026 until fri</code>: the leads that you add meanwhile get it as their source.
fair-no-name = Which fair? Try <code>/fair Light+Building 2026 until fri</code>; <code>/fair off</code> ends it.
fair-too-long = No fair has so long a name. Try <code>/fair Light+Building 2026 until fri</code>.
fair-bad-day = I do not understand “{ $typed }” as a day. Try <code>/fair Light+Building 2026 until fri</code>.
fair-past = { $day } is over. Try <code>/fair Light+Building 2026 until fri</code>.
fair-too-far = { $day } is too far: a fair lasts { $most } days at most. Try <code>/fair Light+Building 2026 until fri</code>.
fair-graded = ✓ { $no } { $name }: grade { $grade }
fair-begun = 🎪 <b>{ $name }</b> is on until { $until }. Each lead that you add gets it as its source, unless you name another.
fair-status = 🎪 <b>{ $name }</b>, until { $until }.
fair-ended = 🎪 <b>{ $name }</b> is over. Leads get no source by themselves any more.
fair-count = { $all ->
    [one] 1 lead
   *[other] { $all } leads
  }, { $today } of today.
fair-without-grade = { $count ->
    [one] 1 is still without a grade (C until you say otherwise):
   *[other] { $count } are still without a grade (C until you say otherwise):
  }
fair-all-graded = All of them have a grade.
fair-lead = { $link } <b>{ $name }</b>
fair-lead-of = { $link } <b>{ $name }</b> · { $company }
fair-more = and { $count } more, when these have one.

button-end = End
menu-fair = At a fair: Light+Building 2026 until fri
