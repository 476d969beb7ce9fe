#!/usr/bin/env bash
# Tries the page in Chromium. Arguments: names of tests, such as `fixtures`; without any, all. It needs the page (build.sh) and the program.
# CHROMIUM, FIREFOX, COPYDESK: where these are; ALL=1: every fixture, also as a Word document, instead of a quarter; QUIET=1: the machine does
# nothing else, so times are held to what they shall be; PICTURES: a folder for screenshots.
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
node --test --test-force-exit --test-timeout="${TIMEOUT:-600000}" --test-concurrency=1 .tests/*.test.js
