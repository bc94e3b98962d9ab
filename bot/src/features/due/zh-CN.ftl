due-head = 📋 <b>待跟进 { $total } 位</b> · A { $a } · B { $b } · C { $c }
due-nothing = 🎉 没有待跟进的客户，也没有安排下一步。安排一下：<code>/next 12 周五 发报价</code>；找客户：<code>/find lumen</code>。
due-nothing-until = 🎉 今天没有待跟进的客户。最近一批：{ $day }，{ $count } 位。
morning-head = ☀️ <b>{ $day }</b> 待跟进 { $total } 位 · A { $a } · B { $b } · C { $c }
morning-done = ☀️ <b>{ $day }</b> 全部跟进完了 🎉
morning-over = ☀️ { $weekday }：完成 { $done }/{ $total }
morning-past = 已有新的清单，眼下该跟进的见 /due。
