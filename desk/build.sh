#!/usr/bin/env bash
# Builds the page: desk/dist/desk.html, one file with everything in it. It needs Rust, Node and npm, and a standard library for wasm32: that of
# the toolchain (`rustup target add wasm32-unknown-unknown`), or Debian's (`apt install rustc-web rust-web-src`).
set -euo pipefail
cd "$(dirname "$0")"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/../target/desk}"
target=wasm32-unknown-unknown

if [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]; then
    cargo build --locked --profile page --target "$target" --package copydesk-page
elif [ -x /usr/bin/rustc ] && [ -d /usr/src/rustc-"$(/usr/bin/rustc --version | cut -d ' ' -f 2)" ]; then
    # Debian's compiler has the sources of its standard library; the linker is that of the Rust that is installed.
    linker=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -type f | head -n 1)
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
        cargo build --locked -Z build-std=std,panic_abort --profile page --target "$target" --package copydesk-page
else
    echo "there is no standard library for $target: rustup target add $target, or apt install rustc-web rust-web-src" >&2
    exit 1
fi
# What JavaScript needs is written in the version that Cargo.lock names, by its own library.
cargo run --locked --quiet --package copydesk-desk-bindgen -- "$CARGO_TARGET_DIR/$target/page/copydesk_page.wasm" app/generated

if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --no-fund --no-audit --loglevel=error; fi

node notices.mjs
npx tsc
npx vite build --logLevel warn
ls -l dist/desk.html
