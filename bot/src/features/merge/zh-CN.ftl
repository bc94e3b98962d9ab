merge-how = 哪两个是同一个人？前面的保留：<code>/merge 12 34</code>
merge-same = { $no } 只是一个客户。请写两个编号，例如 <code>/merge 12 34</code>。
merge-merged = ✓ { $gone } 已并入 <b>{ $into }</b>，两边的记录都在。/undo 可以再拆开。
merge-left = 记为备注：{ $note }
merge-note = 来自 { $no }：{ $values }
merge-note-field = { $field } { $value }
merge-ask = ⚠️ <b>{ $stays }</b> 和 <b>{ $gone }</b> 的姓名、公司、邮箱、电话都不一样。确定是同一个人吗？
button-merge = 合并
