attach-to-whom = 📷 这是谁的？请“回复”客户卡（/l12）发送，我会存进该客户的记录。添加客户请发文字：<code>/add Anna Schmidt, Lumen GmbH</code>
attach-gone = 已经没有了：可能已撤销，或客户资料已抹除。
