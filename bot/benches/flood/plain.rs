//! What renmai is measured beside: the bot that one writes first, with teloxide's dispatcher and client, which inserts a
//! row for each update and replies.

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyPool, Executor as _};
use teloxide::dispatching::{Dispatcher, UpdateFilterExt as _};
use teloxide::payloads::AnswerCallbackQuerySetters as _;
use teloxide::requests::Requester as _;
use teloxide::types::{CallbackQuery, Message, Update};
use teloxide::{Bot, dptree};

use crate::standin::Standin;

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Whether a commit waits for the disk (`FULL`, as renmai's do) or not (`NORMAL`).
#[derive(Debug, Clone, Copy)]
pub(crate) enum Synchronous {
    Full,
    Normal,
}

/// Carries out what the stand-in has; says how long that took.
pub(crate) async fn flood(
    standin: &Standin,
    file: &Path,
    synchronous: Synchronous,
) -> anyhow::Result<Duration> {
    let book = open(file, synchronous).await?;
    let bot = Bot::new("1:bench").set_api_url(format!("http://{}", standin.address).parse()?);
    let messages = Update::filter_message().endpoint(hear);
    let presses = Update::filter_callback_query().endpoint(press);
    let mut dispatcher = Dispatcher::builder(bot, dptree::entry().branch(messages).branch(presses))
        .dependencies(dptree::deps![book])
        .default_handler(|_| async {})
        .build();
    let stop = dispatcher.shutdown_token();
    let started = Instant::now();
    let running = tokio::spawn(async move { dispatcher.dispatch().await });
    standin.all_answered().await?;
    let took = started.elapsed();
    if let Ok(stopped) = stop.shutdown() {
        stopped.await;
    }
    running.await?;
    Ok(took)
}

async fn open(file: &Path, synchronous: Synchronous) -> anyhow::Result<AnyPool> {
    install_default_drivers();
    let synchronous = match synchronous {
        Synchronous::Full => "pragma synchronous = full",
        Synchronous::Normal => "pragma synchronous = normal",
    };
    // One connection: SQLite has one writer, and waiting for it in the pool is quicker than being told that it is busy.
    let pool = AnyPoolOptions::new().max_connections(1).after_connect(move |connection, _| {
        Box::pin(async move {
            connection.execute("pragma journal_mode = wal").await?;
            connection.execute(synchronous).await?;
            Ok(())
        })
    });
    let book = pool.connect(&format!("sqlite://{}?mode=rwc", file.display())).await?;
    book.execute("create table said (id integer primary key, chat_id integer not null, text text not null)")
        .await?;
    Ok(book)
}

async fn hear(bot: Bot, book: AnyPool, message: Message) -> Done {
    insert(&book, message.chat.id.0, message.text().unwrap_or_default()).await?;
    bot.send_message(message.chat.id, "Written down.").await?;
    Ok(())
}

async fn press(bot: Bot, book: AnyPool, query: CallbackQuery) -> Done {
    insert(&book, i64::try_from(query.from.id.0)?, query.data.as_deref().unwrap_or_default()).await?;
    bot.answer_callback_query(query.id).text("Written down.").await?;
    Ok(())
}

async fn insert(book: &AnyPool, chat: i64, text: &str) -> sqlx::Result<()> {
    sqlx::query("insert into said (chat_id, text) values ($1, $2)")
        .bind(chat)
        .bind(text)
        .execute(book)
        .await?;
    Ok(())
}
