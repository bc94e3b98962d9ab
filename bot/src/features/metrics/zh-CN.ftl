metrics-no-such-period = “{ $typed }”不是时间段。例如 <code>/metrics 90天</code>、<code>/metrics 2026Q3</code> 或 <code>/metrics 全部 按 等级</code>。
metrics-no-such-dimension = 不能按“{ $typed }”统计，可选：负责人、等级、来源、国家、行业。例如 <code>/metrics 30天 按 来源</code>。

metrics-team = 📊 <b>全团队</b>，共 { $contacts } 个客户 · { $period }
metrics-own = 📊 <b>我的数据</b>，共 { $contacts } 个客户 · { $period }
metrics-days = { $days ->
    [1] 今天（{ $last }）
   *[other] 近 { $days } 天（{ $first } – { $last }）
  }
metrics-quarter = { $quarter }（{ $first } – { $last }）
metrics-all = 截至 { $last } 全部
metrics-rate = { $percent }%（{ $part }/{ $of }）{ $mark }
metrics-small = * 样本不足 { $cases } 个，比率仅供参考

metrics-validity = ✉️ 邮箱有效率 <b>{ $rate }</b>，目标 { $goal }%
metrics-validity-low = ⚠️ 低于 { $goal }% 的目标，要清理的见 /clean。
metrics-verified = · 已验证 { $rate }
metrics-replies = ↩️ 30 天内回复率 <b>{ $rate }</b>
metrics-opened = · 打开率 { $rate }
metrics-clicked = · 点击率 { $rate }
metrics-conversion = 🎯 转化率 <b>{ $rate }</b>
metrics-kind = · { $kind } { $rate }
metrics-coverage = ✅ 按时跟进率 <b>{ $rate }</b>
metrics-focus = ⚖️ 精力：A 级占跟进的 <b>{ $touches }</b>，占客户的 <b>{ $contacts }</b>；目标是 { $goal }% 精力给 { $few }% 客户
metrics-fit = 👌 匹配度高的客户 <b>{ $fit }</b>，其中回复率 { $replies }
metrics-added = 🌱 新增客户 <b>{ $added }</b>
metrics-source = · { $source } { $added } 个：有效 { $validity }，转化 { $conversion }

metrics-by-owner = 按负责人：
metrics-by-grade = 按等级：
metrics-by-source = 按来源：
metrics-by-country = 按国家：
metrics-by-industry = 按行业：
metrics-group = <b>{ $name }</b>：{ $contacts } 个客户，新增 { $added }
metrics-group-rates = { $low }有效 { $validity } · 回复 { $replies } · 转化 { $conversion } · 按时 { $coverage }
metrics-group-fit = 👌 匹配度高 { $fit }，其中回复 { $replies }
metrics-more = …… 还有 { $count } 项
metrics-unknown = 未填
metrics-pool = 公海
metrics-grade = { $grade } 级
metrics-button-days = { $days } 天
metrics-button-all = 全部
metrics-button-owner = 按负责人
metrics-button-grade = 按等级
metrics-button-source = 按来源
metrics-button-country = 按国家
metrics-button-industry = 按行业
metrics-mails = 📨 邮件 <b>{ $sent }</b> 封：送达 { $delivered }，回复 { $answered }{ $colleagues ->
    [0] {""}
   *[other] ，其中同事回的 { $colleagues } 封
  }；退回：地址无效 { $hard }，其他 { $soft }
metrics-template = · { $name } { $sent } 封：回复 { $answered }
metrics-by-hand = 手写
