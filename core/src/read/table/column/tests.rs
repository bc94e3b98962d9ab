use super::*;

fn recognised(header: &str) -> Vec<Option<Column>> {
    header.split(',').map(Column::parse).collect()
}

#[test]
fn the_exports_of_the_trade_are_understood() {
    use Column::{FirstName, Grade, LastName, Note};
    let f = |field| Some(Column::Field(field));
    for (export, header, want) in [
        (
            "Alibaba.com",
            "客户名称,联系人姓名,邮箱,国家/地区,联系电话,客户等级,客户来源,建档时间,备注",
            vec![
                f(Field::Company),
                f(Field::Name),
                f(Field::Email),
                f(Field::Country),
                f(Field::Phone),
                Some(Grade),
                f(Field::Source),
                f(Field::AcquiredOn),
                Some(Note),
            ],
        ),
        (
            "Made-in-China",
            "Buyer Name,Company Name,Country/Region,Email,Tel,Inquiry Date,Inquiry Subject",
            vec![
                f(Field::Name),
                f(Field::Company),
                f(Field::Country),
                f(Field::Email),
                f(Field::Phone),
                f(Field::AcquiredOn),
                Some(Note),
            ],
        ),
        (
            "Global Sources",
            "Company Name,Contact Person,Job Title,Email Address,Telephone,Country/Territory,Website,Business Type",
            vec![
                f(Field::Company),
                f(Field::Name),
                f(Field::Title),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Country),
                f(Field::Website),
                None,
            ],
        ),
        (
            "LinkedIn",
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
            vec![
                Some(FirstName),
                Some(LastName),
                f(Field::Website),
                f(Field::Email),
                f(Field::Company),
                f(Field::Title),
                f(Field::AcquiredOn),
            ],
        ),
        (
            "HubSpot",
            "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Job Title,Country/Region,Create Date",
            vec![
                None,
                Some(FirstName),
                Some(LastName),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Company),
                f(Field::Title),
                f(Field::Country),
                f(Field::AcquiredOn),
            ],
        ),
        (
            "Outlook",
            "First Name,Middle Name,Last Name,Company,Job Title,E-mail Address,Business Phone,Mobile Phone,Business Country/Region,Web Page,Notes",
            vec![
                Some(FirstName),
                None,
                Some(LastName),
                f(Field::Company),
                f(Field::Title),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Phone),
                f(Field::Country),
                f(Field::Website),
                Some(Note),
            ],
        ),
        (
            "Google Contacts",
            "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value,Address 1 - Country,Website 1 - Value,Labels",
            vec![
                Some(FirstName),
                Some(LastName),
                f(Field::Company),
                f(Field::Title),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Country),
                f(Field::Website),
                Some(Column::Status),
            ],
        ),
        (
            "a fair",
            "序号,公司名称 Company,联系人 / Contact,职位,电子邮件（必填）,手机*,国家或地区,来源,等级(A/B/C),采购意向",
            vec![
                None,
                f(Field::Company),
                f(Field::Name),
                f(Field::Title),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Country),
                f(Field::Source),
                Some(Grade),
                f(Field::Plans),
            ],
        ),
        (
            "a fair of Taiwan",
            "公司名稱,聯絡人,職稱,電子郵件,電話,國家/地區,備註",
            vec![
                f(Field::Company),
                f(Field::Name),
                f(Field::Title),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Country),
                Some(Note),
            ],
        ),
        (
            "CamCard",
            "姓名1,公司1,部门1,职位1,手机1,电话1,邮箱1,地址1,网址1",
            vec![
                f(Field::Name),
                f(Field::Company),
                None,
                f(Field::Title),
                f(Field::Phone),
                f(Field::Phone),
                f(Field::Email),
                None,
                f(Field::Website),
            ],
        ),
        (
            "a German list",
            "Anrede,Vorname,Nachname,Firma,Position,E-Mail,Telefon,Mobil,Land,Quelle,Bemerkung",
            vec![
                None,
                Some(FirstName),
                Some(LastName),
                f(Field::Company),
                f(Field::Title),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Phone),
                f(Field::Country),
                f(Field::Source),
                Some(Note),
            ],
        ),
        (
            "more of Google Contacts",
            "E-mail 3 - Value,Phone 3 - Value,Address 2 - Country,Website 2 - Value,E-mail 1 - Label",
            vec![f(Field::Email), f(Field::Phone), f(Field::Country), f(Field::Website), None],
        ),
        (
            "a Russian list",
            "Контактное лицо,Компания,Электронная почта,Телефон,Страна,Примечание",
            vec![
                f(Field::Name),
                f(Field::Company),
                f(Field::Email),
                f(Field::Phone),
                f(Field::Country),
                Some(Note),
            ],
        ),
        (
            "an Italian list",
            "Cognome,Azienda,Cellulare,Paese,Fonte",
            vec![Some(LastName), f(Field::Company), f(Field::Phone), f(Field::Country), f(Field::Source)],
        ),
        ("Pipedrive", "Person - Name,Person - Email", vec![f(Field::Name), f(Field::Email)]),
        ("no columns", "2026,A1,1,Company 12", vec![None, None, None, None]),
    ] {
        assert_eq!(recognised(header), want, "{export}");
    }
}
