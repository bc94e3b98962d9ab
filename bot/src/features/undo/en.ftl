log-undone = ↩️ Taken back: { $verb }{ $contacts ->
    [0] .
    [one] {" "}(1 contact).
   *[other] {" "}({ $contacts } contacts).
  }
log-undone-answer = Taken back.
log-nothing-to-undo = There is nothing of yours to take back. After a change, /undo does it, for example after <code>/grade 12 A</code>.
log-already-undone = That was taken back already; nothing was changed.
log-changed-since = It has been changed again since, so taking it back would lose the newer change. Set it by hand, for example <code>/grade 12 B</code>; /history 12 shows who did what.
log-cannot-undo = This cannot be taken back: who is erased stays erased. Add them again with <code>/add …</code> if they ask for it.
log-no-longer-yours = It is no longer yours to change. Ask your manager, for example to <code>/assign 12 @you</code>.
log-undo-too-late = The button works for ten minutes. /undo still takes your last change back.
undo-mail-gone = Too late: that mail has left and cannot be taken back. /history 12 shows it.
