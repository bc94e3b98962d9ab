//! `/export`: the contacts one may see, as a file that comes back equal.

use chrono::NaiveDate;
use renmai_core::book::ExportColumn;
use renmai_core::read::table::{Column, Plan};
use renmai_core::vocabulary::Lang;

use crate::house::{Heard, House, Someone};

fn table(person: &Someone, heard: &Heard) -> String {
    let text = String::from_utf8(person.file(heard)).unwrap();
    assert!(text.starts_with('\u{feff}'), "no byte order mark: {text}");
    text
}

#[tokio::test]
async fn one_gets_what_one_may_see() {
    let house = House::open().await;
    let (anna, lina, maria) = (house.anna(), house.lina(), house.maria());
    anna.says("/export").await.sees("nothing to export");
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, source: website, grade: A").await;
    anna.says("/log 1 call asked for a quote").await;
    lina.says("/add 王芳, 明辉照明, wang@minghui.cn, 中国, 来源: 广交会").await;
    let file = anna.says("/export").await;
    file.sees("1 contact.");
    let own = table(&anna, &file);
    assert!(own.starts_with("\u{feff}number,name,company,"), "{own}");
    assert!(
        own.contains("1,Eva Braun,Lumen GmbH")
            && own.contains("contacted,unverified,Anna Liu,2026-11-23,2026-11-30"),
        "{own}"
    );
    assert!(!own.contains("wang@minghui.cn"), "{own}");
    let file = maria.says("/export").await;
    file.sees("2 contacts.");
    assert!(table(&maria, &file).contains("wang@minghui.cn"));
    let file = lina.says("/export").await;
    file.sees("共 1 个客户");
    let own = table(&lina, &file);
    assert!(
        own.starts_with("\u{feff}编号,姓名,公司,") && own.contains("中国") && own.contains("未接触"),
        "{own}"
    );
}

#[tokio::test]
async fn what_was_exported_comes_back_equal() {
    let house = House::open().await;
    let (anna, lina) = (house.anna(), house.lina());
    for add in [
        "/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany, +49 30 123456, source: Light+Building 2026, grade: A, \
         title: head of purchasing, role: decision maker, value: high, industry: lighting, website: www.lumen.de, \
         linkedin: linkedin.com/in/eva, size: 200, revenue: 20m, language: German, pains: -, plans: =SUM(A1), \
         weighs: \"price\"",
        "/add 王芳, 明辉照明有限公司, wang@minghui.cn, 中国, 来源: 领英, 等级: B, 痛点: 交期长",
        "/add name: +1 Consulting, company: '=Quoted",
    ] {
        anna.says(add).await;
    }
    let before = table(&anna, &anna.says("/export").await);
    anna.says("/undo").await;
    anna.says("/undo").await;
    anna.says("/undo").await;
    let said = lina.sends_file("renmai.csv", before.as_bytes()).await;
    said.sees("正在读取");
    let seen = lina.hears().await;
    seen.sees("新客户 3 个").lacks("要改");
    lina.presses(&seen, "导入 3 个").await;
    let after = table(&lina, &lina.says("/export").await);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let drafts = |text: &str| -> Vec<_> {
        let rows = Plan::of(text.trim_start_matches('\u{feff}').to_owned()).unwrap();
        rows.rows(today).map(|row| row.outcome.unwrap()).collect()
    };
    let (before, after) = (drafts(&before), drafts(&after));
    assert_eq!(before.len(), 3);
    assert_eq!(before, after);
    // What the book settles itself is no news of anybody.
    assert!(before.iter().all(|draft| draft.leftover.is_empty()), "{before:?}");
    assert_eq!(before[0].profile.plans.as_deref(), Some("=SUM(A1)"));
}

#[test]
fn every_column_that_a_file_can_set_is_understood_in_both_languages() {
    for lang in [Lang::En, Lang::Zh] {
        let words = &renmai::i18n::Words::of(lang);
        for column in ExportColumn::all() {
            let header = renmai::features::export::header(column, words);
            let want = match column {
                ExportColumn::Field(field) => Some(Column::Field(field)),
                ExportColumn::Grade => Some(Column::Grade),
                _ => None,
            };
            let set = |column: &Column| matches!(column, Column::Field(_) | Column::Grade);
            assert_eq!(Column::parse(&header).filter(set), want, "{header}");
        }
    }
}
