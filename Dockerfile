# A static binary in an image with nothing else: no shell, no package manager, an unprivileged user.
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
    && cp "target/$target/release/renmai" /renmai \
    && mkdir /data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=builder /renmai /usr/local/bin/renmai
COPY --from=builder --chown=nonroot:nonroot /data /data
ENV DATABASE_URL=sqlite:///data/renmai.db \
    LISTEN=0.0.0.0:8787
WORKDIR /data
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["renmai", "health"]
ENTRYPOINT ["renmai"]
CMD ["run"]
