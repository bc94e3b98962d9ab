log-logged = ✓ { $no } 已记录：{ $kind }
log-nothing = { $no } 发生了什么？例如 <code>/log { $no } 回复 要报价</code>。
log-too-long = 太长了，请控制在 { $limit } 字以内，例如 <code>/log { $no } 回复 要报价</code>。
log-suppressed = { $no } 已退订，不能再给对方发信。可以记电话或备注：<code>/log { $no } 备注 展会上见过</code>。
log-ask-line = <b>{ $no } { $name }</b> — { $kind }：用一句话记一下？
log-ask-next-step = <b>{ $no } { $name }</b>：哪天、做什么？例如 <code>周五 发报价</code>。
log-ask-field = <b>{ $no } { $name }</b> — { $field }是？
log-undone = ↩️ 已撤销：{ $verb }{ $contacts ->
    [0] 。
   *[other] （{ $contacts } 个客户）。
  }
log-undone-toast = 已撤销。
log-nothing-to-undo = 您没有可撤销的操作。改动之后发 /undo 即可撤销，例如在 <code>/grade 12 A</code> 之后。
log-already-undone = 这一步已经撤销过，没有改动。
log-changed-since = 之后又有人改过，撤销会丢掉新的改动。请手动改，例如 <code>/grade 12 B</code>；/history 12 可看谁改了什么。
log-cannot-undo = 这一步不能撤销：已抹除的资料找不回来。如对方要求，可用 <code>/add …</code> 重新添加。
log-no-longer-yours = 这个客户已不归您，改不了。请经理处理，例如 <code>/assign 12 @您</code>。
log-undo-too-late = 按钮只在十分钟内有效。发 /undo 仍可撤销最近一步。

history-title = 🕘 <b>{ $no } { $name }</b>
history-empty = 还没有任何记录。
history-happened = • { $at } <b>{ $kind }</b>{ $summary ->
    [none] {""}
   *[other] {" "}{ $summary }
  }（{ $by }）
history-changed = • { $at } { $verb }{ $what ->
    [none] {""}
   *[other] ：{ $what }
  }（{ $by }）
history-cell = { $before } → { $after }
history-merged = 并入 { $no }
history-field = { $field }：{ $before } → { $after }
history-reason = {" "}— { $reason }
history-undone = {" "}· <i>已撤销</i>
history-more = 更早 ▶
history-card = ◀ 客户卡

verb-added = 添加
verb-edited = 修改
verb-graded = 等级
verb-staged = 阶段
verb-valued = 价值
verb-logged = 记录
verb-planned = 下一步
verb-snoozed = 推迟
verb-rested = 放一放
verb-assigned = 分配
verb-merged = 合并
verb-imported = 导入
verb-forgot = 抹除
verb-settled = 个人设置
verb-team-settled = 团队设置
verb-invited = 邀请
verb-revoked = 撤回邀请
verb-role-changed = 调整角色
verb-removed = 移除成员
verb-insight-added = 添加资讯
verb-insight-sent = 发送资讯
verb-insight-removed = 删除资讯
verb-verified = 核对邮箱
verb-ideal-set = 客户画像
verb-grade-declined = 保持等级
verb-kept = 保持不变

attach-to-whom = 📷 这是谁的？请“回复”客户卡（/l12）发送，我会存进该客户的记录。添加客户请发文字：<code>/add Anna Schmidt, Lumen GmbH</code>
attach-gone = 已经没有了：可能已撤销，或客户资料已抹除。
