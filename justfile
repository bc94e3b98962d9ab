# What one does daily; `just` alone lists it.

_list:
    @just --list

# everything that CI checks; `just check lint deny` runs only these steps
check *STEPS:
    .ci/run {{STEPS}}

# the sandbox: the bot, an example team and a chat page, on http://127.0.0.1:8787
try:
    cargo run -- sandbox

# the tests; `just test add` runs those with "add" in their name
test *NAMES:
    cargo test {{NAMES}}

# the torture: the program killed again and again; `just torture --minutes 30 --seed 7`
torture *OPTIONS:
    cargo test --package renmai --test torture -- {{OPTIONS}}

# fuzzes one parser: add, dates, files, mails, photos, buttons, updates (needs cargo-fuzz and a nightly toolchain)
fuzz TARGET:
    cargo +nightly fuzz run {{TARGET}}

# the page test in headless Chromium (needs chromedriver; `just check page` installs it)
page:
    cargo test --workspace --all-features --test page

# the page test, keeping new pictures for the README
picture:
    RENMAI_PICTURES=docs cargo test --workspace --all-features --test page

# mail with real servers (needs root, postfix and dovecot; `just check mail` installs them)
mail:
    cargo test --workspace --all-features --test postfix -- --test-threads 8

# how long each command takes in a team of 100,000 contacts
bench:
    cargo bench --package renmai --bench commands -- --contacts 100000

# how many commands a second are carried out and answered, in a flood
flood:
    cargo bench --package renmai --bench flood

# licences of what we depend on, and what is known against it (fetches cargo-deny, and a database from GitHub)
deny:
    .ci/run deny advisories

# formats the code
fmt:
    cargo fmt
