//! Founding, inviting, joining; `/team`, `/assign`, `/remove`.

use chrono::Duration;
use renmai_core::team::Signup;

use crate::house::{Heard, House, code_in};
use crate::mark::eva;

const BAD_LINK: &str = "This link does not work (any more)";

#[tokio::test]
async fn the_owner_link_founds_a_team_once() {
    let house = House::empty(Signup::Invite).await;
    let (wang, sam) = (house.wang(), house.sam());
    wang.says("/start").await.sees("私有");
    let code = house.owner_code().await.unwrap();
    wang.says(&format!("/start {code}"))
        .await
        .sees("Wang Wei的团队")
        .sees("负责人")
        .sees("/settings")
        .sees("/invite");
    assert_eq!(house.owner_code().await, None);
    sam.says(&format!("/start {code}")).await.sees(BAD_LINK);
    wang.says(&format!("/start {code}")).await.sees("已经在").sees("没有改动");
}

#[tokio::test]
async fn where_signup_is_open_anyone_founds_a_team() {
    let house = House::empty(Signup::Open).await;
    let sam = house.sam();
    sam.says("/start wrong").await.sees(BAD_LINK);
    sam.says("/start").await.sees("Sam Stranger’s team").sees("owner");
    sam.says("/team").await.sees("Sam Stranger").sees("1 member");
    house.lina().says("/start").await.sees("李娜的团队");
    // A team is a wall.
    house.lina().says("/team").await.lacks("Sam");
}

#[tokio::test]
async fn an_invite_lets_one_person_in_and_tells_who_gave_it() {
    let house = House::open().await;
    let (maria, sam) = (house.maria(), house.sam());
    sam.says("/start").await.sees("private");
    let invited = maria.says("/invite salesperson").await;
    invited
        .sees("https://t.me/renmai_bot?start=")
        .sees("seven days")
        .sees("30 Nov")
        .offers("Copy")
        .offers("Revoke");
    let code = code_in(&invited);
    sam.says(&format!("/start {code}")).await.sees("Welcome").sees("/add");
    maria.hears().await.sees("Sam Stranger").sees("joined as salesperson");
    sam.says("/invite salesperson").await.sees("managers and owners");
    // The invite is spent: its button says so.
    let gone = maria.presses(&invited, "Revoke").await;
    gone.sees("not open any more");
    maria.says("/undo").await.sees("not open any more").lacks("grade");
}

#[tokio::test]
async fn wrong_used_expired_and_revoked_links_say_the_same() {
    let house = House::open().await;
    let (maria, sam, wang) = (house.maria(), house.sam(), house.wang());
    let wrong = sam.says("/start 1234").await.text().to_owned();
    assert!(wrong.contains(BAD_LINK));
    let revoked = maria.says("/invite salesperson").await;
    let press = maria.chat.presses(revoked.message.id, "Revoke").unwrap();
    maria.callback_answer(&press).await;
    maria.hears().await.sees("is revoked").lacks("t.me").offers("Undo");
    // The same press again changes nothing.
    let said = maria.forges(&revoked, &press.data).await.unwrap_or_default();
    assert!(said.contains("Done already, by Maria Chen"), "{said}");
    let expired = wang.says("/invite 业务员").await;
    house.later(Duration::days(7)).await;
    for code in [code_in(&revoked), code_in(&expired)] {
        assert_eq!(sam.says(&format!("/start {code}")).await.text(), wrong);
    }
}

#[tokio::test]
async fn managers_are_invited_by_owners_only() {
    let house = House::open().await;
    house.maria().says("/invite manager").await.sees("owner").sees("/invite salesperson");
    house.maria().says("/invite").await.sees("/invite salesperson");
    house.maria().says("/invite owner").await.sees("/invite salesperson");
    house.anna().says("/invite salesperson").await.sees("managers and owners");
    house.wang().says("/invite 经理").await.sees("邀请一位经理");
}

#[tokio::test]
async fn the_team_shows_who_owns_how_much_and_which_invites_are_open() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    eva(&anna).await;
    maria.says("/invite salesperson").await;
    let seen = anna.says("/team").await;
    seen.sees("4 members")
        .sees("Anna Liu @anna · salesperson · 1 contact")
        .sees("Maria Chen")
        .lacks("Open invites");
    seen.offers_no("Revoke").offers_no("Make");
    let seen = maria.says("/team").await;
    seen.sees("Open invites").sees("1. salesperson, by Maria Chen, until Mon 30 Nov").offers_no("Make");
    let seen = maria.presses(&seen, "Revoke 1").await;
    seen.sees("is revoked").sees("4 members").lacks("Open invites").offers("Undo");
    // Forged by somebody who may not.
    let hers = anna.says("/team").await;
    let makes = house.wang().says("/team").await.carries("升为经理：Anna Liu");
    for (somebody, theirs) in [(&anna, &hers), (&maria, &seen)] {
        let said = somebody.forges(theirs, &makes).await.unwrap_or_default();
        assert!(said.contains("managers and owners"), "{said}");
    }
    assert!(maria.forges(&seen, "t:role:999:manager:0:1").await.unwrap_or_default().contains("no longer"));
}

#[tokio::test]
async fn an_owner_makes_managers_and_takes_it_back() {
    let house = House::open().await;
    let (wang, anna) = (house.wang(), house.anna());
    let team = wang.says("/team").await;
    team.offers("升为经理：Anna Liu").offers("改为业务员：Maria Chen").offers_no("Wang");
    let press = wang.chat.presses(team.message.id, "升为经理：Anna").unwrap();
    assert!(wang.callback_answer(&press).await.unwrap_or_default().contains("Anna Liu 现在是经理"));
    let seen = wang.hears().await;
    seen.sees("现在是经理").offers("改为业务员：Anna Liu");
    anna.hears().await.sees("You are manager of the team now");
    anna.says("/invite salesperson").await.sees("t.me");
    let said = wang.forges(&team, &press.data).await.unwrap_or_default();
    assert!(said.contains("已经处理过了：Wang Wei"), "{said}");
    wang.says("/undo").await.sees("已撤销");
    anna.hears().await.sees("You are salesperson of the team now");
    anna.says("/invite salesperson").await.sees("managers and owners");
}

#[tokio::test]
async fn a_contact_is_given_to_a_colleague_who_hears_of_it() {
    let house = House::open().await;
    let (anna, maria, lina) = (house.anna(), house.maria(), house.lina());
    eva(&anna).await;
    maria.says("/assign 1 @lina").await.sees("#1 is 李娜’s now").offers("Undo");
    let card = lina.hears().await;
    card.sees("Maria Chen 把 #1 转给了您").sees("Eva Braun");
    // A person does not answer within the millisecond in which the bot notes whose card it sent.
    lina.says("/l1").await.sees("Eva Braun");
    lina.replies(&card, "要报价").await.sees("已记录：询盘");
    // Who had it hears of it too.
    anna.hears().await.sees("Maria Chen gave 1 contact of yours").sees("#1");
    anna.says("/l1").await.sees("There is no #1");
    maria.says("/assign 1 李娜").await.sees("already; nothing was changed");
    maria.says("/assign 1 pool").await.sees("lies in the pool now");
    lina.hears().await.sees("转走了：#1");
    lina.says("/l1").await.sees("没有 #1");
    maria.says("/assign #1 公海").await.sees("lies in the pool already");
    maria.says("/undo").await.sees("Taken back: assigned");
    lina.hears().await.sees("分给了您：#1");
    lina.says("/l1").await.sees("Eva Braun");
    maria.says("/assign 1 maria chen").await.sees("Maria Chen’s now");
    lina.hears().await.sees("转走了：#1");
}

#[tokio::test]
async fn a_wrong_assignment_gets_an_example_and_changes_nothing() {
    let house = House::open().await;
    let (anna, maria) = (house.anna(), house.maria());
    eva(&anna).await;
    maria.says("/assign").await.sees("/assign 12");
    maria.says("/assign 1").await.sees("/assign #1 @anna");
    maria.says("/assign 1 @nobody").await.sees("Nobody in the team is called “@nobody”").sees("@anna");
    maria.says("/assign 99 @anna").await.sees("There is no #99");
    anna.says("/assign 1 @lina").await.sees("managers and owners");
    anna.says("/l1").await.sees("Eva Braun");
}

/// A second Anna, so that the name fits two.
async fn two_annas(house: &std::sync::Arc<House>) -> Heard {
    let maria = house.maria();
    let invited = maria.says("/invite salesperson").await;
    house.sam().says(&format!("/start {}", code_in(&invited))).await;
    maria.hears().await;
    eva(&house.anna()).await;
    // Both names have an “a” in common with half of the team; “an” is in Anna Liu, Sam Stranger and Wang Wei.
    maria.says("/assign 1 an").await
}

#[tokio::test]
async fn where_a_name_fits_several_it_is_asked_which() {
    let house = House::open().await;
    let (maria, sam) = (house.maria(), house.sam());
    let asked = two_annas(&house).await;
    asked.sees("Several fit “an”").offers("Anna Liu").offers("Sam Stranger").offers("Cancel");
    let press = maria.chat.presses(asked.message.id, "Sam").unwrap();
    maria.callback_answer(&press).await;
    maria.hears().await.sees("#1 is Sam Stranger’s now");
    house.anna().hears().await.sees("of yours to somebody else: #1");
    sam.hears().await.sees("Maria Chen gave you #1").sees("Eva Braun");
    let said = maria.forges(&asked, &press.data).await.unwrap_or_default();
    assert!(said.contains("Nothing is being asked"), "{said}");

    let asked = maria.says("/assign 1 an").await;
    maria.says("zzz").await.sees("Nobody in the team");
    maria.says("to @anna").await.sees("Anna Liu’s now");
    house.anna().hears().await.sees("gave you #1");
    sam.hears().await.sees("of yours to somebody else: #1");
    assert!(
        maria.presses_for_answer(&asked, "Sam").await.unwrap_or_default().contains("Nothing is being asked")
    );
}

#[tokio::test]
async fn a_leavers_contacts_are_handed_to_somebody_named_in_the_same_step() {
    let house = House::open().await;
    let (anna, maria, lina) = (house.anna(), house.maria(), house.lina());
    eva(&anna).await;
    anna.says("/add Max Kern, Kern AG, max@kern.de").await;
    let gone = maria.says("/remove @anna to @lina").await;
    gone.sees("Anna Liu has left the team; 2 contacts are 李娜’s now").offers("Undo");
    anna.hears().await.sees("no longer in");
    lina.hears().await.sees("Anna Liu 离开了，2 个客户现在归您");
    anna.says("/due").await.sees("private");
    lina.says("/l2").await.sees("Max Kern");
    lina.says("/history 2").await.sees("转交");

    let back = maria.presses(&gone, "Undo").await;
    back.sees("Taken back: member removed (2 contacts)");
    anna.hears().await.sees("again, as before");
    anna.says("/l2").await.sees("Max Kern");
    lina.says("/l2").await.sees("没有 #2");
}

#[tokio::test]
async fn who_gets_the_contacts_is_asked_when_nobody_was_named() {
    let house = House::open().await;
    let (anna, maria, lina) = (house.anna(), house.maria(), house.lina());
    eva(&anna).await;
    let asked = maria.says("/remove anna").await;
    asked
        .sees("Hand 1 contact to whom?")
        .offers("pool")
        .offers("李娜")
        .offers("Maria Chen")
        .offers_no("Anna");
    let press = maria.chat.presses(asked.message.id, "李娜").unwrap();
    maria.callback_answer(&press).await;
    maria.hears().await.sees("1 contact is 李娜’s now");
    anna.hears().await.sees("no longer in");
    lina.hears().await.sees("1 个客户现在归您");
    let said = maria.forges(&asked, &press.data).await.unwrap_or_default();
    assert!(said.contains("Nothing is being asked"), "{said}");
    // Who owns nothing leaves at once; to the pool in Chinese words.
    house.wang().says("/remove 李娜 给 公海").await.sees("1 个客户已放入公海");
    lina.hears().await.sees("您已不在");
    house.wang().says("/remove maria").await.sees("名下没有客户要移交");
    maria.hears().await.sees("no longer in");
    // A removed member is a stranger, who may join again.
    let invited = house.wang().says("/invite 业务员").await;
    anna.says(&format!("/start {}", code_in(&invited))).await.sees("Welcome");
    house.wang().hears().await;
    anna.says("/l1").await.sees("There is no #1");
}

#[tokio::test]
async fn not_everyone_may_be_removed() {
    let house = House::open().await;
    let (anna, maria, wang) = (house.anna(), house.maria(), house.wang());
    maria.says("/remove").await.sees("/remove @anna to @lina");
    maria.says("/remove @wangwei").await.sees("last owner");
    wang.says("/remove wangwei").await.sees("唯一的负责人");
    maria.says("/remove @maria").await.sees("only be removed by the team’s owner");
    maria.says("/remove @nobody").await.sees("Nobody in the team");
    anna.says("/remove @lina").await.sees("managers and owners");
    eva(&anna).await;
    maria.says("/remove @anna to @anna").await.sees("somebody else must get the contacts");
    maria.says("/remove @anna to @ghost").await.sees("Nobody in the team");
    maria.says("/team").await.sees("4 members");
}
