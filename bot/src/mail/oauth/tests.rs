use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;

const CLIENT: &str = "11111111-2222-3333-4444-555555555555";

fn code(changed: serde_json::Value) -> Vec<u8> {
    let mut given = json!({
        "device_code": "d".repeat(300), "user_code": "H7K2-9QXM",
        "verification_uri": "https://microsoft.com/devicelogin", "expires_in": 900, "interval": 5,
    });
    for (key, value) in changed.as_object().unwrap() {
        given[key] = value.clone();
    }
    given.to_string().into_bytes()
}

#[test]
fn a_code_is_read_within_its_bounds() {
    for (changed, want) in [
        (json!({}), Ok((900, 5))),
        (json!({"interval": null}), Ok((900, 5))),
        (json!({"interval": 0, "expires_in": i64::MAX}), Ok((1_800, 1))),
        (json!({"interval": i64::MAX, "expires_in": -5}), Ok((1, 60))),
        (json!({"user_code": "X".repeat(21)}), Err(OAuthFault::Unreadable)),
        (json!({"user_code": "<b> x"}), Err(OAuthFault::Unreadable)),
        (json!({"user_code": ""}), Err(OAuthFault::Unreadable)),
        (json!({"device_code": "d".repeat(5_000)}), Err(OAuthFault::Unreadable)),
        (json!({"device_code": 7}), Err(OAuthFault::Unreadable)),
        (json!({"expires_in": "soon"}), Err(OAuthFault::Unreadable)),
        (json!({"verification_uri": "http://evil.example/"}), Err(OAuthFault::Unreadable)),
        (json!({"verification_uri": "javascript:alert(1)"}), Err(OAuthFault::Unreadable)),
        (json!({"verification_uri": "https://me:you@evil.example/"}), Err(OAuthFault::Unreadable)),
        (json!({"verification_uri": "http://127.0.0.1:9/enter"}), Ok((900, 5))),
    ] {
        let read = answer::device_code(200, &code(changed.clone()));
        let read = read.map(|code| (code.works_for.num_seconds(), code.pause.num_seconds()));
        assert_eq!(read, want, "{changed}");
    }
}

#[test]
fn what_the_login_server_answers_to_the_question() {
    let tokens = r#"{"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r"}"#;
    for (status, body, want) in [
        (200, tokens, "granted"),
        (400, r#"{"error":"authorization_pending"}"#, "pending"),
        (400, r#"{"error":"slow_down"}"#, "slow down"),
        (400, r#"{"error":"expired_token"}"#, "expired"),
        (400, r#"{"error":"bad_verification_code"}"#, "expired"),
        (400, r#"{"error":"access_denied"}"#, "declined"),
        (400, r#"{"error":"authorization_declined"}"#, "declined"),
        (401, r#"{"error":"invalid_client"}"#, "Registration"),
        (400, r#"{"error":"something_new"}"#, "Unreadable"),
        (429, r#"{"error":"authorization_pending"}"#, "Later"),
        (503, "<html>", "Later"),
        (302, "", "Unreadable"),
        (200, "<html>", "Unreadable"),
        (200, r#"{"error":"authorization_pending"}"#, "Unreadable"),
    ] {
        let read = match answer::asked(status, body.as_bytes()) {
            Ok(Asked::Granted(_)) => "granted".to_owned(),
            Ok(Asked::Pending) => "pending".into(),
            Ok(Asked::SlowDown) => "slow down".into(),
            Ok(Asked::Expired) => "expired".into(),
            Ok(Asked::Declined) => "declined".into(),
            Err(fault) => format!("{fault:?}"),
        };
        assert_eq!(read, want, "{status} {body}");
    }
}

#[test]
fn what_the_login_server_answers_to_a_refresh_token() {
    let long = json!({"access_token": "a".repeat(20_000), "token_type": "Bearer"}).to_string();
    for (status, body, want) in [
        (200, r#"{"access_token":"a","token_type":"Bearer","expires_in":3599}"#, Ok(3_599)),
        (200, r#"{"access_token":"a","token_type":"bearer"}"#, Ok(600)),
        (200, r#"{"access_token":"a","token_type":"Bearer","expires_in":99999999999}"#, Ok(86_400)),
        (200, r#"{"access_token":"a","token_type":"pop"}"#, Err(OAuthFault::Unreadable)),
        (200, r#"{"access_token":"a\r\nb","token_type":"Bearer"}"#, Err(OAuthFault::Unreadable)),
        (200, &long, Err(OAuthFault::Unreadable)),
        (400, r#"{"error":"invalid_grant"}"#, Err(OAuthFault::TakenBack)),
        (400, r#"{"error":"interaction_required"}"#, Err(OAuthFault::TakenBack)),
        (400, r#"{"error":"unauthorized_client"}"#, Err(OAuthFault::Registration)),
        (400, r#"{"error":"temporarily_unavailable"}"#, Err(OAuthFault::Later)),
        (500, r#"{"error":"invalid_grant"}"#, Err(OAuthFault::Later)),
        (429, "", Err(OAuthFault::Later)),
        (400, "no JSON", Err(OAuthFault::Unreadable)),
    ] {
        let read = answer::tokens(status, body.as_bytes()).map(|tokens| tokens.works_for.num_seconds());
        assert_eq!(read, want, "{status} {body}");
    }
}

fn id_token(claims: &serde_json::Value) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", part(r#"{"alg":"RS256"}"#), part(&claims.to_string()))
}

#[test]
fn the_address_is_that_of_who_has_signed_in() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let exp = now.timestamp() + 3_600;
    for (claims, want) in [
        (json!({"aud": CLIENT, "exp": exp, "preferred_username": "Anna@Ours.com"}), Some("anna@ours.com")),
        (json!({"aud": CLIENT, "exp": exp, "email": "anna@ours.com"}), Some("anna@ours.com")),
        (
            json!({"aud": CLIENT, "exp": exp, "preferred_username": "+86 755", "email": "a@ours.com"}),
            Some("a@ours.com"),
        ),
        (json!({"aud": CLIENT, "exp": exp}), None),
        (json!({"aud": CLIENT, "exp": exp, "preferred_username": "anna"}), None),
        (json!({"aud": "another", "exp": exp, "preferred_username": "anna@ours.com"}), None),
        (json!({"aud": CLIENT, "exp": exp - 7_200, "preferred_username": "anna@ours.com"}), None),
        (json!({"aud": CLIENT, "exp": exp, "preferred_username": "a@ours.com\r\nRCPT TO:<b@x.com>"}), None),
    ] {
        let read = answer::who(&id_token(&claims), CLIENT, now).ok();
        assert_eq!(read.as_ref().map(|who| who.address.key()).as_deref(), want, "{claims}");
    }
    for (name, email, address, login) in [
        (
            Some("wang@ours.onmicrosoft.com"),
            Some("wang@ours.com"),
            "wang@ours.com",
            "wang@ours.onmicrosoft.com",
        ),
        (Some("wang@ours.com"), None, "wang@ours.com", "wang@ours.com"),
        (Some("wang@ours.com"), Some("nobody"), "wang@ours.com", "wang@ours.com"),
        (None, Some("wang@ours.com"), "wang@ours.com", "wang@ours.com"),
    ] {
        let claims = json!({"aud": CLIENT, "exp": exp, "preferred_username": name, "email": email});
        let who = answer::who(&id_token(&claims), CLIENT, now).unwrap();
        assert_eq!((who.address.as_str(), who.login.as_str()), (address, login), "{claims}");
    }
    for broken in ["", "a", "a.b", "a.!!.c", "a.eyJ9.c"] {
        assert_eq!(answer::who(broken, CLIENT, now), Err(OAuthFault::NoAddress), "{broken}");
    }
}

#[test]
fn only_a_permission_that_was_taken_back_refuses_a_mailbox() {
    for (fault, refuses) in [
        (OAuthFault::TakenBack, true),
        (OAuthFault::NoClient, false),
        (OAuthFault::Registration, false),
        (OAuthFault::Later, false),
        (OAuthFault::Unreadable, false),
    ] {
        assert_eq!(fault.is_refusal(), refuses, "{fault:?}");
    }
}

#[test]
fn only_a_protected_way_or_this_machine() {
    for (url, want) in [
        ("https://login.microsoftonline.com/organizations", true),
        ("http://127.0.0.1:4711/x", true),
        ("http://[::1]:4711/x", true),
        ("http://localhost:4711", true),
        ("http://login.microsoftonline.com/organizations", false),
        ("http://127.0.0.1.evil.example/", false),
        ("ftp://127.0.0.1/", false),
        ("https://me:you@login.microsoftonline.com/", false),
    ] {
        assert_eq!(is_protected(&url.parse().unwrap()), want, "{url}");
    }
}

#[tokio::test]
async fn an_access_token_is_kept_until_shortly_before_it_expires() {
    let here = Server::parse("127.0.0.1:1", renmai_core::vocabulary::Security::None).unwrap();
    let login = "http://127.0.0.1:1".parse().unwrap();
    let microsoft = Microsoft::new(login, CLIENT.into(), [here.clone(), here]).unwrap();
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let tokens = Tokens {
        access: "hidden-word".into(),
        works_for: TimeDelta::hours(1),
        refresh: None,
        id_token: None,
    };
    *microsoft.kept(MailboxId::NONE, now).await = Some(Kept::new(&tokens, now));
    for (minutes, works) in [(-1, false), (0, true), (54, true), (55, false), (90, false)] {
        let at = now + TimeDelta::minutes(minutes);
        let kept = microsoft.kept(MailboxId::NONE, now).await;
        assert_eq!(kept.as_ref().and_then(|kept| kept.token(at)).is_some(), works, "{minutes}");
    }
    assert!(!format!("{microsoft:?}").contains("hidden"));
    assert!(microsoft.kept(MailboxId::NONE, now + TimeDelta::hours(2)).await.is_none(), "let go");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let server = renmai_testing::login::LoginServer::start().await;
    let here = Server::parse("127.0.0.1:1", renmai_core::vocabulary::Security::None).unwrap();
    let client = renmai_testing::login::CLIENT;
    let microsoft =
        Microsoft::new(server.url().parse().unwrap(), client.into(), [here.clone(), here]).unwrap();
    let long = format!(r#"{{"access_token":"a","token_type":"Bearer"}}{}"#, " ".repeat(70_000));
    for (status, body, want) in [
        (200, long.leak() as &str, OAuthFault::Unreadable),
        (307, "", OAuthFault::Unreadable),
        (503, "", OAuthFault::Later),
    ] {
        server.says(status, body);
        assert_eq!(microsoft.refresh(&"r".into()).await.err(), Some(want), "{status}");
    }
    drop(server);
    assert!(microsoft.refresh(&"r".into()).await.is_ok());
}
