#!/usr/bin/env bash
# Builds the extension with the program in it, one .vsix a platform. Arguments: the program, the platform as VS Code calls it (`linux-x64`).
set -euo pipefail
program=$(realpath "$1")
platform=$2
cd "$(dirname "$0")"
npm ci --silent --no-fund --no-audit
npm run --silent check
npm run --silent build
rm -rf server
mkdir server
install -m 755 "$program" "server/copydesk$(case $platform in win32-*) echo .exe ;; esac)"
cat ../../LICENSE-MIT ../../LICENSE-APACHE ../../THIRD-PARTY-NOTICES.txt > LICENSE.txt
# What esbuild puts into the one file that is run.
for package in vscode-languageclient vscode-languageserver-protocol vscode-languageserver-types vscode-jsonrpc minimatch semver brace-expansion balanced-match; do
    if [ -d "node_modules/$package" ]; then
        printf '\n%s\n\n' "$package" >> LICENSE.txt
        find "node_modules/$package" -maxdepth 1 -iname 'license*' -exec cat {} + >> LICENSE.txt
    fi
done
npx --no-install vsce package --target "$platform" --no-dependencies --skip-license --allow-missing-repository --out "copydesk-$platform.vsix"
