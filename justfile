# What one does daily; `just` alone lists it.

_list:
    @just --list

# everything that CI checks
check:
    .ci/run

# the sandbox: the bot, an example team and a chat page, on http://127.0.0.1:8787
try:
    cargo run -- sandbox

# the tests; `just test add` runs those with "add" in their name
test *NAMES:
    cargo test {{NAMES}}

# the torture: the program killed again and again; `just torture --minutes 30 --seed 7`
torture *OPTIONS:
    cargo test --package renmai --test torture -- {{OPTIONS}}

# fuzzes one parser: add, dates, files, buttons, updates (needs cargo-fuzz and a nightly toolchain)
fuzz TARGET:
    cargo +nightly fuzz run {{TARGET}}

# the page test in headless Chromium
page:
    cargo test --package renmai --features browser --test page

# the page test, keeping a new picture for the README
picture:
    RENMAI_PICTURE=docs/screenshot.png cargo test --package renmai --features browser --test page

# how long each command takes in a team of 10,000 contacts
bench:
    cargo bench --package renmai --bench commands

# how many commands a second are carried out and answered, in a flood
flood:
    cargo bench --package renmai --bench flood

# licences and advisories of what we depend on (needs cargo-deny)
deny:
    cargo deny check

# formats the code
fmt:
    cargo fmt
