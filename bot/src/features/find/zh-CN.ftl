contact-find-how = 要找什么？100 字以内，例如 <code>/find lumen</code> 或 <code>/find 德国</code>。
contact-not-found = 您的客户里没有“{ $text }”。输入一部分即可，例如 <code>/find 明辉</code>；<code>/check { $text }</code> 可查全团队。
contact-found = 🔎 “{ $text }”：共 { $total } 个客户
contact-found-more = 🔎 “{ $text }”：超过 { $total } 个客户。多输入几个字可缩小范围；以下是前 { $total } 个。
