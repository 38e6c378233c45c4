#!/bin/sh
# Writes assets/minisearch.js: MiniSearch as npm has it, without comments and with short names,
# below its licence. npm refuses a package whose hash is not that of package-lock.json; vendor/SHA256
# holds the hash of what comes out, so a file that was changed by hand is found by the tests.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
version=$(node -p 'JSON.parse(require("fs").readFileSync("package-lock.json")).packages["node_modules/minisearch"].version')
{
    printf '/*! MiniSearch %s, https://github.com/lucaong/minisearch, shortened by terser (make vendor).\n\n' "$version"
    cat node_modules/minisearch/LICENSE.txt
    printf '\n*/\n'
    node_modules/.bin/terser node_modules/minisearch/dist/umd/index.js --compress passes=2 --mangle
    printf '\n'
} >../assets/minisearch.js
(cd ../assets && sha256sum minisearch.js) >SHA256
cat SHA256
