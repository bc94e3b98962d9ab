ideal-title = 🎯 <b>The ideal customer</b>
ideal-empty = The team has none yet. Say whom you want, and every card says how well the contact fits.
ideal-wanted = ✅ { $field }: { $traits }
ideal-unwanted = 🚫 { $field }: { $traits }
ideal-count = Your contacts fit: well <b>{ $good }</b> · in part <b>{ $partly }</b> · poorly <b>{ $poor }</b> · unknown <b>{ $unknown }</b>
ideal-rules = What is not named is neutral. What is unknown of a contact counts neither for nor against.
ideal-how = In one line: <code>/profile want industry: lighting, hotels; country: Germany, EU; size: 50-500; avoid country: Russia</code>. A tap turns a trait from ✅ to 🚫, and a second one takes it out; <code>/profile clear</code> takes out all.
ideal-and = ,{" "}
ideal-then = ;{" "}
ideal-between = { $from }–{ $to }
ideal-from = { $from }+
ideal-to = up to { $to }
ideal-labelled = { $field } { $value }
ideal-not-wanted = not wanted: { $what }
ideal-not-known = { $fields } unknown
ideal-neither = nothing wanted or unwanted

ideal-saved = ✓ Saved; the fit of every contact follows.
ideal-so-already = It is so already; nothing was changed.
ideal-not-there = That is not in the profile any more.
ideal-no-stance = Wanted, unwanted or neutral? Begin with want, avoid or neutral, for example <code>/profile want industry: lighting; country: Germany, EU</code>.
ideal-no-field = { $typed ->
    [none] Want what?
   *[other] “{ $typed }” is no part of a profile.
  } It has industry, country, size, revenue, title and role, for example <code>/profile want industry: lighting; size: 50-500</code>.
ideal-no-trait = { $typed ->
    [none] Which { $field }?
   *[other] “{ $typed }” is no { $field } that I can compare with.
  } Try { $code ->
    [country] <code>/profile want country: Germany, EU</code>; GCC, ASEAN and Latin America work too.
    [size] <code>/profile want size: 50-500</code>, or <code>200+</code>.
    [revenue] <code>/profile want revenue: 1M-50M USD</code>, or <code>&gt; 10M USD</code>.
    [role] <code>/profile want role: decision maker</code>; influencer and user work too.
    [title] <code>/profile want title: buyer, purchasing manager</code>.
   *[other] <code>/profile want industry: lighting, hotels</code>.
  }
ideal-too-many = A profile names at most { $most } things. Take one out first, for example <code>/profile neutral country: France</code>.
ideal-ask = Which { $field } do you want? { $code ->
    [country] For example <code>Germany, EU, GCC</code>.
    [size] For example <code>50-500</code> or <code>200+</code>.
    [revenue] For example <code>1M-50M USD</code> or <code>&gt; 10M USD</code>.
    [role] Decision maker, influencer or user.
    [title] For example <code>buyer, purchasing manager</code>.
   *[other] For example <code>lighting, hotels</code>.
  }

card-fit = 🎯 Fit: <b>{ $fit }</b> — { $why }
card-propose = ⚖️ Grade { $grade } → <b>{ $proposed }</b>? { $why }
propose-good-answered = They fit well and show interest.
propose-good-high-value = They fit well, and orders could be large.
propose-good-untried = They fit well.
propose-partly-answered = They fit in part and show interest.
propose-poor-silent = They do not fit and never wrote.
button-regrade = ⚖️ Grade { $grade }?
button-keep-grade = Keep { $grade }

fit-good = good
fit-partly = in part
fit-poor = poor
fit-unknown = unknown
region-eu = EU
region-gcc = GCC
region-asean = ASEAN
region-latam = Latin America
