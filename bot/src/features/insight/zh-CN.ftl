insight-added = ✓ 已添加资讯 { $no }：<b>{ $title }</b>
insight-removed = ✓ 已删除资讯 { $no }：{ $title }
insight-usage = 没看懂。/insight 看全部，<code>/insight 3</code> 看一条；添加：<code>/insight 添加 欧盟照明新规 2027｜https://example.com/report｜照明、零售</code>；删除：<code>/insight 删除 3</code>。
insight-how-to-add = 添加一条（标题｜链接或正文｜适合的行业）：<code>/insight 添加 欧盟照明新规 2027｜https://example.com/report｜照明、零售</code>
insight-too-long = 太长了：标题最多 { $title } 字，正文最多 { $body } 字。可以只放链接：<code>/insight 添加 欧盟照明新规 2027｜https://example.com/report｜照明</code>
insight-no-such = { $typed ->
    [none] 哪条资讯？
   *[other] 没有资讯“{ $typed }”。
  }编号见 /insight，例如 <code>/insight 删除 3</code>。
insight-not-yours = 资讯 { $no } 是 { $by } 添加的，只有本人或经理能删。自己的可以这样删：<code>/insight 删除 3</code>。
insight-due-head = 💡 <b>该给 { $count } 位客户发行业资讯了</b>：
insight-nobody-due = 🎉 眼下没有客户需要发资讯。现有资讯见 /insight。
insight-pick-head = 💡 发给谁了？点一下就记上，还剩 { $count } 位：
insight-nobody-to-pick = 🎉 有合适资讯的客户都发过了。现有资讯见 /insight。
insight-sent = ✓ { $no }：已记录发送资讯“{ $title }”
insight-sent-before = { $no } 已经发过资讯了，没有改动。
insight-none-fits = 没有适合 { $no } 的资讯，可用 /insight 添加。
insight-sent-to-all = ✓ 已为 { $count } 位客户记录发送资讯：{ $numbers }
insight-nothing-left = 名单上的客户都发过了，没有改动。
insight-skipped = 这次先跳过。有空时发 /insight 看该发给谁。

insight-shelf = 💡 <b>行业资讯</b>：值得一读，不推销
insight-shelf-empty = 还没有资讯。
insight-title = 💡 <b>{ $no }. { $title }</b>
insight-for = 适合行业：{ $industries }
insight-for-everyone = 适合所有行业
insight-by = { $by } 添加，{ $day } · <code>/insight 删除 { $no }</code>
insight-nudge = 💡 <b>{ $count } 位重点客户</b>两个月没收到过您的干货了：
insight-no-industry = <b>行业未填</b>
insight-nudge-none-fits = <i>还没有合适的资讯。</i>
insight-nudge-more = …… 还有 { $count } 位，见 /insight
insight-nudge-how = 请用自己的邮箱发出，再回来点一下记录。<code>/insight 3</code> 可看全文。
insight-button-due = 👥 该发给谁（{ $count }）
insight-button-all = ✓ 全部已发（{ $count }）
insight-button-pick = ☑ 逐个选
insight-button-skip = 跳过
