history-title = 🕘 <b>{ $no } { $name }</b>
history-empty = 还没有任何记录。
history-happened = • { $at } <b>{ $kind }</b>{ $summary ->
    [none] {""}
   *[other] {" "}{ $summary }
  }（{ $by }）
history-changed = • { $at } { $verb }{ $what ->
    [none] {""}
   *[other] ：{ $what }
  }（{ $by }）
history-merged = 并入 { $no }
history-reason = {" "}— { $reason }
history-undone = {" "}· <i>已撤销</i>
history-more = 更早 ▶
history-card = ◀ 客户卡
history-whole = ⬇ 全文
history-file = 🕘 { $no } 的全部记录，一字不少。
