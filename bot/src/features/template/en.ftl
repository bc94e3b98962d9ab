template-shelf = 📄 <b>Your team’s templates</b>; ours (PAS, something useful first, after a fair) stand beside them in /mail.
template-none = None yet.
template-how = Make one: its name, then subject and text in the next lines:
    <code>/template Samples
    Subject: Samples for {"{"}company, or your team{"}"}
    {""}
    Hi {"{"}first name, or there{"}"},
    shall I send you two samples?</code>
template-no-such = There is no template “{ $typed }”. /template shows all. To make it, write its text in the lines behind the name.
template-no-subject = What is its subject? It stands in the line behind the name: <code>Subject: Samples for {"{"}company{"}"}</code>
template-too-long = Too long: a name has at most { $name } characters, a subject { $subject }, a text { $body }.
template-too-many = A team keeps { $most } templates at most. Remove one first: /template
template-gone = That template is gone. /template shows all.
template-kept = ✓ Kept: <b>{ $name }</b>. <code>/mail 12 { $name }</code> uses it.
template-one = 📄 <b>{ $name }</b>
template-removed = ✓ Removed: { $name }
template-button-remove = ✗ Remove
template-button-all = All
menu-template = Mails you write again and again
