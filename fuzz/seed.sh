#!/usr/bin/env bash
# Lays the fixtures out as the corpus that each target begins from: corpus/TARGET, beside this script.
set -euo pipefail
cd "$(dirname "$0")"

# What a target reads before the text: a byte for each choice it makes.
seed() {
    local target=$1 prefix=$2
    mkdir -p "corpus/$target"
    shift 2
    local count=0
    for file in "$@"; do
        count=$((count + 1))
        { printf "$prefix"; cat "$file"; } > "corpus/$target/seed-$count"
    done
}

shopt -s nullglob
drafts=(../fixtures/*/good/* ../fixtures/*/bad/*.md ../fixtures/*/bad/*.txt)
seed markdown '\0' "${drafts[@]}"
seed plain '\0' "${drafts[@]}"
seed dates '\0' "${drafts[@]}"
seed fixes '\0\0\0' "${drafts[@]}"
seed check '\1\0\0' "${drafts[@]}"
seed house '' ../rules/*.toml ../fixtures/*/house.toml
seed settings '' ../tests/schema/every-key.toml ../lint.toml
seed import '\0' ../tests/command_line/*.xml
