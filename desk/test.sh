#!/usr/bin/env bash
# Tries the page in Chromium. Arguments: names of tests, such as `fixtures`; without any, all. It needs the page (build.sh) and the program.
# CHROMIUM, COPYDESK: where these are; STEP=10: every tenth fixture.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! -d node_modules ]; then npm ci --no-fund --no-audit --loglevel=error; fi
rm -rf .tests
tests=()
for test in "${@:-*}"; do
    # shellcheck disable=SC2206 # a pattern
    tests+=(tests/$test.test.ts)
done
node_modules/.bin/rolldown "${tests[@]}" --platform node --format esm --external playwright-core --dir .tests --log-level silent
node --test --test-force-exit --test-timeout="${TIMEOUT:-240000}" --test-concurrency=1 .tests/*.test.js
