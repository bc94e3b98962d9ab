metrics-no-such-period = “{ $typed }” is no period. Try <code>/metrics 90d</code>, <code>/metrics 2026Q3</code> or <code>/metrics all by grade</code>.
metrics-no-such-dimension = I cannot tell figures apart by “{ $typed }”; by owner, grade, source, country or industry I can. Try <code>/metrics 30d by source</code>.

metrics-team = 📊 <b>The team</b>, { $contacts ->
    [one] 1 contact
   *[other] { $contacts } contacts
  } · { $period }
metrics-own = 📊 <b>Your figures</b>, { $contacts ->
    [one] 1 contact
   *[other] { $contacts } contacts
  } · { $period }
metrics-days = { $days ->
    [one] today ({ $last })
   *[other] { $days } days ({ $first } – { $last })
  }
metrics-quarter = { $quarter } ({ $first } – { $last })
metrics-all = from the beginning to { $last }
metrics-rate = { $percent } % ({ $part } of { $of }){ $mark }
metrics-small = * a small sample, under { $cases } cases: it says little yet

metrics-validity = ✉️ Valid addresses <b>{ $rate }</b>, goal { $goal } %
metrics-validity-low = ⚠️ Below the goal of { $goal } %: /clean shows what to mend.
metrics-verified = · verified { $rate }
metrics-replies = ↩️ Replied within 30 days <b>{ $rate }</b>
metrics-opened = · opened { $rate }
metrics-clicked = · clicked { $rate }
metrics-conversion = 🎯 Conversion <b>{ $rate }</b>
metrics-kind = · { $kind } { $rate }
metrics-coverage = ✅ Follow-ups in time <b>{ $rate }</b>
metrics-focus = ⚖️ Focus: A gets <b>{ $touches }</b> of the touches and is <b>{ $contacts }</b> of the contacts; goal { $goal } % on { $few } %
metrics-fit = 👌 Fit the ideal customer <b>{ $fit }</b>; of these replied { $replies }
metrics-added = 🌱 Added <b>{ $added }</b>
metrics-source = · { $source } { $added }: valid { $validity }, conversion { $conversion }

metrics-by-owner = By owner:
metrics-by-grade = By grade:
metrics-by-source = By source:
metrics-by-country = By country:
metrics-by-industry = By industry:
metrics-group = <b>{ $name }</b>: { $contacts ->
    [one] 1 contact
   *[other] { $contacts } contacts
  }, { $added } new
metrics-group-rates = { $low }valid { $validity } · replied { $replies } · conversion { $conversion } · in time { $coverage }
metrics-group-fit = 👌 fit well { $fit }, of these replied { $replies }
metrics-more = … and { $count } more
metrics-unknown = unknown
metrics-pool = In the pool
metrics-grade = Grade { $grade }
metrics-button-days = { $days }d
metrics-button-all = all
metrics-button-owner = by owner
metrics-button-grade = by grade
metrics-button-source = by source
metrics-button-country = by country
metrics-button-industry = by industry
metrics-mails = 📨 Mails <b>{ $sent }</b>: delivered { $delivered }, answered { $answered }{ $colleagues ->
    [0] {""}
   *[other] , { $colleagues } of them by colleagues
  }; came back: { $hard } bad addresses, { $soft } others
metrics-template = · { $name } { $sent }: answered { $answered }
metrics-by-hand = by hand
