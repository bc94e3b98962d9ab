//! A file sent to the bot: looked at, imported or let go, mended and sent again.

mod formats;
mod long;
mod programs;
mod waiting;

use crate::house::{Heard, House, Someone};

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
    seen.sees("公司名称 → 公司").sees("备注").sees("微信").sees("记入备注：备注");
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
async fn a_column_that_was_misunderstood_is_changed_by_tapping() {
    let house = House::open().await;
    let anna = house.anna();
    let seen = sends(&anna, "a.csv", "客户,产品,email,source\nEva,LED strips,eva@lumen.de,website\n").await;
    seen.sees("客户 → company").sees("To the note: 产品").sees("• Eva");
    let columns = anna.presses(&seen, "Columns").await;
    columns.sees("客户 → company Eva").sees("产品 → note LED strips").offers("产品 → note");
    let ask = anna.presses(&columns, "客户 → company").await;
    ask.sees("What does this column hold?").sees("Eva").offers("✓ company");
    let columns = anna.presses(&ask, "name").await;
    columns.sees("客户 → name");
    let ask = anna.presses(&columns, "产品 → note").await;
    let columns = anna.presses(&ask, "✓ note").await;
    let ask = anna.presses(&columns, "email → email").await;
    let columns = anna.presses(&ask, "Leave out").await;
    columns.sees("email → left out");
    let seen = anna.presses(&columns, "Done").await;
    seen.sees("客户 → name").sees("To the note: 产品").sees("Not used: email");
    assert_eq!(seen.message.id, columns.message.id);
    let data = columns.carries("客户 → name");
    anna.presses(&seen, "Import 1").await.sees("1 contact");
    anna.says("/l1").await.sees("Eva").sees("产品: LED strips").lacks("eva@lumen.de");
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
async fn the_address_of_a_contact_that_was_merged_away_is_in_the_book() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen, eva@lumen.de, source: website").await;
    anna.says("/add Erna Braun, Leuchten AG, office@lumen-leuchten.de, source: website").await;
    let asked = anna.says("/merge 1 2").await;
    anna.presses(&asked, "Merge").await.sees("merged into #1");
    let again = "name,email,source\nErna Braun,OFFICE@lumen-leuchten.de,website\n";
    sends(&anna, "again.csv", again).await.sees("0 new").sees("1 in the book already");
    // Somebody else has it by now: then it is theirs.
    anna.says("/undo").await.sees("Taken back: merged");
    sends(&anna, "third.csv", again).await.sees("1 in the book already");
}
