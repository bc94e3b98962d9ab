files-how = 📥 <b>Send me your list</b> as it is: CSV, Excel (.xlsx, .xls) or vCard, up to 20 MB and { $rows } rows. Exports of Alibaba.com, Made-in-China, Global Sources, LinkedIn, HubSpot, Outlook and Google Contacts are understood. The columns have names, in English or Chinese, in any order:
    <code>name,company,email,country,grade,source</code>
    <code>Anna Schmidt,Lumen GmbH,anna@lumen.de,Germany,A,Light+Building 2026</code>
    A name or a company is enough. You see what I understood before anything is imported, and /undo takes it back.
    No source column? Write under the file where you met them.
files-reading = 📄 Reading { $name } …
files-too-big = { $name } is over 20 MB: I take no more. Split it, and import the parts.
files-not-a-table = I cannot read { $name }: it is no list that I know. Save it as Excel (.xlsx) or CSV and send that, for example <code>leads.xlsx</code>.
files-not-fetched = Telegram did not give me { $name }. Please send it again.
files-damaged = { $name } is damaged: it says what it is and cannot be opened. Open it, save it again as .xlsx or CSV, and send that.
files-locked = { $name } is protected by a password. Save it without one and send it again.
files-too-much = { $name } unpacks to far more than a list of people. Copy the rows into a new workbook and send that.
files-empty = There is no row in { $name }. A list has a row that names its columns, for example <code>name,company,email,country</code>, and below it a row for each person.
files-no-header = I find no names of columns in { $name }. One row must name at least the name, the company or the email, for example <code>name,company,email,country</code>.
files-bought = { $name } says that it was bought, or gathered by a machine. A bought list does not come in: nobody on it agreed to hear from you (GDPR Art. 6 and 14, PIPL Art. 13), and one mail to it can cost your sender’s name. Send people whom you met.
files-too-many = I look at { $most } files in one minute, and { $name } is one more. Send it again in a minute.
files-too-many-columns = { $name } has too many columns to be a list of people. Keep those that matter, for example <code>name,company,email,country</code>.
files-too-many-rows = { $name } has { $rows } rows; I take { $limit } at once. Split it, and import the parts.
files-let-go = { $name } is let go. Nothing was imported.
files-made-room = { $name } was still waiting and is let go: at most { $most } files wait for you. Nothing of it was imported; send it again if you need it.
files-gone = This file has been imported or let go already. Send it again if you need it.
files-importing = ⏳ Importing …
files-under-way = ⏳ Importing { $name }: { $done } of { $rows } rows. You can go on; this message becomes the result.
files-taken-back = { $name } was taken back while it was being imported. Nothing of it is in the book.
files-failed = Something went wrong with { $name } (code { $code }), and all of it is taken back: nothing was imported. Please send it again.
files-failed-halfway = Something went wrong with { $name } (code { $code }). { $added } contacts had come in and stay, since some are being worked on. Send the file again: what is there is skipped.
files-ask-source = Where do the contacts of { $name } come from? For example <code>Light+Building 2026</code>. It counts for the rows that do not say it.
files-source-noted = 🧭 Source: { $source }. Reading the file again …
files-rejected = ✏️ { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  } to mend: the first column says why. Correct them in this file and send it to me; what is in the book already is skipped.
files-waiting = 📄 <b>{ $name }</b>: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  }
files-count-new = ✓ <b>{ $count } new</b>
files-count-duplicates = ＝ { $count } in the book already, or twice in the file
files-count-filling = ＋ { $count } of them would fill something that is missing
files-count-rejected = ⚠️ { $count ->
    [one] 1 needs
   *[other] { $count } need
  } attention
files-count-hidden = 🧹 { $count ->
    [one] 1 row had
   *[other] { $count } rows had
  } hidden characters in it; I took them out
files-count-opted-out = 🚫 { $count } opted out: nobody writes to them any more
files-count-bounced = 📭 { $count ->
    [one] 1 address bounced: it counts as invalid
   *[other] { $count } addresses bounced: they count as invalid
  }
files-sheet = ▤ Sheet: <b>{ $sheet }</b>, of { $sheets }
files-untitled = ❔ It names no columns. I took them for what they look like: check them under <i>Columns</i>.
files-nobody = ❔ I know no column for the name or the company. Tap <i>Columns</i> and say what each holds.
files-days = 📅 { $column }: { $example } is { $day }
files-days-open = 📅 { $column }: is { $example } { $one } or { $other }? Until you say it, such days go to the note.
files-noted = To the note: { $columns }
files-columns = Columns: { $columns }
files-unused = Not used: { $columns }
files-first = The first rows:
files-problem = ⚠️ Line { $line }: { $what }
files-source = 🧭 Source: { $source }
files-no-source = 🧭 { $count ->
    [one] 1 row says
   *[other] { $count } rows say
  } no source. Without one nobody may be mailed.
files-first-name = first name
files-last-name = last name
files-opted-out = opted out
files-subscribed = wants mail
files-bounced = bounced
files-status = status
files-address-book-group = group
files-button-import = ✓ Import { $count }
files-button-mark = 🚫 Mark { $count }
files-button-to-mend = ⬇ The rows to mend
files-button-source = 🧭 Give the source
files-button-fill = { $count ->
    [0] ＋ Fill in { $filling }
   *[other] ✓ Import { $count }, fill in { $filling }
  }
files-button-columns = ▦ Columns
files-button-look = ✓ Done
files-page-after = ▶
files-columns-title = ▦ <b>{ $name }</b>: what each column holds. Tap one to change it.
files-column = <b>{ $name }</b> → { $holds } <i>{ $sample }</i>
files-column-ask = ▦ <b>{ $name }</b> <i>{ $sample }</i>
    What does this column hold?
files-left-out = left out
files-leave-out = ✗ Leave out

files-imported = { $added ->
    [0] { $filled ->
        [0] Nothing in <b>{ $name }</b> was new; nothing was added.
       *[other] ✓ Nobody new in <b>{ $name }</b>
      }
    [one] ✓ <b>1 contact</b> added from { $name }
   *[other] ✓ <b>{ $added } contacts</b> added from { $name }
  }
files-filled = ＋ { $count ->
    [one] 1 contact was there; what was missing is filled in
   *[other] { $count } were there; what was missing is filled in
  }
files-numbers = { $first } – { $last }
files-skipped = ＝ { $count } in the book already, or twice in the file: skipped
files-sourceless = 🧭 { $count } without a source: nobody may mail them until it is known, for example <code>/edit 12 source: Light+Building 2026</code>
files-to-mend = ⚠️ { $count ->
    [one] 1 row needs
   *[other] { $count } rows need
  } attention
files-nameless = Neither a name nor a company.
files-group = A group of an address book, no person.
files-oversize = Far too long for one person: at most { $columns } columns, and a few pages of text in a cell (line { $line }).

files-column-problem = problem
