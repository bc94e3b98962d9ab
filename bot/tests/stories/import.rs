//! A file sent to the bot: looked at, imported or let go, mended and sent again.

use renmai_core::store::Scope;

use crate::house::{Heard, House, Someone, fair};

/// Sends a file and waits for what is in it.
async fn sends(person: &Someone, name: &str, body: impl AsRef<[u8]>) -> Heard {
    let said = person.sends_file(name, body.as_ref()).await;
    said.sees(name);
    person.hears().await
}

const LEADS: &str = "\u{feff}姓名;公司名称;邮箱;国家;等级;来源;备注;微信\r\n\
    Anna Schmidt;Lumen GmbH;anna@lumen.de;德国;A;Light+Building 2026;要报价;x\r\n\
    Eva Braun;Stone Ltd;eva@stone.co.uk;英国;b;官网;;y\r\n\
    Otto Vog;Vog AG;OTTO@vog.ch;CH;;展会;;\r\n\
    Otto V.;Vog AG;otto@VOG.ch;CH;;展会;;\r\n";

#[tokio::test]
async fn a_chinese_list_is_looked_at_and_then_imported() {
    let house = House::open().await;
    let lina = house.lina();
    let seen = sends(&lina, "客户.csv", LEADS).await;
    seen.sees("共 4 行").sees("新客户 3 个").sees("重复 1 个").lacks("要改");
    seen.sees("公司名称 → 公司").sees("备注").sees("没用到的列：微信");
    seen.sees("Anna Schmidt · Lumen GmbH · anna@lumen.de · 德国 · A");
    let done = lina.presses(&seen, "导入 3 个").await;
    done.sees("已从 客户.csv 导入 3 个客户").sees("#1 – #3").sees("重复 1 个").offers("撤销");
    lina.says("/l1").await.sees("Anna Schmidt").sees("Light+Building 2026").sees("要报价");
    lina.says("/history 1").await.sees("导入").sees("客户.csv").sees("要报价");
    lina.says("/l3").await.sees("Otto Vog").sees("OTTO@vog.ch");
    house.anna().says("/l1").await.sees("no #1");

    // All of it is one change.
    let undone = lina.presses(&done, "撤销").await;
    undone.sees("已撤销").sees("3 个客户");
    lina.says("/l1").await.sees("没有 #1");
    let seen = sends(&lina, "客户.csv", LEADS).await;
    let done = lina.presses(&seen, "导入").await;
    done.sees("#4 – #6");
}

#[tokio::test]
async fn rows_that_need_attention_are_mended_and_sent_again() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(
        &anna,
        "leads.csv",
        "name,company,email,country,source\n\
         Eva Braun,Lumen GmbH,eva@lumen,Germany,website\n\
         Ida Rot,Ida AG,ida@,Austria,website\n\
         ,,x@y.de,,\n\
         Jo Ost,Ost BV,jo@ost.nl,NL,bought list\n\
         =1+1,Formel AG,f@formel.ch,CH,@fair\n",
    )
    .await;
    seen.sees("5 rows").sees("1 new").sees("4 need attention");
    seen.sees("Line 2: “eva@lumen” is no email address").sees("Line 3: “ida@” is no email address");
    seen.sees("Line 4: Neither a name nor a company");
    let done = anna.presses(&seen, "Import 1").await;
    done.sees("1 contact added from leads.csv").sees("4 rows need attention").sees("#1 – #1");
    let file = anna.hears().await;
    file.sees("4 rows to mend");
    let table = String::from_utf8(anna.file(&file)).unwrap();
    assert!(table.starts_with("\u{feff}problem,name,company,email,country,source\r\n"), "{table}");
    assert!(table.contains("A bought list does not come in"), "{table}");
    assert!(!table.contains("1+1"), "{table}");
    anna.says("/l1").await.sees("=1+1");

    let mended = table.replace("eva@lumen,", "eva@lumen.de,").replace("ida@,", "ida@ida.ch,");
    let mended = mended.replace(",,x@y.de", ",Why Ltd,x@y.de").replace("bought list\r", "referral\r");
    let seen = sends(&anna, "leads-rejected.csv", &mended).await;
    seen.sees("4 new").sees("Not used: problem").lacks("attention");
    anna.presses(&seen, "Import 4").await.sees("4 contacts added").lacks("attention");
    anna.says("/find Why Ltd").await.sees("x@y.de");
    // The first file again: everything good is there, the rest is still wrong.
    let seen = sends(&anna, "leads.csv", "name,email\nEva,EVA@lumen.de\nJo,jo@\n").await;
    seen.sees("0 new").sees("1 in the book already").offers_no("Import");
    anna.presses(&seen, "rows to mend").await.sees("Nothing in leads.csv was new");
    anna.hears().await.sees("1 row to mend");
}

#[tokio::test]
async fn an_odd_value_keeps_nobody_out() {
    let house = House::open().await;
    let anna = house.anna();
    let text = "name,company,email,country,grade,phone,source\n\
        Eva,Lumen,eva@lumen.de,Atlantis,Hot,ask,website\nIda,Ida AG,ida@ida.ch,CH,D,,website\n";
    let seen = sends(&anna, "leads.csv", text).await;
    seen.sees("2 new").lacks("attention");
    anna.presses(&seen, "Import 2").await.sees("2 contacts added");
    anna.says("/l1").await.sees("country: Atlantis; phone: ask");
    anna.says("/history 2").await.sees("grade: D");
}

#[tokio::test]
async fn a_file_is_imported_once_whatever_is_pressed() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "a.csv", "name,email,source\nEva,eva@lumen.de,website\n").await;
    let (data, cancel) = (seen.carries("Import 1"), seen.carries("Cancel"));
    let done = anna.presses(&seen, "Import").await;
    done.sees("1 contact added");
    assert!(anna.forges(&done, &data).await.unwrap().contains("Done already, by Anna Liu"));
    assert!(anna.forges(&done, &cancel).await.unwrap().contains("imported or let go already"));
    // Another person cannot take it, and a number that is none is no file.
    let help = house.lina().says("/help").await;
    assert!(house.lina().forges(&help, &data).await.unwrap().contains("已经导入或放弃"));
    let seen = sends(&anna, "a.csv", "name,email,source\nEva,eva@lumen.de,website\n").await;
    seen.sees("0 new").offers_no("Import");
    // Nobody learns whose a duplicate is.
    sends(&house.lina(), "a.csv", "name,email,source\nEva,eva@lumen.de,website\n")
        .await
        .sees("重复 1 个")
        .lacks("Anna");

    let seen = sends(&anna, "b.csv", "name,email,source\nIda,ida@lumen.de,website\n").await;
    let gone = anna.presses(&seen, "Cancel").await;
    gone.sees("let go").sees("Nothing was imported");
    assert!(anna.forges(&gone, &data).await.unwrap().contains("already"));
    anna.says("/find ida").await.sees("Nothing");
}

#[tokio::test]
async fn where_they_come_from_is_said_under_the_file_or_asked() {
    let house = House::open().await;
    let anna = house.anna();
    anna.chat.sends_file(
        "a.csv",
        b"name,company\nEva,Lumen\nIda,\n".to_vec(),
        Some("source: Light+Building 2026"),
    );
    anna.hears().await.sees("Reading a.csv");
    let seen = anna.hears().await;
    seen.sees("Source: Light+Building 2026").offers_no("Give the source");
    anna.presses(&seen, "Import 2").await.sees("2 contacts").lacks("without a source");
    anna.says("/l1").await.sees("Light+Building 2026");

    anna.chat.sends_file("b.csv", b"name\nOtto\n".to_vec(), Some("bought list from a broker"));
    anna.hears().await.sees("A bought list does not come in");

    let seen = sends(&anna, "b.csv", "name,source\nOtto,\nJo,website\n").await;
    seen.sees("1 row says no source");
    let press = anna.chat.presses(seen.message.id, "Give the source").unwrap();
    anna.callback_answer(&press).await;
    anna.hears().await.sees("Where do the contacts of b.csv come from?");
    anna.says("email list").await.sees("A bought list does not come in");
    anna.says("Interlight 2026").await.sees("Source: Interlight 2026");
    let seen = anna.hears().await;
    seen.sees("Source: Interlight 2026").lacks("no source");
    anna.presses(&seen, "Import 2").await;
    anna.says("/find Interlight").await.sees("Otto").lacks("Jo");

    let seen = sends(&anna, "c.csv", "name,email\nMax,max@lumen.de\n").await;
    anna.presses(&seen, "Import 1").await.sees("1 without a source");
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_what_to_do() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/import").await.sees("name,company,email,country,grade,source").sees("Excel");
    lina.says("/import").await.sees("姓名,公司,邮箱,国家,等级,来源");
    lina.sends_file("客户.pdf", b"%PDF-1.7").await.sees("正在读取");
    lina.hears().await.sees("客户.pdf").sees("另存为 Excel");
    // What a file is called does not matter, but for one thing.
    lina.sends_file("购买的名单.csv", b"name\nEva\n").await.sees("买来的名单不能进库").sees("个人信息保护法");
    anna.sends_file("Bought leads.xlsx", b"").await.sees("A bought list does not come in").sees("sender");
    let book = fair();
    let locked = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    for (bytes, want) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "no list that I know"),
        (b"<html><table><tr><td>name</td></tr></table></html>", "no list that I know"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is damaged"),
        (&book[..book.len() / 2], "is damaged"),
        (&locked, "is damaged"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "There is no row"),
        (b"", "There is no row"),
        (b"name,company\n", "There is no row"),
        (b"a,b,c\n1,2,3\n", "I find no names of columns"),
        ("name,".repeat(300).as_bytes(), "too many columns"),
    ] {
        anna.sends_file("rubbish.csv", bytes).await.sees("Reading");
        anna.hears().await.sees(want).sees("rubbish.csv");
        house.later(chrono::Duration::seconds(20)).await;
    }
    let long = format!("name,company\n{},Long Ltd\nEva,{}\n", "x".repeat(3_000_000), "y".repeat(150));
    anna.sends_file("long.csv", long.as_bytes()).await;
    anna.hears().await.sees("1 new").sees("Line 2: Far too long for one person");
    anna.sends_file("big.csv", &vec![b'x'; 20 * 1024 * 1024 + 1]).await.sees("over 20 MB");
    let name = format!("{}<b>&.csv", "n".repeat(150));
    anna.sends_file(&name, b"name\n<i>Eva & Co</i>\n").await;
    let seen = anna.hears().await;
    seen.sees("<i>Eva & Co</i>");
    anna.presses(&seen, "Import").await.sees("1 contact");
    house.sam().sends_file("leads.csv", b"name\nEva\n").await.sees("private");
}

/// A list with so many people, and one row that needs attention.
fn long(rows: usize) -> String {
    let mut text = String::from("name,company,email,source\n");
    for n in 0..rows {
        text.push_str(&format!("Name {n},Company {n},n{n}@company{n}.de,website\n"));
    }
    text + "Rest,Rest,rest@,website\n"
}

#[tokio::test]
async fn a_long_file_goes_on_after_the_answer() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    let seen = sends(&anna, "long.csv", long(2_100)).await;
    seen.sees("2101 rows").sees("2100 new");
    let going = anna.presses(&seen, "Import 2100").await;
    going.sees("Importing long.csv: 0 of 2101 rows");
    assert!(going.labels().is_empty());
    // The message itself goes on, and becomes the result.
    let done = anna.hears_until("2100 contacts").await;
    assert_eq!(done.message.id, seen.message.id);
    done.sees("1 row needs attention");
    anna.hears().await.sees("1 row to mend");
    anna.says("/l2100").await.sees("n2099@company2099.de").sees("first contact");
    maria.says("/export").await.sees("Writing 2100 contacts");
    let file = maria.hears().await;
    assert_eq!(String::from_utf8(maria.file(&file)).unwrap().lines().count(), 2_101);
    anna.presses(&done, "Undo").await.sees("2100 contacts");
    anna.says("/l2100").await.sees("no #2100");
}

/// How many contacts the team has.
async fn contacts(house: &House) -> u64 {
    let store = house.store().await;
    let mut tx = store.read().await.unwrap();
    let team = tx.teams().await.unwrap().remove(0).id;
    let count = tx.contact_count(Scope::team_wide(team)).await.unwrap();
    drop(tx);
    store.close().await;
    count
}

#[tokio::test]
async fn an_import_that_was_interrupted_goes_on_where_it_was() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "long.csv", long(9_000)).await;
    anna.presses(&seen, "Import 9000").await.sees("0 of 9001");
    anna.hears_until("2000 of 9001").await;
    house.stop().await;
    let half = contacts(&house).await;
    assert!((2_000..9_000).contains(&half), "{half}");
    house.start_again().await;
    let done = anna.hears_until("9000 contacts").await;
    done.sees("#1 – #9000").sees("1 row needs attention");
    let file = anna.hears().await;
    assert!(String::from_utf8(anna.file(&file)).unwrap().contains("rest@"));
    assert_eq!(contacts(&house).await, 9_000);
    anna.presses(&done, "Undo").await.sees("9000 contacts");
    assert_eq!(contacts(&house).await, 0);
}

#[tokio::test]
async fn an_import_that_fails_for_good_is_taken_back() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "long.csv", long(9_000)).await;
    anna.presses(&seen, "Import 9000").await.sees("0 of 9001");
    anna.hears_until("2000 of 9001").await;
    house.stop().await;
    assert!(contacts(&house).await >= 2_000);
    // As if the process had died at each try.
    let store = house.store().await;
    let mut tx = store.begin().await.unwrap();
    let job = tx.due_jobs(house.clock.now(), 1).await.unwrap().remove(0);
    for _ in 0..3 {
        tx.try_job(job.id).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
    house.start_again().await;
    anna.hears_until("all of it is taken back").await.sees("long.csv").sees("send it again");
    assert_eq!(contacts(&house).await, 0);
}

#[tokio::test]
async fn a_colleagues_short_file_does_not_wait_for_long_ones() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    house.stop().await;
    for n in 0..4 {
        anna.chat.sends_file(&format!("long{n}.csv"), long(20_000).into_bytes(), None);
    }
    maria.chat.sends_file("short.csv", b"name,source\nEva,website\n".to_vec(), None);
    house.start_again().await;
    maria.hears_until("1 new").await;
    // Of the four long files at least two are still to be looked at.
    let looked_at = anna.chat.unheard().iter().filter(|message| message.text.contains("20001 rows")).count();
    assert!(looked_at <= 2, "{looked_at} of 4 came first");
    for n in 0..4 {
        anna.hears_until("20001 rows").await.sees(&format!("long{n}.csv"));
    }
    anna.hears_everything().await;
}

#[tokio::test]
async fn a_file_that_telegram_holds_back_holds_nobody_else() {
    use renmai_sandbox::Fault;
    let house = House::open().await;
    house.expects_refusals();
    let (anna, maria) = (house.anna(), house.maria());
    house.sandbox.faults().on_method("getFile", 1, Fault::Hang(std::time::Duration::from_secs(600)));
    anna.sends_file("a.csv", b"name,source\nEva,website\n").await.sees("Reading");
    house.later(chrono::Duration::seconds(1)).await;
    while house.sandbox.faults().struck() == 0 {
        tokio::task::yield_now().await;
    }
    sends(&maria, "b.csv", "name,source\nIda,website\n").await.sees("1 new");
}

#[tokio::test]
async fn at_most_five_files_wait_for_one_person_and_what_made_room_is_said() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let theirs = sends(&lina, "hers.csv", "name,source\nEva,website\n").await;
    let mut seen = Vec::new();
    for n in 0..5 {
        seen.push(sends(&anna, &format!("list{n}.csv"), format!("name,source\nEva {n},website\n")).await);
        // Looking across the wall is counted by the minute.
        house.later(chrono::Duration::seconds(20)).await;
    }
    assert!(anna.chat.unheard().is_empty(), "five wait");
    sends(&anna, "list5.csv", "name,source\nEva 5,website\n").await.sees("1 new");
    anna.hears().await.sees("list0.csv was still waiting and is let go").sees("at most 5 files");
    let press = anna.chat.presses(seen[0].message.id, "Import 1").unwrap();
    assert!(anna.callback_answer(&press).await.unwrap().contains("let go already"));
    anna.presses(&seen[1], "Import 1").await.sees("1 contact added from list1.csv");
    // A colleague's share is their own, and there is room again.
    lina.presses(&theirs, "导入 1 个").await.sees("1 个客户");
    sends(&anna, "list6.csv", "name,source\nEva 6,website\n").await.sees("1 new");
    assert!(anna.chat.unheard().is_empty());
}

#[tokio::test]
async fn more_work_than_a_share_is_refused_with_a_word() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva, Lumen, eva@lumen.de, source: website").await;
    let store = house.store().await;
    let mut tx = store.begin().await.unwrap();
    // As if that many were waiting; none is due.
    for _ in 0..renmai::handler::job::MOST_JOBS {
        tx.enqueue_job(crate::house::ANNA, "{}", house.clock.now() + chrono::Duration::days(1))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
    anna.sends_file("a.csv", b"name,source\nEva,website\n")
        .await
        .sees("I still have 20 things to do for you");
    lina.sends_file("b.csv", b"name,source\nIda,website\n").await.sees("正在读取");
    lina.hears().await.sees("新客户 1 个");
}

#[tokio::test]
async fn a_file_that_nobody_imports_is_let_go_after_two_days_and_one_on_its_way_is_not() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "a.csv", "name,source\nEva,website\n").await;
    let data = seen.carries("Import 1");
    let store = house.store().await;
    let now = house.clock.now();
    let mut tx = store.begin().await.unwrap();
    // Taken, and not done yet, as after a long time without the bot.
    let old = now - chrono::Duration::days(20);
    let taken = tx.keep_file(crate::house::LINA, "b.csv", b"name\nIda\n", old).await.unwrap();
    tx.take_file(crate::house::LINA, taken, old).await.unwrap();
    tx.enqueue_job(crate::house::LINA, "{}", now + chrono::Duration::days(1)).await.unwrap();
    let sent = tx.keep_file(crate::house::MARIA, "c.csv", b"name\nIda\n", old).await.unwrap();
    let later = now + chrono::Duration::hours(47);
    tx.sweep(later).await.unwrap();
    assert_eq!(tx.waiting_files(crate::house::ANNA).await.unwrap().len(), 1);
    assert!(tx.kept_file(crate::house::LINA, taken).await.unwrap().is_some());
    assert!(tx.kept_file(crate::house::MARIA, sent).await.unwrap().is_none());
    tx.sweep(later + chrono::Duration::hours(2)).await.unwrap();
    assert_eq!(tx.waiting_files(crate::house::ANNA).await.unwrap(), []);
    tx.commit().await.unwrap();
    store.close().await;
    assert!(anna.forges(&seen, &data).await.unwrap().contains("let go already"));
}

#[tokio::test]
async fn a_fairs_workbook_becomes_a_book_to_work_with() {
    let house = House::open().await;
    let lina = house.lina();
    lina.chat.sends_file("光亚展.xlsx", fair(), Some("光亚展 2026"));
    lina.hears().await.sees("正在读取");
    let seen = lina.hears().await;
    seen.sees("共 3 行")
        .sees("新客户 2 个")
        .sees("有 1 行要改")
        .sees("公司名称 → 公司")
        .sees("来源：")
        .sees("光亚展 2026");
    seen.sees("第 6 行").sees("eva@").sees("没用到的列：展位号");
    lina.presses(&seen, "导入 2 个").await.sees("导入 2 个客户");
    let file = lina.hears().await;
    let table = String::from_utf8(lina.file(&file)).unwrap();
    assert!(table.starts_with("\u{feff}问题,公司名称,联系人,邮箱,手机,国家/地区,展位号\r\n"), "{table}");
    // Mended, it comes back as CSV.
    let seen = sends(&lina, "光亚展-rejected.csv", table.replace("eva@", "eva@stone.co.uk")).await;
    lina.presses(&seen, "导入 1 个").await.sees("导入 1 个客户");
    lina.says("/l1").await.sees("Anna Schmidt").sees("Lumen, GmbH").sees("光亚展 2026");
    lina.says("/due").await;
}

#[tokio::test]
async fn lists_come_in_whatever_wrote_them() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    let (gbk, _, _) = encoding_rs::GBK
        .encode("公司名称,联系人,邮箱,来源\r\n深圳亮途照明有限公司,王芳,wang@liangtu.cn,广交会\r\n");
    let seen = sends(&lina, "客户.csv", gbk).await;
    seen.sees("王芳 · 深圳亮途照明有限公司 · wang@liangtu.cn");
    lina.presses(&seen, "导入 1 个").await.sees("1 个客户");

    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E5=A8=9C\r\nTEL;CELL:13800138000\r\n\
        END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Rot\r\nORG:Ida AG\r\nEMAIL;TYPE=WORK:ida@ida\r\n .ch\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Otto Vog\r\nEMAIL:otto@vog.ch\r\nEND:VCARD\r\n";
    let seen = sends(&anna, "contacts.vcf", cards).await;
    seen.sees("3 new").sees("Ida Rot · Ida AG · ida@ida.ch").sees("3 rows say no source");
    anna.presses(&seen, "Import 3").await.sees("3 contacts");
    anna.says("/find ida.ch").await.sees("Ida Rot");

    let old = include_bytes!("../../../core/tests/data/fair.xls");
    let seen = sends(&anna, "fair.xls", old).await;
    seen.sees("1 new").sees("1 in the book already").sees("Anna Schmidt");
}

#[tokio::test]
async fn a_column_that_was_misunderstood_is_changed_by_tapping() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "a.csv", "客户,产品,email,source\nEva,LED strips,eva@lumen.de,website\n").await;
    seen.sees("客户 → company").sees("Not used: 产品").sees("• Eva");
    let columns = anna.presses(&seen, "Columns").await;
    columns.sees("客户 → company Eva").sees("产品 → left out LED strips").offers("产品 → left out");
    let ask = anna.presses(&columns, "客户 → company").await;
    ask.sees("What does this column hold?").sees("Eva").offers("✓ company");
    let columns = anna.presses(&ask, "name").await;
    columns.sees("客户 → name");
    let ask = anna.presses(&columns, "产品 → left out").await;
    let columns = anna.presses(&ask, "note").await;
    let ask = anna.presses(&columns, "email → email").await;
    let columns = anna.presses(&ask, "Leave out").await;
    columns.sees("email → left out");
    let seen = anna.presses(&columns, "Done").await;
    seen.sees("客户 → name").sees("产品 → note").sees("Not used: email");
    assert_eq!(seen.message.id, columns.message.id);
    let data = columns.carries("客户 → name");
    anna.presses(&seen, "Import 1").await.sees("1 contact");
    anna.says("/l1").await.sees("Eva").sees("LED strips").lacks("eva@lumen.de");
    assert!(anna.forges(&seen, &data).await.unwrap().contains("already"));
}

#[tokio::test]
async fn what_is_missing_is_filled_in_what_one_may_see() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    anna.says("/add Eva, Lumen GmbH, eva@lumen.de, source: website").await;
    lina.says("/add Ida, Ida AG, ida@ida.ch, source: website").await;
    let text = "name,company,email,title,country,source\nEva B.,Lumen,EVA@lumen.de,Buyer,DE,fair\nIda,Ida AG,ida@ida.ch,Buyer,CH,fair\n";
    let seen = sends(&anna, "more.csv", text).await;
    seen.sees("0 new").sees("2 in the book already").sees("1 of them would fill").offers_no("Import");
    let done = anna.presses(&seen, "Fill in 1").await;
    done.sees("Nobody new in more.csv")
        .sees("1 contact was there; what was missing is filled in")
        .sees("1 in the book already");
    anna.says("/l1").await.sees("Eva").sees("Buyer").sees("Germany").lacks("Eva B.");
    lina.says("/l2").await.lacks("Buyer");
    anna.says("/history 1").await.sees("more.csv").sees("Buyer");
    anna.presses(&done, "Undo").await;
    anna.says("/l1").await.sees("Eva").lacks("Buyer").lacks("Germany");
    // Nothing to fill: nothing is offered.
    sends(&anna, "more.csv", "name,email\nEva,eva@lumen.de\n").await.offers_no("Fill").offers_no("Import");
}

#[tokio::test]
async fn a_file_of_any_name_is_shown_and_sent_back_under_a_harmless_one() {
    let house = House::open().await;
    let anna = house.anna();
    let long = format!("{}.csv", "n".repeat(4_096));
    for (name, shown, back) in [
        ("a\nb.csv", "a b.csv", "a b-rejected.csv"),
        ("a\0\r\nContent-Type: x.csv", "a Content-Type: x.csv", "a Content-Type_ x-rejected.csv"),
        ("a\u{202e}vsc.csv", "avsc.csv", "avsc-rejected.csv"),
        ("../../etc/pass.csv", "../../etc/pass.csv", "_.._etc_pass-rejected.csv"),
        ("<b>&\"x\".csv", "<b>&\"x\".csv", "_b_&_x_-rejected.csv"),
        (&long, "nnnn…", &format!("{}-rejected.csv", "n".repeat(150))),
    ] {
        let seen = anna.sends_file(name, b"name,email,source\nEva,eva@,website\n").await;
        let says = |heard: &Heard| {
            heard.sees(shown).lacks("\u{202e}").lacks("\0");
            assert!(heard.text().len() < 1_000, "{} bytes", heard.text().len());
        };
        says(&seen);
        let seen = anna.hears().await;
        says(&seen);
        says(&anna.presses(&seen, "rows to mend").await);
        let file = anna.hears().await;
        assert_eq!(anna.chat.file(&file.message).unwrap().0, back, "{name:?}");
        house.later(chrono::Duration::seconds(20)).await;
    }
    // With a contact it is a note of one line.
    anna.says("/add Eva Braun, Lumen, source: website").await;
    let card = anna.says("/l1").await;
    anna.chat.replies_with_file(card.message.id, "a\nb\u{202e}.pdf", b"%PDF".to_vec());
    anna.hears().await.sees("a b.pdf");
}

#[tokio::test]
async fn telegram_is_asked_again_for_a_file() {
    use renmai_sandbox::Fault;
    let house = House::open().await;
    house.expects_refusals();
    let anna = house.anna();
    house.sandbox.faults().on_method("getFile", 1, Fault::ServerError(502));
    anna.sends_file("a.csv", b"name,source\nEva,website\n").await.sees("Reading");
    house.later(chrono::Duration::seconds(11)).await;
    anna.hears().await.sees("1 new");
    house.sandbox.faults().on_method("getFile", 3, Fault::ServerError(502));
    anna.sends_file("b.csv", b"name,source\nIda,website\n").await.sees("Reading");
    for _ in 0..2 {
        house.later(chrono::Duration::seconds(11)).await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    anna.hears().await.sees("did not give me b.csv").sees("send it again");
}

#[tokio::test]
async fn the_address_of_a_contact_that_was_merged_away_is_in_the_book() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen, eva@lumen.de, source: website").await;
    anna.says("/add Erna Braun, Leuchten AG, office@lumen-leuchten.de, source: website").await;
    anna.says("/merge 1 2").await.sees("merged into #1");
    let again = "name,email,source\nErna Braun,OFFICE@lumen-leuchten.de,website\n";
    sends(&anna, "again.csv", again).await.sees("0 new").sees("1 in the book already");
    // Somebody else has it by now: then it is theirs.
    anna.says("/undo").await.sees("Taken back: merged");
    sends(&anna, "third.csv", again).await.sees("1 in the book already");
}
