use super::*;

#[test]
fn labels_part_a_line() {
    use Label::*;
    for (line, want) in [
        ("Tel.: +49 30 1234567", &[(Some(Phone), "+49 30 1234567")][..]),
        ("T: +33 4 72 / M: +33 6 12", &[(Some(Phone), "+33 4 72"), (Some(Mobile), "+33 6 12")]),
        ("M +44 7911 123456", &[(Some(Mobile), "+44 7911 123456")]),
        ("手机/微信：186", &[(Some(Mobile), "186")]),
        ("手机13567890123", &[(Some(Mobile), "13567890123")]),
        ("Mob/WhatsApp: +86 136", &[(Some(Mobile), "+86 136")]),
        ("姓名：陈伟 职务：总经理", &[(Some(Name), "陈伟"), (Some(Title), "总经理")]),
        ("电 话：0755", &[(Some(Phone), "0755")]),
        ("Página web: lumen", &[(Some(Web), "lumen")]),
        ("📱 +84 912 345 678", &[(Some(Mobile), "+84 912 345 678")]),
        ("i. A. Stefan Hoffmann", &[(None, "i. A. Stefan Hoffmann")]),
        ("Head of Purchasing", &[(None, "Head of Purchasing")]),
        ("Office Manager", &[(None, "Office Manager")]),
        ("Telecom Systems", &[(None, "Telecom Systems")]),
        ("公司经理", &[(None, "公司经理")]),
        ("行動：0912", &[(Some(Mobile), "0912")]),
        ("WeChat ida_holm", &[(Some(WeChat), "ida_holm")]),
        ("Wechat pay accepted", &[(None, "Wechat pay accepted")]),
    ] {
        let found = stretches(line);
        let found: Vec<_> = found.iter().map(|found| (found.label, found.text.as_str())).collect();
        assert_eq!(found, want, "{line}");
    }
}
