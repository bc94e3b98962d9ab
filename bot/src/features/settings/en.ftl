settings-saved = ✓ Saved.
settings-saved-and-settling = ✓ Saved. The due days of all contacts are being worked out anew; that takes a moment.
settings-so-already = It is so already; nothing was changed.
settings-no-such = I cannot set “{ $typed }”. Try <code>/settings reminder 08:30</code>; timezone, language, days, holidays and away work too.
settings-teams-only = Name, address and cadence of the team are for managers and owners. Your own you can set, for example <code>/settings reminder 08:30</code>.
settings-no-such-zone = { $typed ->
    [none] Which time zone?
   *[other] I do not know the time zone “{ $typed }”.
  } Try <code>/settings timezone Asia/Shanghai</code>; a big city works too.
settings-no-such-language = { $typed ->
    [none] Which language?
   *[other] I do not speak “{ $typed }”.
  } Try <code>/settings language zh</code> or <code>/settings language en</code>.
settings-no-such-time = { $typed ->
    [none] At what time?
   *[other] “{ $typed }” is no time of day.
  } Try <code>/settings reminder 08:30</code>.
settings-no-such-days = { $typed ->
    [none] Which working days?
   *[other] I cannot read working days in “{ $typed }”.
  } Try <code>/settings days mon-sat</code>.
settings-no-such-holidays = { $typed ->
    [none] The public holidays of which country?
   *[other] I do not know the public holidays of “{ $typed }”.
  } Try <code>/settings holidays CN</code>, or <code>/settings holidays off</code>. Known: { $known }
settings-no-such-day = { $typed ->
    [none] Until which day?
   *[other] “{ $typed }” is no day ahead of us.
  } Try <code>/settings away 2w</code>, a date like 2026-12-20, or <code>/settings away off</code>.
settings-no-such-cadence = { $typed ->
    [none] How many days per grade? From 1 to 730, or off.
   *[other] I cannot read “{ $typed }”: days per grade, from 1 to 730, or off.
  } Try <code>/settings cadence A=5 B=10 C=off</code>.
settings-no-such-address = An address has one to 200 characters. Try <code>/settings address 88 Keji Road, Shenzhen 518057, China</code>, or <code>/settings address off</code>.
settings-no-such-name = A name has one to 200 characters. Try <code>/settings name Brightway LED</code>.

settings-title = ⚙️ <b>Your settings</b>
settings-language = 🌐 Language: <b>{ $language }</b>
settings-zone = 🕘 Time zone: <b>{ $zone }</b> (now { $time })
settings-reminder = ⏰ Daily reminder: <b>{ $time }</b>
settings-days = 📅 Working days: <b>{ $days }</b>
settings-holidays = 🎌 Public holidays: <b>off work in { $country }</b> (known to { $year })
settings-no-holidays = 🎌 Public holidays: worked
settings-away = 🏖 Away: <b>no reminders until { $day }</b>
settings-not-away = 🏖 Away: no
settings-how = In a line: <code>/settings timezone Berlin</code>, <code>/settings holidays CN</code>, <code>/settings away 2w</code>
settings-team = 👥 <b>{ $name }</b>
settings-cadence = 🔁 Follow-up: A { $a } · B { $b } · C { $c }
settings-every = { $days ->
    [one] every day
   *[other] every { $days } days
  }
settings-off = off
settings-address = 🏢 Address: { $address }
settings-no-address = 🏢 Address: –
settings-team-how = In a line: <code>/settings cadence A=5 B=10 C=off</code>, <code>/settings name Brightway LED</code>, <code>/settings address …</code>
settings-zones = 🕘 <b>Where are you?</b> Another place: <code>/settings timezone Europe/Madrid</code>
settings-days-run = { $first }–{ $last }
settings-button-zone = 🕘 Time zone …
settings-button-reminder = ⏰ { $time }
settings-button-holidays = 🎌 Holidays: { $country }
settings-button-no-holidays = 🎌 No holidays
settings-button-away-3d = 🏖 3 days
settings-button-away-1w = 🏖 1 week
settings-button-away-2w = 🏖 2 weeks
settings-button-back = 🏖 I am back

zone-shanghai = China
zone-hong-kong = Hong Kong
zone-taipei = Taipei
zone-singapore = Singapore
zone-ho-chi-minh = Vietnam
zone-tokyo = Tokyo
zone-dubai = Dubai
zone-istanbul = Istanbul
zone-berlin = Berlin
zone-london = London
zone-lagos = Lagos
zone-sao-paulo = São Paulo
zone-new-york = New York
zone-los-angeles = Los Angeles
