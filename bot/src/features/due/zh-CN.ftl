due-head = 📋 <b>待跟进 { $total } 位</b> · A { $a } · B { $b } · C { $c }
due-nothing = 🎉 没有待跟进的客户，也没有安排下一步。安排一下：<code>/next 12 周五 发报价</code>；找客户：<code>/find lumen</code>。
due-nothing-until = 🎉 今天没有待跟进的客户。最近一批：{ $day }，{ $count } 位。
morning-head = ☀️ <b>{ $day }</b> 待跟进 { $total } 位 · A { $a } · B { $b } · C { $c }
morning-done = ☀️ <b>{ $day }</b> 全部跟进完了 🎉
morning-over = ☀️ { $weekday }：完成 { $done }/{ $total }
morning-past = 已有新的清单，眼下该跟进的见 /due。
due-head-graded = 📋 <b>{ $total } 个</b>待跟进{ $only ->
    [none] 。
   *[other] {" "}· 只看 { $only } 级
  }
due-head-team = 📋 <b>全队</b>：{ $total } 个待跟进 · { $only ->
    [none] A { $a } · B { $b } · C { $c }
   *[other] 只看 { $only } 级
  }
due-head-of = 📋 <b>{ $name }</b>：{ $total } 个待跟进 · { $only ->
    [none] A { $a } · B { $b } · C { $c }
   *[other] 只看 { $only } 级
  }
due-nobody-called-so = { $typed ->
    [none] 看谁的？
   *[other] 团队里没有叫“{ $typed }”的人，也不是等级。
  }例如 <code>/due @anna</code>、<code>/due 团队</code> 或 <code>/due A</code>；成员见 /team。
due-several-called-so = 有几个人符合：{ $names }。请写全名，例如 <code>/due 李娜</code>。
due-only-yours = 别人的待跟进只有经理和负责人能看。您自己的：/due，或 <code>/due A</code>。
