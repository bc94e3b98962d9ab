hint = I keep your leads. Add one with <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de</code>, see what is due with /due, or /help.
unknown-command = I do not know that command. /help shows what I can do, for example <code>/find lumen</code>.
nearest-command = There is no { $typed }. Did you mean <code>{ $example }</code>? /help shows what I can do.
replied-to-no-card = Nothing was logged: that message is no card. Reply to a card, or try <code>/log 12 reply wants a quote</code>; /find gives the number.
not-in-groups = The lead book works in the private chat only, so that nobody else reads it: https://t.me/{ $bot }
not-your-role = /{ $command } is for managers and owners of the team. Ask one of them; /help shows what you can do.
not-a-number = { $typed ->
    [none] Which contact?
   *[other] “{ $typed }” is no contact number, and none of your contacts is called so.
  } Try <code>/{ $command } 12{ $command ->
    [log] {" "}reply wants a quote
    [grade] {" "}A
    [stage] {" "}interested
    [value] {" "}high
    [next] {" "}fri send the quote
    [snooze] {" "}3d
    [edit] {" "}country: Germany
    [assign] {" "}@anna
   *[other] {""}
  }</code>; /find gives the number.
no-such-contact = There is no { $no } among your contacts. /find shows what you have, for example <code>/find lumen</code>.
merged-into = { $no } was merged into { $into }: { $link }
private = This lead book is private. Ask your manager for an invite link and open it here.
fault = Something went wrong on our side, and nothing was changed. Please try again; if it stays, tell your administrator the code { $code }.
being-read = ⏳ Reading a large book … the answer comes here in a moment.
old-button = This button is too old. Send the command again, for example /due.
nothing-asked = Nothing is being asked any more. Send the command again, for example /add.
question-over = This question was answered or left; nothing was changed.
done-before = Done already, by { $by }, { $at }.
cannot-use = I can use text, contacts, CSV, Excel and vCard files. Write it down for me, for example <code>/add Anna Schmidt, Lumen GmbH</code>.
edits-do-not-count = An edited message changes nothing here. Send it as a new message; /undo takes the last change back.
cancelled = Left. Nothing was changed.
list-and = {", "}
too-much = That is more than { $most } messages in one minute: this one and what follows in it are left out. Send them again in a minute; many contacts come in faster as one file, see /import.
repeat = (This may be a repeat.)

day = { $year ->
    [none] { $weekday } { $day } { $month }
   *[other] { $weekday } { $day } { $month } { $year }
  }
day-time = { $day }, { $time }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

value-high = high
value-medium = medium
value-low = low
stage-new = new
stage-contacted = contacted
stage-interested = interested
stage-customer = customer
stage-lost = lost
health-verified = verified
health-unverified = unverified
health-risky = risky
health-invalid = invalid
purchase-role-decision-maker = decision maker
purchase-role-influencer = influencer
purchase-role-user = user
channel-trade-show = trade show
channel-website = website
channel-linkedin = LinkedIn
channel-b2b-platform = B2B platform
channel-customs-data = customs data
channel-referral = referral
channel-inbound = inbound
channel-other = other
kind-sent = email sent
kind-message = message
kind-quote = quote sent
kind-sample-sent = sample sent
kind-no-answer = no answer
kind-message-by = { $messenger } message
messenger-whatsapp = WhatsApp
messenger-wechat = WeChat
messenger-linkedin = LinkedIn
messenger-sms = text
messenger-telegram = Telegram
messenger-trademanager = TradeManager
messenger-facebook = Facebook
messenger-instagram = Instagram
messenger-skype = Skype
messenger-teams = Teams
messenger-line = LINE
messenger-viber = Viber
messenger-zalo = Zalo
messenger-kakaotalk = KakaoTalk
messenger-qq = QQ
messenger-dingtalk = DingTalk
kind-call = call
kind-meeting = meeting
kind-insight = insight
kind-reply = reply
kind-inquiry = inquiry
kind-sample = sample request
kind-order = order
kind-note = note
kind-opened = opened
kind-clicked = clicked
kind-bounced = bounced
kind-opted-out = opted out
role-salesperson = salesperson
role-manager = manager
role-owner = owner
lang-en = English
lang-zh = 中文

jump-morning = Next morning
jump-day = +1 day
jump-nudge = Next bimonthly nudge
jump-cleanup = Next clean-up

history-cell = { $before } → { $after }
history-field = { $field }: { $before } → { $after }
verb-added = added
verb-edited = edited
verb-graded = grade
verb-staged = stage
verb-valued = value
verb-logged = logged
verb-planned = next step
verb-snoozed = snoozed
verb-rested = rest
verb-assigned = assigned
verb-merged = merged
verb-imported = imported
verb-forgot = erased
verb-settled = settings
verb-basis-given = why one may write
verb-mail-planned = mail planned
verb-mail-sent = mail sent
verb-company-opted-out = company opted out
verb-template-kept = template
verb-template-removed = template removed
verb-fair-set = the fair
verb-team-settled = team settings
verb-invited = invited
verb-revoked = invite revoked
verb-role-changed = role changed
verb-removed = member removed
verb-insight-added = insight added
verb-insight-sent = insight sent
verb-insight-removed = insight removed
verb-verified = address checked
verb-ideal-set = ideal customer
verb-grade-declined = grade kept
verb-kept = kept as it is
busy = I still have { $most } things to do for you. Wait until they are done, and send this again.
