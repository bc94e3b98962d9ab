# A static binary in a small image with the program that reads the print on photos, and an unprivileged user.
#
#   docker build -t renmai .
#   docker run -d --name renmai --restart unless-stopped --env-file .env -v renmai:/data renmai

FROM rust:1-slim-bookworm AS builder
# The C compiler for SQLite and for the cryptography, against musl.
RUN apt-get update \
    && apt-get install -y --no-install-recommends musl-tools=1.2.* \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
# The architecture of the machine that builds: x86_64 or aarch64.
RUN target="$(uname -m)-unknown-linux-musl" \
    && rustup target add "$target" \
    && cargo build --release --locked --package renmai --target "$target" \
    && cp "target/$target/release/renmai" /renmai

FROM debian:bookworm-slim
# English and simplified Chinese. The user has the number that the volume of an earlier image belongs to.
# The distribution keeps one version of these at a time, so a pinned one would vanish.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates tesseract-ocr tesseract-ocr-eng tesseract-ocr-chi-sim \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 65532 nonroot \
    && useradd --uid 65532 --gid 65532 --no-create-home --shell /usr/sbin/nologin nonroot \
    && install -d -o nonroot -g nonroot /data
COPY --from=builder /renmai /usr/local/bin/renmai
USER 65532:65532
ENV DATABASE_URL=sqlite:///data/renmai.db \
    LISTEN=0.0.0.0:8787
WORKDIR /data
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["renmai", "health"]
ENTRYPOINT ["renmai"]
CMD ["run"]
