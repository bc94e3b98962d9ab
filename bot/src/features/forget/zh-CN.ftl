contact-forgotten = { $no } 已抹除。只留邮箱的哈希值，以免再有人写信。
contact-ask-forget = 要抹除 <b>{ $no } { $name }</b> 和所有记录吗？此操作无法撤销。只留邮箱的哈希值，以免再有人写信。
button-erase = 🗑 抹除
button-keep-contact = 保留
