help-head = 📒 <b>Forget the list, remember the person.</b>
    Add a lead: <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany</code> — or just send me a signature, a business card’s text or a file.
    Log what happened: reply to a card, or <code>/log 12 reply wants a quote</code>.
help-daily = <b>Every day</b>
help-contact = <b>A lead</b>
help-book = <b>The book</b>
help-team = <b>Team and settings</b>
help-ways = <b>Back and out</b>
help-foot = Every #12 is a link: tap /l12. Send a command alone and I say how it is used.

menu-add = Add a lead: name, company, email, country …
menu-due = Whom to follow up now, and why
menu-find = Find by name, company, email, country or notes
menu-check = Is somebody in the book already?
menu-log = Log what happened: 12 reply wants a quote
menu-grade = Grade a lead A, B or C: 12 A
menu-stage = Set the stage: 12 interested
menu-value = Set the value: 12 high
menu-next = Plan the next step: 12 fri send the quote
menu-snooze = Put a lead off: 12 3d
menu-edit = Change a field: 12 title: buyer
menu-history = Everything that happened to a lead: 12
menu-undo = Take my last change back
menu-insight = Insights worth sending, and who is due for one
menu-metrics = The figures
menu-import = Bring in a CSV, Excel or vCard file
menu-export = My leads as a file
menu-verify = Check an address now: 12, or all
menu-clean = What the book needs cleaned
menu-forget = Erase a person (GDPR): 12
menu-team = The team: who is in it, who owns how much
menu-invite = Invite somebody: salesperson or manager
menu-assign = Give a lead to somebody: 12 @anna
menu-remove = Remove a member and hand their leads on: @anna
menu-settings = Language, time zone, reminder, working days
menu-help = What I can do
menu-cancel = Leave what is being asked
menu-start = Begin
