contact-find-how = What shall I find? Up to 100 characters, for example <code>/find lumen</code> or <code>/find 德国</code>.
contact-not-found = Nothing among your contacts has “{ $text }”. A part of a word is enough, for example <code>/find lum</code>; <code>/check { $text }</code> looks in the whole team.
contact-found = 🔎 “{ $text }”: { $total ->
    [one] 1 contact
   *[other] { $total } contacts
  }
contact-found-more = 🔎 “{ $text }”: more than { $total } contacts. A longer word finds fewer; these are the first { $total }.
