#!/usr/bin/env bash
# Builds the extension with the program in it, one .vsix a platform. Arguments: the program, the platform as VS Code calls it (`linux-x64`).
set -euo pipefail
program=$(realpath "$1")
platform=$2
cd "$(dirname "$0")"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --silent --no-fund --no-audit --ignore-scripts; fi
npm run --silent check
npm run --silent bundle
rm -rf server
mkdir server
install -m 755 "$program" "server/copydesk$(case $platform in win32-*) echo .exe ;; esac)"
npx --no-install vsce package --target "$platform" --no-dependencies --skip-license --allow-missing-repository --out "copydesk-$platform.vsix"
