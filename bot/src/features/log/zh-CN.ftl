log-logged = ✓ { $no } 已记录：{ $kind }
log-nothing = { $no } 发生了什么？例如 <code>/log { $no } 回复 要报价</code>。
log-too-long = 太长了，请控制在 { $limit } 字以内，例如 <code>/log { $no } 回复 要报价</code>。
log-suppressed = { $no } 已退订，不能再给对方发信。可以记电话或备注：<code>/log { $no } 备注 展会上见过</code>。
log-ask-line = <b>{ $no } { $name }</b> — { $kind }：用一句话记一下？
