merge-how = Which two are one person? The first stays: <code>/merge 12 34</code>
merge-same = { $no } is one contact already. Name two, for example <code>/merge 12 34</code>.
merge-merged = ✓ { $gone } is merged into <b>{ $into }</b>, with both histories. /undo splits them again.
merge-left = Kept as a note: { $note }
merge-note = From { $no }: { $values }
merge-note-field = { $field } { $value }
merge-ask = ⚠️ <b>{ $stays }</b> and <b>{ $gone }</b> have neither name, company, address nor number in common. Are they one person?
button-merge = Merge
