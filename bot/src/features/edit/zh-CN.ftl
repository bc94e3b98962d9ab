contact-name-or-company-stays = { $no } 至少要留姓名或公司，没有改动。例如 <code>/edit { $no } 姓名：王芳</code>。
contact-own-command = { $command ->
    [grade] 等级有专门的命令，例如 <code>/grade { $no } A</code>。
   *[other] 阶段有专门的命令，例如 <code>/stage { $no } 有意向</code>。
  }
contact-no-such-field = { $typed ->
    [none] 要改哪个字段？
   *[other] 没有“{ $typed }”这个字段。
  }例如 <code>/edit { $no } 国家：德国</code>。可改：{ $fields }。
contact-unchanged = { $no } 本来就是这样，没有改动。
contact-edited = ✓ { $no } 已修改
contact-edited-field = { $field }：{ $before } → <b>{ $after }</b>
log-ask-field = <b>{ $no } { $name }</b> — { $field }是？
