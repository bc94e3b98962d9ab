//! What the domain name system answers, and when that is believed.

use chrono::Duration;
use renmai::background::dns::{BELIEVED_TIMES, CANARIES, Dns};
use renmai_core::mail_server::Finding;

use crate::dns::{Server, V4, V6, Way, host, served};
use crate::house::House;

#[tokio::test]
async fn what_the_domain_name_system_says_in_all_its_moods() {
    let server = Server::open(&[
        ("served.de", served("mx.served.de")),
        ("mx.served.de", host(V4)),
        ("six.de", served("mx.six.de")),
        ("mx.six.de", host(V6)),
        ("implicit.de", host(V4)),
        ("null.de", served("")),
        ("dangling.de", served("mx.gone.de")),
        ("second.de", Way::Honest { mx: vec![(5, "mx.gone.de"), (10, "mx.served.de")], address: None }),
        ("nothing.de", Way::Honest { mx: Vec::new(), address: None }),
        ("servfail.de", Way::ServFail),
        ("refused.de", Way::Refused),
        ("silent.de", Way::Silent),
        ("liar.de", Way::WrongId),
        ("rubbish.de", Way::Rubbish),
        ("long.de", Way::Truncated { mx: vec![(1, "mx.served.de")] }),
        ("circle.de", Way::Circle("elcric.de")),
        ("elcric.de", Way::Circle("circle.de")),
        ("into-silence.de", served("silent.de")),
        ("into-circle.de", served("circle.de")),
    ])
    .await;
    let dns = server.dns();
    let wanted = [
        ("served.de", Some(Finding::Served)),
        ("six.de", Some(Finding::Served)),
        ("implicit.de", Some(Finding::Served)),
        ("null.de", Some(Finding::NullMx)),
        ("dangling.de", Some(Finding::NoServer)),
        ("second.de", Some(Finding::Served)),
        ("nothing.de", Some(Finding::NoServer)),
        ("unheard-of.de", Some(Finding::NoDomain)),
        ("long.de", Some(Finding::Served)),
        ("servfail.de", None),
        ("refused.de", None),
        ("silent.de", None),
        ("liar.de", None),
        ("rubbish.de", None),
        ("circle.de", None),
        ("into-silence.de", None),
        ("into-circle.de", None),
    ];
    let found = futures::future::join_all(wanted.map(|(domain, _)| dns.find(domain))).await;
    for ((domain, want), found) in wanted.into_iter().zip(found) {
        assert_eq!(found, want, "{domain}");
    }
    assert!(dns.answers().await && server.asked("example.com") == 1);
    assert!(!Dns::nobody().answers().await);
}

/// From now on none of the canaries is found, or all are.
fn canaries_become(server: &Server, way: &Way) {
    for canary in CANARIES {
        server.becomes(canary, way.clone());
    }
}

#[tokio::test]
async fn an_absence_is_believed_only_from_a_resolver_that_has_just_found_something() {
    let named = [("served.de", served("mx.served.de")), ("mx.served.de", host(V4)), ("null.de", served(""))];
    let empty = ("empty.de", Way::Honest { mx: Vec::new(), address: None });
    let server = Server::open(&[&named[..], &[empty]].concat()).await;
    for way in [Way::NxDomain, Way::ServFail, Way::Honest { mx: Vec::new(), address: Some(V4) }] {
        canaries_become(&server, &way);
        let dns = server.dns();
        // Not the first name, nor the hundredth.
        for at in 0..12 {
            assert_eq!(dns.find(&format!("firm{at}.de")).await, None, "{way:?}");
        }
        assert_eq!(dns.find("empty.de").await, None, "{way:?}");
        // A record that is there needs no canary.
        assert_eq!(dns.find("served.de").await, Some(Finding::Served));
        assert_eq!(dns.find("null.de").await, Some(Finding::NullMx));
    }
    // It is well again, and believed; then it is not, and soon believed no more.
    let dns = server.dns();
    canaries_become(&server, &served("mx.canary.example"));
    let before = server.asked(CANARIES[0]);
    assert_eq!(dns.find("firm1.de").await, Some(Finding::NoDomain));
    assert_eq!(dns.find("empty.de").await, Some(Finding::NoServer));
    assert_eq!(server.asked(CANARIES[0]), before + 1, "one look for both");
    canaries_become(&server, &Way::NxDomain);
    for _ in 0..BELIEVED_TIMES {
        dns.find("firm1.de").await;
    }
    assert_eq!(dns.find("firm1.de").await, None);
    // One of them is enough.
    server.becomes(CANARIES[2], served("mx.canary.example"));
    assert_eq!(dns.find("firm1.de").await, Some(Finding::NoDomain));
}

#[tokio::test]
async fn an_address_alone_is_not_believed_where_every_name_has_one() {
    let server = Server::open(&[("served.de", served("mx.served.de")), ("*", host(V4))]).await;
    let dns = server.dns();
    assert_eq!(dns.find("gone.de").await, None);
    assert_eq!(dns.find("served.de").await, Some(Finding::Served));
    server.becomes("*", Way::NxDomain);
    server.becomes("implicit.de", host(V4));
    assert_eq!(dns.find("implicit.de").await, Some(Finding::Served));
}

#[tokio::test]
async fn behind_a_login_page_no_address_becomes_invalid() {
    let server = Server::open(&[]).await;
    canaries_become(&server, &Way::NxDomain);
    let house = House::asking(server.dns()).await;
    let anna = house.anna();
    anna.says("/add Eva Braun, Lumen GmbH, eva@lumen.de, Germany").await;
    anna.says("/verify 1").await;
    anna.hears_until("nobody has answered").await.sees("eva@lumen.de · unverified");
    canaries_become(&server, &served("mx.canary.example"));
    house.later(Duration::hours(2)).await;
    anna.says("/verify 1").await;
    anna.hears_until("there is no domain lumen.de").await.sees("eva@lumen.de · invalid");
}
