#!/bin/sh
# Writes assets/minisearch.js: MiniSearch as npm has it, without comments and with short names,
# below its licence; and src/roleguide/licences/: texts of licences as SPDX has them, word for word.
# npm refuses a package whose hash is not that of package-lock.json; vendor/SHA256 holds the hashes of
# what comes out, so a file that was changed by hand is found by the tests.
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
# One licence a line, in the order of src/roleguide/guide/licences.py, which knows them by name.
for licence in CC-BY-4.0 CC-BY-SA-4.0 CC0-1.0 DL-DE-BY-2.0 DL-DE-ZERO-2.0 ODC-By-1.0 ODbL-1.0 \
    OGL-UK-3.0 PDDL-1.0 etalab-2.0; do
    node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(process.argv[1])).licenseText.trimEnd() + "\n")' \
        "node_modules/spdx-license-list/licenses/$licence.json" >"../src/roleguide/licences/$licence.txt"
done
cd ..
sha256sum assets/minisearch.js src/roleguide/licences/*.txt >vendor/SHA256
cat vendor/SHA256
