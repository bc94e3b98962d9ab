//! A button names what it answers: on another question, an older one or a second time it changes nothing.

use crate::house::House;

#[tokio::test]
async fn a_choice_that_comes_twice_is_made_once() {
    let house = House::open().await;
    let (wang, anna) = (house.wang(), house.anna());
    anna.says("/add Eva Brown, Lumen, eva@lumen.de").await;
    let asked = wang.says("/remove @anna").await;
    let press = wang.chat.presses(asked.message.id, "Maria Chen").unwrap();
    wang.callback_answer(&press).await;
    wang.hears_until("Maria Chen").await;
    house.maria().hears_until("1").await;
    wang.chat.presses_again(&press);
    house.asks_again().await;
    assert!(wang.forges(&asked, &asked.carries("Maria Chen")).await.unwrap().contains("没有在等您回答"));
    wang.says("/team").await.lacks("Anna Liu").sees("Maria Chen");
    house.maria().says("/find Eva").await.sees("Eva Brown");
    anna.hears_everything().await;
}

#[tokio::test]
async fn a_choice_of_an_older_question_answers_no_other() {
    let house = House::open().await;
    let (maria, anna) = (house.maria(), house.anna());
    house.newcomer(2001, "Anna Berg", "berg");
    anna.says("/add Eva Brown, Lumen, eva@lumen.de").await;
    // Two fit: Li Na and Anna Liu both have an "n"; the manager is asked which.
    let older = maria.says("/assign 1 n").await;
    older.offers("Anna Liu");
    let newer = maria.says("/remove n").await;
    newer.offers("Anna Liu");
    assert!(maria.forges(&older, &older.carries("Anna Liu")).await.unwrap().contains("answered or left"));
    maria.says("/team").await.sees("Anna Liu").sees("李娜");
    // The way out of the older one leaves the newer one open, too.
    let newest = maria.says("/remove n").await;
    assert!(maria.forges(&older, &older.carries("Cancel")).await.unwrap().contains("answered or left"));
    maria.presses(&newest, "Cancel").await.sees("Left");
}

#[tokio::test]
async fn one_skip_skips_one_question() {
    let house = House::open().await;
    let anna = house.anna();
    let first = anna.says("/add").await;
    first.sees("1/7");
    let skip = first.carries("Skip");
    let press = anna.chat.presses_data(first.message.id, &skip);
    anna.callback_answer(&press).await;
    anna.hears().await.sees("2/7");
    for _ in 0..3 {
        let again = anna.chat.presses_data(first.message.id, &skip);
        assert!(anna.callback_answer(&again).await.unwrap().contains("answered or left"));
    }
    anna.says("Lumen GmbH").await.sees("3/7");
}

#[tokio::test]
async fn a_setting_is_set_once_by_a_press_and_may_be_set_again_by_another() {
    let house = House::open().await;
    let anna = house.anna();
    let before = anna.says("/settings").await;
    let press = anna.chat.presses(before.message.id, "Sat").unwrap();
    anna.callback_answer(&press).await;
    let shown = anna.hears().await;
    shown.sees("Mon–Sat");
    let shown = anna.presses(&shown, "Sat").await;
    shown.sees("Mon–Fri");
    // Telegram sends the first press once more, under a new update id.
    anna.chat.presses_again(&press);
    house.asks_again().await;
    anna.now(&shown).sees("Mon–Fri");
    assert!(anna.forges(&shown, &before.carries("Sat")).await.unwrap().contains("Done already, by Anna Liu"));
    // The same button on the same message, drawn anew, is another press.
    anna.presses(&shown, "Sat").await.sees("Mon–Sat");
}

#[tokio::test]
async fn a_role_that_was_changed_back_is_not_changed_by_the_press_before() {
    let house = House::open().await;
    let (wang, anna) = (house.wang(), house.anna());
    let team = wang.says("/team").await;
    let press = wang.chat.presses(team.message.id, "Anna Liu").unwrap();
    wang.callback_answer(&press).await;
    let team = wang.hears().await;
    anna.hears_until("manager").await;
    wang.presses(&team, "Anna Liu").await;
    anna.hears_until("salesperson").await;
    wang.chat.presses_again(&press);
    house.asks_again().await;
    anna.says("/invite salesperson").await.sees("managers and owners");
}

#[tokio::test]
async fn a_button_does_not_tell_how_much_other_teams_do() {
    let house = House::open().await;
    let anna = house.anna();
    let number = |heard: &crate::house::Heard| -> i64 {
        heard.carries("Undo").strip_prefix("u:").unwrap().parse().unwrap()
    };
    let added = anna.says("/add Eva Brown, Lumen, eva@lumen.de").await;
    let graded = anna.says("/grade 1 A").await;
    let valued = anna.says("/value 1 high").await;
    let steps = [number(&graded) - number(&added), number(&valued) - number(&graded)];
    assert!(steps.iter().all(|step| step.abs() > 1_000), "{steps:?}");
    anna.presses(&valued, "Undo").await.sees("Taken back");
    anna.says("/l1").await.sees("Grade A").lacks("high");
}
