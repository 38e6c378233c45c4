#!/bin/sh
# Makes sure that the browser tests have what they run: Chromium, Java (for vnu, the HTML checker),
# Node with npm, and the two npm packages of package-lock.json. As root on Debian or Ubuntu it
# installs what is missing; elsewhere it says what to install.
set -eu
cd "$(dirname "$0")"

has() { command -v "$1" >/dev/null 2>&1; }

has_chromium() {
    [ -x "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome || has google-chrome-stable
}

has_node() {
    has node && has npm && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'
}

missing=""
need() { missing="$missing $1"; }
has_chromium || need chromium
{ has java && java -version >/dev/null 2>&1; } || need default-jre-headless
has_node || need nodejs
{ has npm || has_node; } || need npm

# Useful, never required: tests that watch system calls or compare compressed sizes look for them.
extra=""
has strace || extra="$extra strace"
has brotli || extra="$extra brotli"

if [ -n "$missing$extra" ] && has apt-get && [ "$(id -u)" = 0 ]; then
    echo "Installing$missing$extra (apt-get) …"
    log=$(mktemp)
    # shellcheck disable=SC2086
    if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        $missing $extra; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "apt-get could not install:$missing$extra" >&2
        [ -z "$missing" ] || exit 1
    fi
    rm -f "$log"
    missing=""
    has_chromium || need chromium
    has java || need default-jre-headless
    has_node || need "nodejs (18 or later, with npm)"
fi

if [ -n "$missing" ]; then
    cat >&2 <<END
The browser tests need:$missing
  Chromium or Chrome   https://www.chromium.org/getting-involved/download-chromium/ (or set CHROMIUM=/path/to/it)
  Java 11 or later     https://adoptium.net/
  Node 18 or later     https://nodejs.org/ (npm comes with it)
On Debian and Ubuntu: sudo apt-get install$missing
Without them: make test-fast
END
    exit 1
fi

# npm ci starts afresh each time, so it runs only when the lock differs from what is installed.
if ! cmp -s package-lock.json node_modules/.installed-lock; then
    echo "Installing axe-core and vnu (npm) …"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    cp package-lock.json node_modules/.installed-lock
fi
