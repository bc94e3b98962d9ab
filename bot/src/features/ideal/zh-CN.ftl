ideal-title = 🎯 <b>理想客户画像</b>
ideal-empty = 团队还没有设。告诉我想要什么样的客户，每张客户卡上就会显示匹配度。
ideal-wanted = ✅ { $field }：{ $traits }
ideal-unwanted = 🚫 { $field }：{ $traits }
ideal-count = 现有客户匹配度：高 <b>{ $good }</b> · 一般 <b>{ $partly }</b> · 低 <b>{ $poor }</b> · 未知 <b>{ $unknown }</b>
ideal-rules = 没列出的不加分也不减分；客户资料里缺的，同样不算好也不算坏。
ideal-how = 一行就能改：<code>/profile 要 行业：照明、酒店；国家：德国、欧盟；规模：50-500；不要 国家：俄罗斯</code>。点一下 ✅ 变 🚫，再点一下删掉；<code>/profile 清空</code> 全部去掉。
ideal-and = 、
ideal-then = ；
ideal-between = { $from }–{ $to }
ideal-from = { $from } 以上
ideal-to = { $to } 以下
ideal-labelled = { $field } { $value }
ideal-not-wanted = 不想要：{ $what }
ideal-not-known = { $fields }未知
ideal-neither = 没有想要的，也没有不想要的

ideal-saved = ✓ 已保存，所有客户的匹配度已更新。
ideal-so-already = 本来就是这样，没有改动。
ideal-not-there = 画像里已经没有这一项了。
ideal-no-stance = 是想要、不要还是不限？开头写“要”“不要”或“不限”，例如 <code>/profile 要 行业：照明；国家：德国、欧盟</code>。
ideal-no-field = { $typed ->
    [none] 想要什么样的？
   *[other] 画像里没有“{ $typed }”这一项。
  }可写行业、国家、规模、营业额、职位、角色，例如 <code>/profile 要 行业：照明；规模：50-500</code>。
ideal-no-trait = { $typed ->
    [none] 什么{ $field }？
   *[other] “{ $typed }”看不出是什么{ $field }。
  }例如 { $code ->
    [country] <code>/profile 要 国家：德国、欧盟</code>；也可写海湾国家、东盟、拉美。
    [size] <code>/profile 要 规模：50-500</code>，或 <code>200以上</code>。
    [revenue] <code>/profile 要 营业额：100万-5000万美元</code>，或 <code>1000万美元以上</code>。
    [role] <code>/profile 要 角色：决策人</code>；也可写影响者、使用者。
    [title] <code>/profile 要 职位：采购经理、总经理</code>。
   *[other] <code>/profile 要 行业：照明、酒店</code>。
  }
ideal-too-many = 画像最多写 { $most } 项，请先删掉一项，例如 <code>/profile 不限 国家：法国</code>。
ideal-ask = 想要什么{ $field }？{ $code ->
    [country] 例如 <code>德国、欧盟、海湾国家</code>。
    [size] 例如 <code>50-500</code> 或 <code>200以上</code>。
    [revenue] 例如 <code>100万-5000万美元</code> 或 <code>1000万美元以上</code>。
    [role] 决策人、影响者或使用者。
    [title] 例如 <code>采购经理、总经理</code>。
   *[other] 例如 <code>照明、酒店</code>。
  }

card-fit = 🎯 匹配度：<b>{ $fit }</b>（{ $why }）
card-propose = ⚖️ 等级 { $grade } → <b>{ $proposed }</b>？{ $why }
propose-good-answered = 匹配度高，对方有兴趣。
propose-good-high-value = 匹配度高，订单潜力大。
propose-good-untried = 匹配度高。
propose-partly-answered = 匹配度一般，但对方有兴趣。
propose-poor-silent = 匹配度低，对方也从没来过信。
button-regrade = ⚖️ 定为 { $grade }？
button-keep-grade = 保持 { $grade }

fit-good = 高
fit-partly = 一般
fit-poor = 低
fit-unknown = 未知
region-eu = 欧盟
region-gcc = 海湾国家
region-asean = 东盟
region-latam = 拉美
