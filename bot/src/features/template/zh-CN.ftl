template-shelf = 📄 <b>团队的模板</b>；自带的（PAS、价值前置、展会后跟进）在 /mail 里一起列出。
template-none = 还没有。
template-how = 新建：第一行是名字，后面几行写主题和正文：
    <code>/template 送样
    主题：给{"{"}公司, 或 贵司{"}"}的样品
    {""}
    {"{"}名字, 或 您好{"}"}：
    给您寄两个样品好吗？</code>
template-no-such = 没有叫“{ $typed }”的模板。/template 看全部。要新建，就在名字后面几行写上内容。
template-no-subject = 主题是什么？写在名字的下一行：<code>主题：给{"{"}公司{"}"}的样品</code>
template-too-long = 太长了：名字最多 { $name } 字，主题 { $subject } 字，正文 { $body } 字。
template-too-many = 一个团队最多 { $most } 个模板。先删掉一个：/template
template-gone = 这个模板已经没有了。/template 看全部。
template-kept = ✓ 已保存：<b>{ $name }</b>。用法：<code>/mail 12 { $name }</code>
template-one = 📄 <b>{ $name }</b>
template-removed = ✓ 已删除：{ $name }
template-button-remove = ✗ 删除
template-button-all = 全部
menu-template = 常用的邮件模板
