attach-to-whom = 🎤 这是谁的？请“回复”客户卡（/l12）发送，我会存进该客户的记录。添加客户请发文字：<code>/add Anna Schmidt, Lumen GmbH</code>
attach-gone = 已经没有了：可能已撤销，或客户资料已抹除。
photo-caption-command = 图片说明可以写名片文字、<code>/add 王芳, 明辉照明</code>，或 <code>/log 12 会面 她画的草图</code>（存到 #12）。请这样重发图片，或不带说明。
photo-reading = { $count ->
    [one] 📷 正在识别图片，结果会显示在这里。
   *[other] 📷 正在识别 { $count } 张图片，结果会显示在这里。
  }
photo-print-read = 📷 由图片识别得出，请核对标有 ❔ 的内容。
photo-print-not-read = 📷 这里没有装文字识别（管理服务器的人可以安装 <code>tesseract</code>），缺的内容请回复本消息写给我。
photo-print-failed = 📷 图片上的文字识别超时，没有成功；缺的内容请回复本消息写给我。
photo-nothing-read = 📷 没能识别出是谁。
photo-too-many = 📷 您还有很多图片在排队，这张就不识别了。
photo-too-big = 📷 图片超过 20 MB，Telegram 不给机器人下载。
photo-not-fetched = 📷 没能从 Telegram 取到这张图片。
photo-no-picture = 📷 打不开这张图片。支持 JPEG、PNG、WebP，最多 5200 万像素。
photo-failed = 📷 没能识别这张图片。
photo-reply-with-name = 图片已保留。请回复图片或本消息写上姓名，例如 <code>王芳, 明辉照明</code>，我会连同图片一起添加。
