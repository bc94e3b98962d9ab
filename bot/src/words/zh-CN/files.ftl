files-how = 📥 <b>把 CSV 文件发给我</b>（UTF-8 编码，不超过 20 MB、{ $rows } 行）。首行写列名，中英文都行，顺序随意：
    <code>姓名,公司,邮箱,国家,等级,来源</code>
    <code>王芳,明辉照明,wang@minghui.cn,中国,A,广交会</code>
    有姓名或公司就行。我先给您看识别结果，确认后才导入；/undo 可撤销。
    表里没有来源？发文件时在下面写一句。Excel 请“另存为” → “CSV UTF-8”。
files-reading = 📄 正在读取 { $name } ……
files-too-big = { $name } 超过 20 MB，Telegram 不让我下载。请拆成几份再发。
files-not-a-table = { $name } 我还看不了。目前支持 CSV，XLSX 和 vCard 以后支持。请在 Excel 里“另存为” → “CSV UTF-8”，再发给我，例如 <code>客户.csv</code>。
files-not-fetched = 没能从 Telegram 取到 { $name }，请再发一次。
files-not-utf8 = { $name } 不是 UTF-8 编码。请在 Excel 里“另存为” → “CSV UTF-8”，再发一次。
files-empty = { $name } 里没有数据。格式见 /import。
files-no-header = { $name } 的首行没有我认识的列名，至少要有姓名或公司，例如 <code>姓名,公司,邮箱,国家</code>。格式见 /import。
files-too-many-columns = { $name } 的列太多，不像客户名单。格式见 /import。
files-too-many-rows = { $name } 有 { $rows } 行，一次最多 { $limit } 行。请拆成几份再发。
files-let-go = 已放弃 { $name }，没有导入。
files-gone = 这个文件已经导入或放弃了。如还需要，请重新发送。
files-under-way = ⏳ 正在导入 { $name } 的 { $rows } 行。您先忙，好了我告诉您。
files-ask-source = { $name } 里的客户是从哪里来的？例如 <code>广交会</code>。只用于没写来源的行。
files-source-noted = 🧭 来源：{ $source }。正在重新读取……
files-rejected = ✏️ 有 { $rows } 行要改，第一列写了原因。直接在表里改好再发给我；已有的会自动跳过。
files-exported = 📤 共 { $contacts } 个客户。可用 Excel 打开；发回给我也能识别。
files-export-under-way = ⏳ 正在导出 { $contacts } 个客户，文件马上就来。
files-nothing-to-export = 还没有客户可导出。先添加一个：<code>/add 王芳, 明辉照明, wang@minghui.cn</code>

files-waiting = 📄 <b>{ $name }</b>：共 { $rows } 行
files-count-new = ✓ <b>新客户 { $count } 个</b>
files-count-duplicates = ＝ 重复 { $count } 个（已在库里，或文件里有两次），会跳过
files-count-rejected = ⚠️ 有 { $count } 行要改
files-columns = 识别的列：{ $columns }
files-unused = 没用到的列：{ $columns }
files-first = 前几行：
files-problem = ⚠️ 第 { $line } 行：{ $what }
files-source = 🧭 来源：{ $source }
files-no-source = 🧭 有 { $count } 行没写来源。来源不明的客户不能群发邮件。
files-first-name = 名
files-last-name = 姓
files-button-import = ✓ 导入 { $count } 个
files-button-to-mend = ⬇ 下载要改的行
files-button-source = 🧭 补充来源

files-imported = { $added ->
    [0] <b>{ $name }</b> 里没有新客户，没有添加。
   *[other] ✓ 已从 { $name } 导入 <b>{ $added } 个客户</b>
  }
files-numbers = 编号 { $first } – { $last }，归您负责
files-skipped = ＝ 重复 { $count } 个（已在库里，或文件里有两次），已跳过
files-sourceless = 🧭 { $count } 个没有来源，补上之前不能给他们发邮件，例如 <code>/edit 12 来源：广交会</code>
files-to-mend = ⚠️ 有 { $count } 行要改，见下面的文件
files-nameless = 没有姓名，也没有公司。
files-broken = 这一行不是有效的 CSV。

files-column-problem = 问题
files-column-no = 编号
files-column-fit = 匹配度
files-column-stage = 阶段
files-column-health = 邮箱状态
files-column-owner = 负责人
files-column-last-touch = 上次联系
files-column-follow-up = 下次跟进
