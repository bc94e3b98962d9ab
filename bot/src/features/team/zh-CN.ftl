team-default-name = { $name }的团队
team-welcome-owner = 👋 <b>{ $team }</b> 建好了，您是负责人。先用 /settings 设好时区和团队名，再邀请同事：<code>/invite 业务员</code>；也可以马上添加第一个客户：
    <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, 德国</code>
team-welcome-manager = 👋 欢迎加入 <b>{ $team }</b>，您是经理。邀请业务员：<code>/invite 业务员</code>；看团队成员：/team；语言、时区、提醒时间：/settings。
team-welcome-salesperson = 👋 欢迎加入 <b>{ $team }</b>。添加第一个客户，或者把邮件签名、客户表直接发给我：
    <code>/add Anna Schmidt, Lumen GmbH, anna@lumen.de, 德国</code>
    每天早上我会告诉您该跟进谁。语言、时区、提醒时间：/settings。
team-bad-code = 这个链接不能用（或已失效）。请向给您链接的人再要一个，在这里打开。
team-in-already = 您已经在 <b>{ $team }</b> 里了，没有改动。能做什么请看 /help。
team-has-joined = 👋 <b>{ $name }</b> 已加入，角色：{ $role }。

team-invite-as-what = 邀请谁？例如 <code>/invite 业务员</code> 或 <code>/invite 经理</code>。
team-only-owners-invite = 经理只能由团队负责人邀请。您可以邀请业务员：<code>/invite 业务员</code>。
team-invited = ✉️ 邀请一位<b>{ $role }</b>。把链接转给对方：只能用一次，七天内有效，截止 { $until }：
    { $link }
team-invite-revoked = ✓ 邀请（{ $role }）已撤回，链接不能再用。
team-invite-not-open = 这个邀请已经失效，没有改动。有效的邀请见 /team。

team-assign-to-whom = { $no } 转给谁？例如 <code>/assign { $no } @anna</code> 或 <code>/assign { $no } 公海</code>。
team-no-such-member = { $typed ->
    [none] 您指的是谁？
   *[other] 团队里没有“{ $typed }”。
  }成员见 /team；写用户名或姓名都行，例如 <code>@anna</code>。
team-which-member = 有几位都符合“{ $typed }”，您指的是谁？
team-assigned = ✓ { $no } 已转给 <b>{ $to }</b>。
team-pooled = ✓ { $no } 已放入公海。
team-theirs-already = { $no } 本来就归 { $to }，没有改动。
team-pooled-already = { $no } 本来就在公海，没有改动。
team-given-to-you = 🤝 <b>{ $by }</b> 把 { $no } 转给了您。

team-remove-whom = 移除谁？客户交给谁？例如 <code>/remove @anna 给 @lina</code> 或 <code>/remove @anna 给 公海</code>。
team-last-owner = { $name } 是唯一的负责人，不能移除：团队必须有负责人。可以移除其他人，例如 <code>/remove @anna</code>。
team-not-yours-to-remove = 只有负责人能移除 { $name }。您可以移除业务员，例如 <code>/remove @anna</code>。
team-hand-to-whom = <b>{ $name }</b> 要离开，名下 { $count } 个客户交给谁？点一下，或直接写名字。
team-heir-is-leaver = { $name } 要离开，客户得交给别人。例如 <code>/remove @anna 给 @lina</code> 或 <code>/remove @anna 给 公海</code>。
team-removed = ✓ <b>{ $name }</b> 已离开团队，{ $count ->
    [0] 名下没有客户要移交。
   *[other] { $count } 个客户现在归 <b>{ $to }</b>。
  }{ $mails ->
    [0] {""}
   *[other] 其待发的 { $mails } 封邮件不再寄出。
  }
team-removed-to-pool = ✓ <b>{ $name }</b> 已离开团队，{ $count ->
    [0] 名下没有客户要移交。
   *[other] { $count } 个客户已放入公海。
  }{ $mails ->
    [0] {""}
   *[other] 其待发的 { $mails } 封邮件不再寄出。
  }
team-you-were-removed = 您已不在 <b>{ $team }</b>，不能再看这本客户本。如有误，请找您的经理。
team-you-are-back = 👋 您又回到 <b>{ $team }</b> 了，一切照旧。今天该跟进谁：/due。
team-you-inherited = 🤝 <b>{ $from }</b> 离开了，{ $count } 个客户现在归您（由 { $by } 移交）。今天该跟进谁：/due。
team-role-set = ✓ <b>{ $name }</b> 现在是{ $role }。
team-role-already = { $name } 本来就是{ $role }，没有改动。
team-your-role = 您现在是团队的<b>{ $role }</b>。能做什么请看 /help。
team-member-gone = 这位成员已不在团队，没有改动。成员见 /team。

team-title = 👥 <b>{ $name }</b> · { $count } 人
team-member = {" "}· { $role } · { $count } 个客户
team-blocked = {" "}· 🔕 已屏蔽机器人
team-pool = 🏊 公海：{ $count } 个客户
team-invites = <b>有效的邀请</b>
team-invite = { $number }. { $role }，{ $by } 发出，截止 { $until }
team-button-copy = 📋 复制链接
team-button-revoke = ✖ 撤回
team-button-revoke-listed = ✖ 撤回 { $number }
team-button-make-manager = ⬆ 升为经理：{ $name }
team-button-make-salesperson = ⬇ 改为业务员：{ $name }
