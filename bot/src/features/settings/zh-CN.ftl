settings-saved = ✓ 已保存。
settings-saved-and-settling = ✓ 已保存。所有客户的跟进日期正在重新计算，请稍等片刻。
settings-so-already = 本来就是这样，没有改动。
settings-no-such = 没有“{ $typed }”这项设置。例如 <code>/settings 提醒 08:30</code>；也可设时区、语言、工作日、节假日、休假。
settings-teams-only = 团队的名称、地址和跟进周期由经理和负责人设置。您可以改自己的，例如 <code>/settings 提醒 08:30</code>。
settings-no-such-zone = { $typed ->
    [none] 哪个时区？
   *[other] 没有“{ $typed }”这个时区。
  }例如 <code>/settings 时区 上海</code>，也可写 Europe/Berlin。
settings-no-such-language = { $typed ->
    [none] 用哪种语言？
   *[other] 还不支持“{ $typed }”。
  }例如 <code>/settings 语言 中文</code> 或 <code>/settings 语言 英文</code>。
settings-no-such-time = { $typed ->
    [none] 几点提醒？
   *[other] “{ $typed }”不是时间。
  }例如 <code>/settings 提醒 08:30</code>。
settings-no-such-days = { $typed ->
    [none] 哪几天上班？
   *[other] “{ $typed }”看不出是哪几天。
  }例如 <code>/settings 工作日 周一到周六</code>。
settings-no-such-holidays = { $typed ->
    [none] 按哪个国家的法定节假日休息？
   *[other] 不知道“{ $typed }”的法定节假日。
  }例如 <code>/settings 节假日 中国</code>，或 <code>/settings 节假日 关</code>。已有的国家和地区：{ $known }
settings-no-such-day = { $typed ->
    [none] 休到哪天？
   *[other] “{ $typed }”不是今天之后的日子。
  }例如 <code>/settings 休假 两周后</code>、2026-12-20，或 <code>/settings 休假 结束</code>。
settings-no-such-cadence = { $typed ->
    [none] 每个等级隔几天跟进？写天数（1 到 730）或“关”。
   *[other] 看不懂“{ $typed }”：每个等级写天数（1 到 730）或“关”。
  }例如 <code>/settings 周期 A=5 B=10 C=关</code>。
settings-no-such-address = 地址要 1 到 200 字。例如 <code>/settings 地址 深圳市南山区科技路88号</code>，不要地址就写 <code>/settings 地址 无</code>。
settings-no-such-name = 名称要 1 到 200 字。例如 <code>/settings 名称 明途照明</code>。

settings-title = ⚙️ <b>个人设置</b>
settings-language = 🌐 语言：<b>{ $language }</b>
settings-zone = 🕘 时区：<b>{ $zone }</b>（现在 { $time }）
settings-reminder = ⏰ 每日提醒：<b>{ $time }</b>
settings-days = 📅 工作日：<b>{ $days }</b>
settings-holidays = 🎌 法定节假日：<b>按{ $country }休息</b>（数据到 { $year } 年）
settings-no-holidays = 🎌 法定节假日：照常上班
settings-away = 🏖 休假：<b>{ $day } 前不提醒</b>
settings-not-away = 🏖 休假：无
settings-how = 也可以一句话设置：<code>/settings 时区 上海</code>、<code>/settings 节假日 中国</code>、<code>/settings 休假 两周后</code>
settings-team = 👥 <b>{ $name }</b>
settings-cadence = 🔁 跟进周期：A { $a } · B { $b } · C { $c }
settings-every = { $days } 天
settings-off = 关
settings-address = 🏢 地址：{ $address }
settings-no-address = 🏢 地址：–
settings-team-how = 一句话设置：<code>/settings 周期 A=5 B=10 C=关</code>、<code>/settings 名称 明途照明</code>、<code>/settings 地址 ……</code>
settings-zones = 🕘 <b>您在哪里？</b>别的地方：<code>/settings 时区 Europe/Madrid</code>
settings-days-run = { $first }至{ $last }
settings-button-zone = 🕘 选时区……
settings-button-reminder = ⏰ { $time }
settings-button-holidays = 🎌 节假日：{ $country }
settings-button-no-holidays = 🎌 节假日照常
settings-button-away-3d = 🏖 休 3 天
settings-button-away-1w = 🏖 休 1 周
settings-button-away-2w = 🏖 休 2 周
settings-button-back = 🏖 我回来了

zone-shanghai = 中国
zone-hong-kong = 香港
zone-taipei = 台北
zone-singapore = 新加坡
zone-ho-chi-minh = 越南
zone-tokyo = 东京
zone-dubai = 迪拜
zone-istanbul = 伊斯坦布尔
zone-berlin = 柏林
zone-london = 伦敦
zone-lagos = 拉各斯
zone-sao-paulo = 圣保罗
zone-new-york = 纽约
zone-los-angeles = 洛杉矶
