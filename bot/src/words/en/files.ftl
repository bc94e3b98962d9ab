files-how = 📥 <b>Send me a CSV file</b> (UTF-8, up to 20 MB and { $rows } rows). Its first line names the columns, in English or Chinese, in any order:
    <code>name,company,email,country,grade,source</code>
    <code>Anna Schmidt,Lumen GmbH,anna@lumen.de,Germany,A,Light+Building 2026</code>
    A name or a company is enough. You see what I understood before anything is imported, and /undo takes it back.
    No source column? Write the source under the file. From Excel: “Save as”, then “CSV UTF-8”.
files-reading = 📄 Reading { $name } …
files-too-big = { $name } is over 20 MB: Telegram does not give me more. Split it and send the parts.
files-not-a-table = I cannot read { $name } yet; CSV works now, XLSX and vCard come later. In Excel choose “Save as”, then “CSV UTF-8”, and send that, for example <code>leads.csv</code>.
files-not-fetched = Telegram did not give me { $name }. Please send it again.
files-not-utf8 = { $name } is not in UTF-8. In Excel choose “Save as”, then “CSV UTF-8”, and send it again.
files-empty = There is no row in { $name }. /import shows what a file looks like.
files-no-header = I know no column in the first line of { $name }; it must name at least the name or the company, for example <code>name,company,email,country</code>. /import shows more.
files-too-many-columns = { $name } has too many columns to be a list of people. /import shows what a file looks like.
files-too-many-rows = { $name } has { $rows } rows; I take { $limit } at once. Split it and send the parts.
files-let-go = { $name } is let go. Nothing was imported.
files-gone = This file has been imported or let go already. Send it again if you need it.
files-under-way = ⏳ Importing the { $rows } rows of { $name }. You can go on; I will say when it is done.
files-ask-source = Where do the contacts of { $name } come from? For example <code>Light+Building 2026</code>. It counts for the rows that do not say it.
files-source-noted = 🧭 Source: { $source }. Reading the file again …
files-rejected = ✏️ { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  } to mend: the first column says why. Correct them in this file and send it to me; what is in the book already is skipped.
files-exported = 📤 { $contacts ->
    [one] 1 contact
   *[other] { $contacts } contacts
  }. Opens in Excel; sent back to me, it is understood.
files-export-under-way = ⏳ Writing { $contacts } contacts. The file comes in a moment.
files-nothing-to-export = There is nothing to export yet. Add somebody: <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>

files-waiting = 📄 <b>{ $name }</b>: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  }
files-count-new = ✓ <b>{ $count } new</b>
files-count-duplicates = ＝ { $count } in the book already, or twice in the file: skipped
files-count-rejected = ⚠️ { $count ->
    [one] 1 needs
   *[other] { $count } need
  } attention
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
files-button-import = ✓ Import { $count }
files-button-to-mend = ⬇ The rows to mend
files-button-source = 🧭 Give the source

files-imported = { $added ->
    [0] Nothing in <b>{ $name }</b> was new; nothing was added.
    [one] ✓ <b>1 contact</b> added from { $name }
   *[other] ✓ <b>{ $added } contacts</b> added from { $name }
  }
files-numbers = { $first } – { $last }, yours
files-skipped = ＝ { $count } in the book already, or twice in the file: skipped
files-sourceless = 🧭 { $count } without a source: nobody may mail them until it is known, for example <code>/edit 12 source: Light+Building 2026</code>
files-to-mend = ⚠️ { $count ->
    [one] 1 row needs
   *[other] { $count } rows need
  } attention: in the file below
files-nameless = Neither a name nor a company.
files-broken = This line cannot be read as CSV.

files-column-problem = problem
files-column-no = number
files-column-fit = fit
files-column-stage = stage
files-column-health = address health
files-column-owner = owner
files-column-last-touch = last touch
files-column-follow-up = next follow-up
