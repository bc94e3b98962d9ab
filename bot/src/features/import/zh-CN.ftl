files-how = 📥 <b>直接把名单发给我</b>：CSV、Excel（.xlsx、.xls）或 vCard 都行，不超过 20 MB、{ $rows } 行。阿里国际站、中国制造网、环球资源、领英、HubSpot、Outlook、谷歌通讯录导出的表都能认。有列名就行，中英文都可以，顺序随意：
    <code>姓名,公司,邮箱,国家,等级,来源</code>
    <code>王芳,明辉照明,wang@minghui.cn,中国,A,广交会</code>
    有姓名或公司就行。我先给您看识别结果，确认后才导入；/undo 可撤销。
    表里没有来源？发文件时在下面写一句在哪里认识的。
files-reading = 📄 正在读取 { $name } ……
files-too-big = { $name } 超过 20 MB，收不了。请拆成几份再导入。
files-not-a-table = { $name } 不是我认识的名单。请另存为 Excel（.xlsx）或 CSV 再发给我，例如 <code>客户.xlsx</code>。
files-not-fetched = 没能从 Telegram 取到 { $name }，请再发一次。
files-damaged = { $name } 已损坏，打不开。请打开原表，另存为 .xlsx 或 CSV，再发一次。
files-locked = { $name } 有密码保护。请去掉密码另存，再发一次。
files-too-much = { $name } 解压后太大，不像客户名单。请把数据复制到新表里再发。
files-empty = { $name } 里没有数据。表里先要有一行列名，例如 <code>姓名,公司,邮箱,国家</code>，下面每人一行。
files-no-header = 没在 { $name } 里找到列名。要有一行写明姓名、公司或邮箱，例如 <code>姓名,公司,邮箱,国家</code>。
files-bought = { $name } 里写着是买来或采集来的。买来的名单不能进库：名单上的人没有同意您联系（GDPR 第 6、14 条，个人信息保护法第 13 条），发一封就可能毁掉发件人的信誉。请只导入自己认识的客户。
files-too-many = 一分钟最多看 { $most } 个文件，{ $name } 超出了。请一分钟后再发一次。
files-too-many-columns = { $name } 的列太多，不像客户名单。请只留有用的列，例如 <code>姓名,公司,邮箱,国家</code>。
files-too-many-rows = { $name } 有 { $rows } 行，一次最多 { $limit } 行。请拆成几份再导入。
files-let-go = 已放弃 { $name }，没有导入。
files-made-room = { $name } 一直没导入，已放弃：最多同时保留 { $most } 个待导入的文件。没有导入任何内容；如还需要，请重新发送。
files-gone = 这个文件已经导入或放弃了。如还需要，请重新发送。
files-importing = ⏳ 正在导入……
files-under-way = ⏳ 正在导入 { $name }：{ $done } / { $rows } 行。您先忙，结果会显示在这条消息里。
files-taken-back = { $name } 导入途中被撤销，一个也没有留下。
files-failed = 导入 { $name } 出错（代码 { $code }），已全部撤回，没有导入。请再发一次。
files-failed-halfway = 导入 { $name } 出错（代码 { $code }）。已导入的 { $added } 个里有人跟进过，所以保留。请再发一次文件，已有的会自动跳过。
files-ask-source = { $name } 里的客户是从哪里来的？例如 <code>广交会</code>。只用于没写来源的行。
files-source-noted = 🧭 来源：{ $source }。正在重新读取……
files-rejected = ✏️ 有 { $rows } 行要改，第一列写了原因。直接在表里改好再发给我；已有的会自动跳过。
files-waiting = 📄 <b>{ $name }</b>：共 { $rows } 行
files-count-new = ✓ <b>新客户 { $count } 个</b>
files-count-duplicates = ＝ 重复 { $count } 个（已在库里，或文件里有两次）
files-count-filling = ＋ 其中 { $count } 个可以补上库里缺的资料
files-count-rejected = ⚠️ 有 { $count } 行要改
files-count-hidden = 🧹 有 { $count } 行带看不见的字符，已去掉
files-count-opted-out = 🚫 { $count } 个已退订：不再给他们发邮件
files-count-bounced = 📭 { $count } 个邮箱被退信：算作无效
files-sheet = ▤ 工作表：<b>{ $sheet }</b>（共 { $sheets } 张）
files-untitled = ❔ 表里没有列名，我按内容猜的：请点“改列”核对。
files-nobody = ❔ 没认出姓名或公司是哪一列。请点“改列”，告诉我每列是什么。
files-days = 📅 { $column }：{ $example } 即 { $day }
files-days-open = 📅 { $column }：{ $example } 是 { $one } 还是 { $other }？没说明之前，这类日期只记入备注。
files-noted = 记入备注：{ $columns }
files-columns = 识别的列：{ $columns }
files-unused = 没用到的列：{ $columns }
files-first = 前几行：
files-problem = ⚠️ 第 { $line } 行：{ $what }
files-source = 🧭 来源：{ $source }
files-no-source = 🧭 有 { $count } 行没写来源。来源不明的客户不能群发邮件。
files-first-name = 名
files-last-name = 姓
files-opted-out = 已退订
files-subscribed = 接收邮件
files-bounced = 被退信
files-status = 状态
files-address-book-group = 分组
files-button-import = ✓ 导入 { $count } 个
files-button-mark = 🚫 标记 { $count } 个
files-button-to-mend = ⬇ 下载要改的行
files-button-source = 🧭 补充来源
files-button-fill = { $count ->
    [0] ＋ 补全 { $filling } 个
   *[other] ✓ 导入 { $count } 个，补全 { $filling } 个
  }
files-button-columns = ▦ 改列
files-button-look = ✓ 好了
files-page-after = ▶
files-columns-title = ▦ <b>{ $name }</b> 每一列是什么。点一下就能改。
files-column = <b>{ $name }</b> → { $holds } <i>{ $sample }</i>
files-column-ask = ▦ <b>{ $name }</b> <i>{ $sample }</i>
    这一列是什么？
files-left-out = 不用
files-leave-out = ✗ 不用这列

files-imported = { $added ->
    [0] { $filled ->
        [0] <b>{ $name }</b> 里没有新客户，没有添加。
       *[other] ✓ <b>{ $name }</b> 里没有新客户
      }
   *[other] ✓ 已从 { $name } 导入 <b>{ $added } 个客户</b>
  }
files-filled = ＋ { $count } 个已在库里，补上了缺的资料
files-numbers = 编号 { $first } – { $last }
files-skipped = ＝ 重复 { $count } 个（已在库里，或文件里有两次），已跳过
files-sourceless = 🧭 { $count } 个没有来源，补上之前不能给他们发邮件，例如 <code>/edit 12 来源：广交会</code>
files-to-mend = ⚠️ 有 { $count } 行要改
files-nameless = 没有姓名，也没有公司。
files-group = 这是通讯录的分组，不是联系人。
files-oversize = 太长，不像一个客户：一行最多 { $columns } 列，一格最多几页字（第 { $line } 行）。

files-column-problem = 问题
