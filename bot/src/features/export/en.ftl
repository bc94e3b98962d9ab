files-exported = 📤 { $contacts ->
    [one] 1 contact
   *[other] { $contacts } contacts
  }. Opens in Excel; sent back to me, it is understood.
files-export-under-way = ⏳ Writing { $contacts } contacts. The file comes in a moment.
files-nothing-to-export = There is nothing to export yet. Add somebody: <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>
files-column-no = number
files-column-fit = fit
files-column-stage = stage
files-column-health = address health
files-column-owner = owner
files-column-last-touch = last touch
files-column-follow-up = next follow-up
