log-undone = ↩️ 已撤销：{ $verb }{ $contacts ->
    [0] 。
   *[other] （{ $contacts } 个客户）。
  }
log-undone-answer = 已撤销。
log-nothing-to-undo = 您没有可撤销的操作。改动之后发 /undo 即可撤销，例如在 <code>/grade 12 A</code> 之后。
log-already-undone = 这一步已经撤销过，没有改动。
log-changed-since = 之后又有人改过，撤销会丢掉新的改动。请手动改，例如 <code>/grade 12 B</code>；/history 12 可看谁改了什么。
log-cannot-undo = 这一步不能撤销：已抹除的资料找不回来。如对方要求，可用 <code>/add …</code> 重新添加。
log-no-longer-yours = 这个客户已不归您，改不了。请经理处理，例如 <code>/assign 12 @您</code>。
log-undo-too-late = 按钮只在十分钟内有效。发 /undo 仍可撤销最近一步。
undo-mail-gone = 来不及了，邮件已经发出，撤不回来。/history 12 可以看到。
