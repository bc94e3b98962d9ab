team-default-name = { $name }’s team
team-welcome-owner = 👋 <b>{ $team }</b> is founded, and you are its owner. First set the clock and the name: /settings. Then bring in the team: <code>/invite salesperson</code>. Or add your first lead:
    <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany</code>
team-welcome-manager = 👋 Welcome to <b>{ $team }</b> as a manager. Bring in a salesperson: <code>/invite salesperson</code>; see who is here: /team. Your language, time zone and reminder: /settings.
team-welcome-salesperson = 👋 Welcome to <b>{ $team }</b>. Add your first lead, or send me a signature or a list:
    <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, Germany</code>
    Every morning I tell you whom to follow up. Language, time zone and reminder: /settings.
team-bad-code = This link does not work (any more). Ask whoever gave it to you for a new one and open it here.
team-in-already = You are in <b>{ $team }</b> already; nothing was changed. /help shows what you can do.
team-has-joined = 👋 <b>{ $name }</b> has joined as { $role }.

team-invite-as-what = Invite whom? Try <code>/invite salesperson</code> or <code>/invite manager</code>.
team-only-owners-invite = Managers are invited by the team’s owner. You can invite salespeople: <code>/invite salesperson</code>.
team-invited = ✉️ An invite for one <b>{ $role }</b>. Pass it on; it works once, for seven days, until { $until }:
    { $link }
team-invite-revoked = ✓ The invite ({ $role }) is revoked; its link works no more.
team-invite-not-open = That invite is not open any more; nothing was changed. /team shows those that are.

team-assign-to-whom = Give { $no } to whom? Try <code>/assign { $no } @anna</code> or <code>/assign { $no } pool</code>.
team-no-such-member = { $typed ->
    [none] Whom do you mean?
   *[other] Nobody in the team is called “{ $typed }”.
  } /team shows who is; name them by username or name, for example <code>@anna</code>.
team-which-member = Several fit “{ $typed }”. Whom do you mean?
team-assigned = ✓ { $no } is <b>{ $to }</b>’s now.
team-pooled = ✓ { $no } lies in the pool now.
team-theirs-already = { $no } is { $to }’s already; nothing was changed.
team-pooled-already = { $no } lies in the pool already; nothing was changed.
team-given-to-you = 🤝 <b>{ $by }</b> gave you { $no }.

team-remove-whom = Remove whom, and who gets their leads? Try <code>/remove @anna to @lina</code> or <code>/remove @anna to pool</code>.
team-last-owner = { $name } is the team’s last owner and stays: a team has an owner. Somebody else can go, for example <code>/remove @anna</code>.
team-not-yours-to-remove = { $name } can only be removed by the team’s owner. You can remove salespeople, for example <code>/remove @anna</code>.
team-hand-to-whom = <b>{ $name }</b> leaves. Hand { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } to whom? Press, or write a name.
team-heir-is-leaver = { $name } leaves, so somebody else must get the contacts. Try <code>/remove @anna to @lina</code> or <code>/remove @anna to pool</code>.
team-removed = ✓ <b>{ $name }</b> has left the team; { $count ->
    [0] there were no contacts to hand on.
    [one] 1 contact is <b>{ $to }</b>’s now.
   *[other] { $count } contacts are <b>{ $to }</b>’s now.
  }{ $mails ->
    [0] {""}
    [one] {" "}1 mail of theirs that waited does not go.
   *[other] {" "}{ $mails } mails of theirs that waited do not go.
  }
team-removed-to-pool = ✓ <b>{ $name }</b> has left the team; { $count ->
    [0] there were no contacts to hand on.
    [one] 1 contact lies in the pool now.
   *[other] { $count } contacts lie in the pool now.
  }{ $mails ->
    [0] {""}
    [one] {" "}1 mail of theirs that waited does not go.
   *[other] {" "}{ $mails } mails of theirs that waited do not go.
  }
team-you-were-removed = You are no longer in <b>{ $team }</b>, and I cannot show you its book any more. If that is a mistake, ask your manager.
team-you-are-back = 👋 You are in <b>{ $team }</b> again, as before. See what is due: /due.
team-you-inherited = 🤝 { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  } of <b>{ $from }</b>, who has left, { $count ->
    [one] is
   *[other] are
  } yours now (by { $by }). See what is due: /due.
team-role-set = ✓ <b>{ $name }</b> is { $role } now.
team-role-already = { $name } is { $role } already; nothing was changed.
team-your-role = You are <b>{ $role }</b> of the team now. /help shows what you can do.
team-member-gone = They are no longer in the team; nothing was changed. /team shows who is.

team-title = 👥 <b>{ $name }</b> · { $count ->
    [one] 1 member
   *[other] { $count } members
  }
team-member = {" "}· { $role } · { $count ->
    [one] 1 contact
   *[other] { $count } contacts
  }
team-blocked = {" "}· 🔕 blocked the bot
team-pool = 🏊 In the pool: { $count }
team-invites = <b>Open invites</b>
team-invite = { $number }. { $role }, by { $by }, until { $until }
team-button-copy = 📋 Copy the link
team-button-revoke = ✖ Revoke
team-button-revoke-listed = ✖ Revoke { $number }
team-button-make-manager = ⬆ Make manager: { $name }
team-button-make-salesperson = ⬇ Make salesperson: { $name }
