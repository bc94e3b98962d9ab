mark-graded = ✓ { $no }：等级 { $before } → <b>{ $after }</b>
mark-already-graded = { $no } 已经是 { $grade } 级，没有改动。
mark-no-such-grade = { $typed ->
    [none] 要改成哪个等级？A、B 或 C。
   *[other] “{ $typed }”不是等级，只有 A、B、C。
  }例如 <code>/grade { $no } A 要报价</code>。
mark-staged = ✓ { $no }：{ $before } → <b>{ $after }</b>
mark-already-staged = { $no } 已经是“{ $stage }”，没有改动。
mark-no-such-stage = { $typed ->
    [none] 要改成哪个阶段？未接触、已跟进、有意向、客户或流失。
   *[other] “{ $typed }”不是阶段，可选：未接触、已跟进、有意向、客户、流失。
  }例如 <code>/stage { $no } 有意向</code>。
mark-valued = ✓ { $no }：潜力 <b>{ $value }</b>
mark-already-valued = { $no } 的潜力已经是“{ $value }”，没有改动。
mark-no-such-value = { $typed ->
    [none] 潜力是大、中还是小？
   *[other] “{ $typed }”看不出潜力多大，可选：大、中、小。
  }例如 <code>/value { $no } 大</code>。
mark-planned = ✓ { $no }：下一步定在 <b>{ $day }</b>
mark-planned-at = ✓ { $no }：下一步定在 <b>{ $day } { $time }</b>
mark-unplanned = ✓ { $no }：下一步已取消
mark-nothing-planned = { $no } 没有定下一步，没有改动。
mark-awake = ✓ { $no }：不再推迟
mark-not-snoozed = { $no } 没有推迟，没有改动。
mark-due-later-anyway = { $no } 本来就到 { $day } 才跟进，没有改动。
mark-rings = ⏰ <b>{ $time }</b> { $what ->
    [none] 下一步
   *[other] { $what }
  }
mark-time-is-past = 今天 { $time } 已经过了。例如 <code>/next { $no } 明天 { $time } 打电话</code>。
mark-already-planned = { $no } 的下一步已定在 { $day }，没有改动。
mark-snoozed = ✓ { $no } 推迟到 <b>{ $day }</b>
mark-already-snoozed = { $no } 已推迟到 { $day }，没有改动。
mark-no-such-day = { $typed ->
    [none] 定在哪天？
   *[other] “{ $typed }”看不出是哪天。
  }例如 <code>/{ $command } { $no } { $command ->
    [next] 下周一 寄样品
   *[other] 3天
  }</code>；也可写 2026-12-05、12-05、2周、明天。
mark-day-is-past = { $day } 不在今天之后。例如 <code>/{ $command } { $no } { $command ->
    [next] 明天 发报价
   *[other] 3天
  }</code>。
mark-grade-kept = ✓ { $no } 保持 <b>{ $grade }</b> 级。情况有变化时再提醒您。
mark-not-proposed = 现在不再建议把 { $no } 定为 { $grade } 级。
mark-rest-lowered = ✓ { $no } 降为 <b>{ $grade }</b> 级，继续跟进。
mark-rest-pooled = ✓ { $no } 已放入公海。
mark-rest-kept = ✓ { $no } 先放着，等对方来信。
log-ask-next-step = <b>{ $no } { $name }</b>：哪天、做什么？例如 <code>周五 发报价</code>。
