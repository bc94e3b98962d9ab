mail-no-address = { $no } 没有邮箱。先补上：<code>/edit { $no } 邮箱: anna@lumen.de</code>，再写信。
mail-opted-out = 🚫 { $no } 已退订，不能再发邮件。可以打电话，或用对方愿意的方式联系。
mail-no-such-template = 没有叫“{ $typed }”的模板。<code>/mail { $no }</code> 看有哪些，/template 可以新建。
mail-template-gone = 这个模板已删除或不能用了。<code>/mail { $no }</code> 看有哪些。
mail-gone = 这封邮件已经没有了。<code>/mail 12</code> 重新写一封。
mail-empty-fields = 模板要用到 { $no } 没有的资料：{ $fields }。先补上（<code>/edit { $no } 公司: Lumen GmbH</code>），或者给模板加个备用词：<code>{"{"}公司, 或 贵司{"}"}</code>。
mail-nearest-field = 没有字段 <code>{"{"}{ $written }{"}"}</code>。是不是 <code>{"{"}{ $nearest }{"}"}</code>？什么都没保存。
mail-unknown-field = 没有字段 <code>{"{"}{ $written }{"}"}</code>。可用的有 <code>{"{"}名字, 或 您好{"}"}</code>、<code>{"{"}公司{"}"}</code>、<code>{"{"}我的名字{"}"}</code> 等。什么都没保存。
mail-open-brace = 有个大括号没有闭合：<code>{"{"}{ $behind }</code>。字段要写成 <code>{"{"}名字, 或 您好{"}"}</code>。
mail-no-subject = 主题是什么？请把主题写在第一行再发一次：<code>主题：给贵司的样品</code>。<code>/mail { $no }</code> 看模板。
mail-dropped = 已取消，没有给 { $no } 发任何邮件。
mail-held-answer = 您的邮件全部暂停，等您说继续。
mail-resumed-answer = 邮件继续发送。
mail-took-as-sent = ✓ 给 { $no } 的邮件记为已发。
mail-goes-again = 📨 给 { $no } 的邮件原样再发一次。
mail-is-draft = 这封邮件还是草稿。
mail-is-waiting = 这封邮件已在排队，/outbox 看几点发。
mail-is-claimed = 这封邮件正在发出。
mail-is-handed = 这封邮件正在发出。
mail-is-sent = 来不及了，这封邮件已经发出。
mail-is-parked = 还不知道这封邮件到没到，/outbox 里请您确认。
mail-is-refused = 这封邮件已被拦下。<code>/mail 12</code> 重新写一封。
mail-is-failed = 对方服务器拒收了这封邮件。<code>/mail 12</code> 重新写一封。
mail-is-withdrawn = 这封邮件已撤回。<code>/mail 12</code> 重新写一封。
mail-is-bounced = 这封邮件被退回了。
mail-is-answered = 这封邮件已发出，对方也回了。

mail-who = ✉️ <b>{ $no } { $who }</b>
mail-time-there = { $city } { $time }
mail-written-before = 以前写过信
mail-never-written = 还没写过信
mail-frame-pas = PAS：先讲痛点
mail-frame-value = 价值前置
mail-frame-fair = 展会后跟进
mail-frame-free = 自由
mail-ask-text = ✍️ 请写给 { $no } { $name } 的邮件，第一行写主题：<code>主题：给贵司的样品</code>。<code>{"{"}名字, 或 您好{"}"}</code> 这类字段会自动填好。
mail-ask-answer = ✍️ 请写给 { $no } { $name } 的回复：从您的邮箱发出，接在同一个邮件往来里，发之前还会给您看一遍。
mail-ask-anew = ✍️ 请发给 { $no } { $name } 的新内容。点一下可复制原文：
mail-subject-line = 主题：{ $subject }

mail-to = 收件人 <b>{ $name }</b>，{ $to }
mail-subject = 主题：<b>{ $subject }</b>
mail-measure = ✓ { $words } 字，{ $questions } 个问句，{ $links } 个链接
mail-finding-said = “{ $said }”：
mail-lint-open-field = 有字段没填，请修改。
mail-lint-capitals = 全大写像在喊，按平常说话写。
mail-lint-shouting = 这样的符号像垃圾邮件，一个就够。
mail-lint-fake-reply = 你们还没通过信，去掉“Re:”“Fwd:”。
mail-lint-long-subject = 主题太长，手机上会被截断：中文 25 字、英文 60 个字符以内。
mail-lint-empty-subject = 这样的主题给谁都行。写上对方公司或用途，如“给 Lumen 户外线的无频闪驱动”。
mail-lint-opens-with-sender = 开头是您的名字，先说对方。
mail-lint-opens-with-us = 第一句在说自己，先说对对方有用的。
mail-lint-pas-parts = 痛点、代价、办法，各写一段。
mail-lint-long-body = 第一封信太长，写一半就够（中文 300 字、英文 150 词以内）。
mail-lint-no-question = 没有问句。结尾问一个好回答的问题。
mail-lint-links = 链接不止一个，留最要紧的那个。
mail-lint-link-mismatch = 链接显示的和实际去的不一样。
mail-lint-image-only = 只有图片，很多人看到的是空邮件。
mail-lint-attachment = 第一封信别带附件，先问要不要。
mail-lint-same-text = 和上一封一模一样，换点新内容。
mail-lint-act-now = 催促像垃圾邮件，写明日期和原因。
mail-lint-hundred-free = 没有这种事，写清楚要对方付出什么。
mail-lint-risk-free = 只有垃圾邮件这么说，写清楚您承担什么。
mail-lint-guaranteed-result = 没有证据的承诺，说说哪家客户做到了。
mail-lint-best-price = 人人都这么说，给一个价格，或能省多少。
mail-lint-urgent = 什么也没说，写上是什么事。
mail-lint-dear-friend = 谁都不是，写对方的名字。
mail-lint-manufacturer = 开头只说自己，先说对方的难题。
mail-lint-glad-to-know = 没人知道这件事，写您从哪儿看到对方在采购。
mail-lint-my-name-is = 开头是自己，名字放在落款。
mail-lint-zh-act-now = 催促像垃圾邮件，写明日期和原因。
mail-lint-zh-free = 像垃圾邮件，写清楚要对方付出什么。
mail-lint-zh-best-price = 人人都这么说，给一个价格，或能省多少。
mail-lint-zh-guaranteed = 没有证据的承诺，说说哪家客户做到了。
mail-lint-zh-manufacturer = 开头只说自己，先说对方的难题。
mail-lint-zh-my-name = 开头是自己，名字放在落款。

mail-rule-erased = 这个客户已不在通讯录里。
mail-rule-opted-out = 对方已退订。
mail-rule-opted-out-elsewhere = 对方用另一个邮箱退订过。
mail-rule-other-address = 对方的邮箱已经换了。
mail-rule-not-theirs = 这个客户已不归您。
mail-rule-invalid = 这个邮箱无效。
mail-rule-unknown-source = 没有说明这个客户从哪来，来源不明的不能写信。
mail-rule-bought = 客户来自买来的名单，一律不写信。
mail-rule-no-mailbox = 您还没有连接邮箱。
mail-rule-no-postal-address = 每封邮件都要有团队的通讯地址。
mail-rule-no-opt-out = 这封邮件没有退订方式。
mail-rule-domain-opted-out = 对方整个公司都退订了。
mail-law-de = 德国须事先同意（UWG 第 7 条）。
mail-law-eu = 欧盟国家：在有人核实之前，按德国的规矩。
mail-law-gb = 英国：没有公司的个人须同意（PECR）。
mail-law-us = 美国：CAN-SPAM。
mail-law-ca = 加拿大须同意，明示或默示（CASL）。
mail-law-au = 澳大利亚须同意（Spam Act 2003）。
mail-law-cn = 中国须事先同意（《互联网电子邮件服务管理办法》）。
mail-law-elsewhere = 这个国家的规定还不清楚。
mail-missing-basis = 凭什么可以写给对方？
mail-missing-better = “{ $basis }”在那里不够。
mail-missing-expired = “{ $basis }”到 { $day } 为止有效。
mail-missing-used = “{ $basis }”只够写一封，已经发过了。
mail-pace-day-cap = 您的邮箱今天的 { $cap } 封已发完。
mail-pace-too-soon = 两天内刚给对方发过邮件。
mail-pace-company-day = 今天已给对方公司发了两封。
mail-pace-hour-cap = 一小时八封就够了。
mail-pace-space = 刚发出一封，两封之间要隔一会儿。
mail-pace-hours = 对方那边不是上班时间。
mail-mailbox-refused = 您的邮箱登录不上了，请用 /mailbox 重新连接。
mail-mailbox-held = ⏸ 您已暂停全部邮件。
mail-pause-complaint = ⏸ 有人把您的邮件标为垃圾邮件。
mail-pause-bounces = ⏸ { $of } 封里有 { $bounced } 封被退回（{ $rate } %，上限 5 %）。先清理邮箱：/clean
mail-pause-in-row = ⏸ 连续三封被退回。先清理邮箱：/clean
mail-pause-policy = ⏸ 一天内两次被对方服务器按策略拒收。
mail-remedy-source = 请补上来源：<code>/edit 12 来源: 广交会</code>
mail-remedy-connect = 先连接邮箱：/mailbox
mail-remedy-connect-again = 请重新连接：/mailbox
mail-remedy-address = 设置一次就好：<code>/settings address 深圳市科技路88号</code>
mail-remedy-address-manager = 请经理设置一次：<code>/settings address …</code>
mail-remedy-new-address = 换一个邮箱：<code>/edit 12 邮箱: …</code>
mail-remedy-write-again = 请重新写：<code>/mail 12</code>
mail-would-go = 🕘 将于{ $city }时间 { $at } 发出（我们这边 { $here }）
mail-would-go-here = 🕘 将于 { $here } 发出
basis-asked = 对方主动要求
basis-met = 见过面
basis-published = 公开的邮箱
basis-referral = 转介绍
basis-customer = 已是客户
basis-consent = 已同意

mail-basis-noted = 已记为依据，今天，由您：{ $basis }。
mail-planned = 📨 给 { $no } <b>{ $name }</b>：{ $subject }
mail-goes = { $city }时间 { $at } 发出（我们这边 { $here }）
mail-goes-here = { $here } 发出
mail-goes-now = 马上发出。
mail-sent = ✓ 已发给 { $no } <b>{ $name }</b>，{ $at }：{ $subject }
mail-bounced = ✉✗ { $no }：{ $to } 不存在，已标为无效。{ $answer ->
    [none] {""}
   *[other] <i>{ $answer }</i>
  }
mail-failed = ✉✗ 对方服务器没收给 { $no } { $name }（{ $to }）的邮件。{ $answer ->
    [none] 已试了一天。
   *[other] 原话：<i>{ $answer }</i>
  } 不会再自动发。
mail-unsendable = ✉✗ 给 { $no } { $name }（{ $to }）的邮件发不出去：邮件服务器不认这样的地址或姓名。什么都没发。
mail-parked = ❓ 给 { $no } <b>{ $name }</b> 的邮件（“{ $subject }”）正交给服务器时断线了，看不出到没到。请到您的邮箱里看一下，我不会自己再发。
mail-stopped = ⛔ 给 { $no } <b>{ $name }</b> 的邮件没有发：
mail-paused = ⏸ <b>您的邮件已暂停。</b>
mail-paused-until = { $until } 继续。

mail-outbox = 📤 <b>{ $address } 的待发邮件</b>
mail-outbox-no-mailbox = 您还没有连接邮箱：/mailbox 连接一个。
mail-outbox-empty = 没有待发的邮件。<code>/mail 12</code> 写一封。
mail-outbox-waiting = • { $at } { $link } { $name }：{ $subject }
mail-outbox-leaving = • 正在发出：{ $no } { $name }：{ $subject }
mail-outbox-parked = ❓ { $no } { $name }：{ $subject }。到了吗？
mail-outbox-more = …… 还有，等这些发完再列。
mail-button-write = ✍️ 自己写
mail-button-send = 📨 发送
mail-button-now = 马上发
mail-button-edit = ✏️ 修改
mail-button-cancel = 取消
mail-button-call = 没有，改打电话
mail-button-resume = ▶ 已检查，继续
mail-button-pause = ⏸ 全部暂停
mail-button-card = 👤 名片
mail-button-find-another = ✏️ 换邮箱
mail-button-arrived = 到了
mail-button-again = 再发一次
mail-button-arrived-of = { $no } 到了
mail-button-again-of = { $no } 再发
mail-button-basis-asked = ✓ 是，对方要求过
mail-button-basis-met = 🤝 见过面
mail-button-basis-published = 🌐 邮箱是公开的
mail-button-basis-referral = 👥 转介绍
mail-button-basis-customer = 🛒 已是客户
mail-button-basis-consent = ✍ 已同意
menu-mail = 给一个人写邮件：12
menu-outbox = 待发邮件，几点发
mail-reading-gone = 这封邮件已不在通讯录里。
mail-taken-back = 这封邮件的记录之前已撤销，没有变动。
mail-not-a-reply = ↩️ 不是回复：{ $no } 上的改动已撤销。
mail-in-reply = 💬 { $no } <b>{ $name }</b> 回信了：
mail-in-inquiry = 💬 { $no } <b>{ $name }</b>：已记为询盘。
mail-in-colleague = 💬 <b>{ $sender }</b>（{ $from }，不在通讯录里）回复了您给 { $no } 的邮件：
mail-in-away = 🏖 { $no } <b>{ $name }</b> 休假至 { $until }。{ $held ->
    [0] {""}
   *[other] 待发的 { $held } 封改到那之后。
  }
mail-in-away-open = 🏖 { $no } <b>{ $name }</b> 不在，没说什么时候回来。{ $held ->
    [0] {""}
   *[other] 待发的 { $held } 封先等一周。
  }
mail-in-opted-out = 🚫 { $no } <b>{ $name }</b> 不想再收邮件，以后一封也不会发。
mail-in-complaint = 🚫 { $no } <b>{ $name }</b> 把您的邮件标为垃圾邮件，以后一封也不会发。
mail-in-head = { $from }，{ $at }{ $subject ->
    [none] {""}
   *[other] ：<b>{ $subject }</b>
  }
mail-in-no-text = <i>没有能读的文字：可能是签名、加密邮件或图片，请在邮箱里打开。</i>
mail-came-back = ✉↩ 给 { $no }（{ $to }）的邮件被退回，邮箱不一定有问题。{ $answer ->
    [none] {""}
   *[other] <i>{ $answer }</i>
  }
mail-or-log = 这段话是作为邮件发给 { $to }，还是只做个记录？
mail-button-answer = ↩ 回复
mail-button-inquiry = 🛒 记为询盘
mail-button-open = 📄 看全文
mail-button-not-a-reply = ✗ 不是回复
mail-button-add-colleague = ➕ 加进来
mail-button-as-mail = ✉️ 作为邮件发
mail-button-as-log = 📝 只记录
mail-button-company = 🏢 整个公司
mail-company-opted-out = 🚫 以后团队里谁都不给 { $domain } 发邮件。
mail-no-company = { $no } 用的不是公司邮箱，没有公司可退订。
mail-no-files = 📎 请先发正文；在邮件预览下点 <b>📎 加附件</b> 再发文件。

mail-ask-file = 📎 请发要随 { $no } 这封信寄出的文件或图片，总共不超过 10 MB。/cancel 则保持原样。
mail-no-file-yet = 📎 现在等的是文件或图片，文字没有记下。<code>/cancel</code> 则邮件保持原样。
mail-no-voice = 🎤 语音不能随邮件寄出，请发文件或图片。
mail-fetching-file = 📎 正在取“{ $name }”……
mail-fetching-file-alone = 📎 正在取“{ $name }”……您写在文件下面的话不在邮件里，要改正文请点 ✏️ 修改。
mail-frozen = 这封信已经试发过，只能按原样再发。想改的话，请在 /outbox 里撤回，再写一封。
mail-file-still-coming = 这封信的附件还在取，取好后会再给您看一遍。
mail-file-not-fetched = 📎 这个文件没取到，邮件里没有它。点 📎 加附件 再发一次。
mail-files-too-large = 📎 一封信的附件总共不超过 10 MB，这个没加上。请发小一点的，或在正文里放链接。
mail-too-many-files = 📎 一封信最多 10 个附件，这个没加上。
mail-file = 📎 { $name } · { $kb } KB
mail-file-on-its-way = 📎 { $name } · 正在取……
mail-button-attach = 📎 加附件
mail-button-detach = ✗ 去掉附件
