verify-verified = ✓ { $no }: <b>verified</b>: { $domain } takes mail (looked up { $on }).
verify-verified-before = ✓ { $no }: <b>verified</b> on { $on }. Nobody answers for { $domain } just now; I try again by myself within a week.
verify-no-answer = ❔ { $no }: <b>unverified</b>: nobody has answered for { $domain } yet. The form of the address is right; I try again by myself within a week.
verify-risky-role = ⚠️ { $no }: <b>risky</b>: { $email } is a shared mailbox, nobody’s own. Ask for theirs: <code>/edit { $no } email: anna@lumen.de</code>
verify-risky-free-mail = ⚠️ { $no }: <b>risky</b>: { $email } is free mail, not their company’s. Ask for theirs: <code>/edit { $no } email: anna@lumen.de</code>
verify-risky-disposable = ⚠️ { $no }: <b>risky</b>: { $email } is a throw-away address. Ask for a lasting one: <code>/edit { $no } email: anna@lumen.de</code>
verify-bounced = ❌ { $no }: <b>invalid</b>: mail to it bounced. Mend it with <code>/edit { $no } email: anna@lumen.de</code>, or call.
verify-no-domain = ❌ { $no }: <b>invalid</b>: there is no domain { $domain }. A slip of the pen? <code>/edit { $no } email: anna@lumen.de</code>
verify-null-mx = ❌ { $no }: <b>invalid</b>: { $domain } says that it takes no mail. Find another: <code>/edit { $no } email: anna@lumen.de</code>
verify-no-server = ❌ { $no }: <b>invalid</b>: { $domain } has no mail server. Find another: <code>/edit { $no } email: anna@lumen.de</code>
verify-no-email = { $no } has no email address. Add one with <code>/edit { $no } email: anna@lumen.de</code>.
verify-asking = ⏳ Asking who takes mail for { $domain } …
verify-no-addresses = There is no address to check yet. Add somebody: <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>
verify-progress = ⏳ Checking addresses: { $done } of { $total }. You can go on; this message tells the end.
verify-checked = ✓ <b>{ $total ->
    [one] 1 address
   *[other] { $total } addresses
  } checked</b>
verify-count-verified = ✅ { $count } verified: their domain takes mail
verify-count-risky = ⚠️ { $count } risky: shared, throw-away or free mail addresses
verify-count-invalid = ❌ { $count } invalid: bounced, or no mail server
verify-count-no-answer = ❔ { $count } without an answer: I try again within a week
