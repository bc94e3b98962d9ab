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
history-merged = { $no } into this
history-reason = {" "}— { $reason }
history-undone = {" "}· <i>taken back</i>
history-more = Older ▶
history-card = ◀ Card
history-whole = ⬇ In full
history-file = 🕘 All that happened with { $no }, in full.
