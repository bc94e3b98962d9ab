//! A file sent to the bot: looked at, imported or let go, mended and sent again.

use crate::house::{Heard, House, Someone};

/// Sends a file and waits for what is in it.
async fn sends(person: &Someone, name: &str, text: &str) -> Heard {
    let said = person.sends_file(name, text.as_bytes()).await;
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
         Ida Rot,Ida AG,ida@ida.ch,Atlantis,website\n\
         ,,x@y.de,,\n\
         Jo Ost,Ost BV,jo@ost.nl,NL,bought list\n\
         =1+1,Formel AG,f@formel.ch,CH,@fair\n",
    )
    .await;
    seen.sees("5 rows").sees("1 new").sees("4 need attention");
    seen.sees("Line 2: “eva@lumen” is no email address").sees("Line 3: I do not know the country “Atlantis”");
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

    let mended = table.replace("eva@lumen,", "eva@lumen.de,").replace("Atlantis,website", "Austria,website");
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
    anna.desk.sends_file(
        "a.csv",
        b"name,company\nEva,Lumen\nIda,\n".to_vec(),
        Some("source: Light+Building 2026"),
    );
    anna.hears().await.sees("Reading a.csv");
    let seen = anna.hears().await;
    seen.sees("Source: Light+Building 2026").offers_no("Give the source");
    anna.presses(&seen, "Import 2").await.sees("2 contacts").lacks("without a source");
    anna.says("/l1").await.sees("Light+Building 2026");

    anna.desk.sends_file("b.csv", b"name\nOtto\n".to_vec(), Some("bought list from a broker"));
    anna.hears().await.sees("A bought list does not come in");

    let seen = sends(&anna, "b.csv", "name,source\nOtto,\nJo,website\n").await;
    seen.sees("1 row says no source");
    let press = anna.desk.presses(seen.message.id, "Give the source").unwrap();
    anna.toast(&press).await;
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
    anna.says("/import").await.sees("name,company,email,country,grade,source").sees("CSV UTF-8");
    lina.says("/import").await.sees("姓名,公司,邮箱,国家,等级,来源");
    for name in ["leads.xlsx", "card.vcf", "photo", "leads.csv.exe"] {
        anna.sends_file(name, b"PK\x03\x04").await.sees("CSV works now").sees(name);
    }
    lina.sends_file("客户.xlsx", b"PK\x03\x04").await.sees("目前支持 CSV");
    for (bytes, want) in [
        (&b"\xff\xfe\x00\x01"[..], "not in UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00", "not in UTF-8"),
        (b"", "There is no row"),
        (b"name,company\n", "There is no row"),
        (b"a,b,c\n1,2,3\n", "I know no column"),
    ] {
        anna.sends_file("rubbish.csv", bytes).await.sees("Reading");
        anna.hears().await.sees(want).sees("rubbish.csv");
    }
    let long = format!("name,company\n{},Long Ltd\nEva,{}\n", "x".repeat(3_000_000), "y".repeat(150));
    anna.sends_file("long.csv", long.as_bytes()).await;
    anna.hears().await.sees("1 new").sees("The name is too long: at most 200");
    anna.sends_file("big.csv", &vec![b'x'; 20 * 1024 * 1024 + 1]).await.sees("over 20 MB");
    let name = format!("{}<b>&.csv", "n".repeat(150));
    anna.sends_file(&name, b"name\n<i>Eva & Co</i>\n").await;
    let seen = anna.hears().await;
    seen.sees("<i>Eva & Co</i>");
    anna.presses(&seen, "Import").await.sees("1 contact");
    house.sam().sends_file("leads.csv", b"name\nEva\n").await.sees("private");
}

#[tokio::test]
async fn a_long_file_goes_on_after_the_answer() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    let mut text = String::from("name,company,email,source\n");
    for n in 0..2_100 {
        text.push_str(&format!("Name {n},Company {n},n{n}@company{n}.de,website\n"));
    }
    text.push_str("Rest,Rest,rest@,website\n");
    let seen = sends(&anna, "long.csv", &text).await;
    seen.sees("2101 rows").sees("2100 new");
    let going = anna.presses(&seen, "Import 2100").await;
    going.sees("Importing the 2101 rows").sees("I will say when it is done");
    assert!(going.labels().is_empty());
    let done = anna.hears().await;
    done.sees("2100 contacts").sees("1 row needs attention");
    anna.hears().await.sees("1 row to mend");
    anna.says("/l2100").await.sees("n2099@company2099.de").sees("first contact");
    maria.says("/export").await.sees("Writing 2100 contacts");
    let file = maria.hears().await;
    assert_eq!(String::from_utf8(maria.file(&file)).unwrap().lines().count(), 2_101);
    anna.presses(&done, "Undo").await.sees("2100 contacts");
    anna.says("/l2100").await.sees("no #2100");
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
