# Everything here sets itself up: a Python of 3.11 or later and make are enough for `make site`.
# Another Python: make site PYTHON=/path/to/python3

PYTHON ?=
PORT ?= 8000
ARGS ?=
# Test processes at once. A file's tests stay in one process, so what they build they build once;
# files with long tests come first (tests/conftest.py).
JOBS ?= auto
# Public data for make catalogue: folders onet, bls_oews and bls_ep of files as the agencies issue them.
DATA ?= ../shared/data

VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.site-ready
DEV_READY := $(VENV)/.dev-ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Hashes of every file, and wheels only: no code of a dependency runs while it is installed.
INSTALL := $(PIP) install --require-hashes --only-binary :all: --no-deps
UV_VERSION := 0.13.8

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site catalogue serve test test-fast lint lock lighthouse vendor clean browser

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

site: $(SITE_READY) ## build the guide into site/
	@$(BIN)/roleguide build $(ARGS)
	@echo "The guide is in site/: open site/index.html, or run: make serve"

catalogue: $(SITE_READY) ## drafts of all US occupations, from public data into catalogue/ (DATA=folder)
	@for part in onet bls_oews bls_ep; do \
		if ! [ -d "$(DATA)/$$part" ]; then \
			echo "There is no folder $(DATA)/$$part. Name the folder of the data: make catalogue DATA=/path/to/data" >&2; \
			echo "docs/importing.md says what it holds and where the agencies issue it." >&2; exit 2; fi; \
	done
	@mkdir -p catalogue/content/rules
	@[ -e catalogue/content/rules/us-2024-34.md ] || cp content/rules/us-2024-34.md catalogue/content/rules/
	@[ -e catalogue/site.yaml ] || cp docs/catalogue-site.yaml catalogue/site.yaml
	@set -- "$(DATA)"/onet/*.zip; [ -e "$$1" ] || set -- "$(DATA)/onet"; \
		$(BIN)/roleguide import onet --root catalogue --drafts "$$1"
	@$(BIN)/roleguide import oews --root catalogue "$(DATA)/bls_oews"
	@$(BIN)/roleguide import projections --root catalogue "$(DATA)/bls_ep"
	@$(BIN)/roleguide build --root catalogue $(ARGS)

serve: site ## build, then show the guide on http://127.0.0.1:8000/ (PORT=… for another port)
	@echo "A plain static server (it does not rebuild): http://127.0.0.1:$(PORT)/ · Ctrl+C stops it"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory site

test: $(DEV_READY) browser ## run every test, also those in a browser
	@$(BIN)/python -m pytest -n $(JOBS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

test-fast: $(DEV_READY) ## run the tests that need no browser and less than a second
	@$(BIN)/python -m pytest -n $(JOBS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder -m "not browser and not slow" $(ARGS)

lint: $(DEV_READY) ## ruff (rules and format) and mypy (strict)
	@status=0; \
	$(BIN)/ruff check || status=1; \
	$(BIN)/ruff format --check || status=1; \
	$(BIN)/mypy || status=1; \
	exit $$status

lock: .cache/lock/bin/uv ## write requirements/*.lock anew (ARGS=--upgrade takes newer versions)
	@echo "Resolving the dependencies …"
	@.cache/lock/bin/uv pip compile pyproject.toml --extra excel --extra html --extra pagefind --group dev --output-file requirements/dev.lock $(LOCK_OPTIONS)
	@.cache/lock/bin/uv pip compile pyproject.toml --extra excel --extra html --extra pagefind --group build --output-file requirements/site.lock \
		--constraint requirements/dev.lock $(LOCK_OPTIONS)
	@if grep -nE '://|--index|--find-links' requirements/*.lock; then \
		echo "A lock file names an address of this machine: do not commit it." >&2; exit 1; fi

lighthouse: $(DEV_READY) browser ## Lighthouse on the fullest pages of site/ (ARGS="--only role,search")
	@$(MAKE) --no-print-directory site ARGS= # which are Lighthouse's here
	@cmp -s benchmarks/lighthouse/package-lock.json benchmarks/lighthouse/node_modules/.installed-lock || { \
		echo "Installing Lighthouse (npm) …"; cd benchmarks/lighthouse && \
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && \
		cp package-lock.json node_modules/.installed-lock; }
	@$(BIN)/python benchmarks/auditing.py $(ARGS)

vendor: ## write assets/minisearch.js and the texts of licences anew from npm's hash-checked packages (vendor/)
	@sh vendor/write.sh

LOCK_OPTIONS = --universal --python-version 3.11 --generate-hashes --no-config --quiet \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

clean: ## remove everything that these commands made
	rm -rf $(VENV) .cache site .site.* dist tests/browser/node_modules vendor/node_modules benchmarks/lighthouse/node_modules
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

browser:
	@sh tests/browser/install.sh

$(BIN)/python:
	@found=""; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python); do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "roleguide needs Python 3.11 or later, and $(if $(PYTHON),$(PYTHON) is not one,none was found)." >&2; \
		echo "Install one (https://www.python.org/downloads/), or name it: make site PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version) …"; \
	rm -rf $(VENV); \
	if ! "$$found" -m venv $(VENV); then \
		rm -rf $(VENV); \
		echo "That Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; \
	fi

# Only these two rules install anything; they run again when their lock file changes.
$(SITE_READY): requirements/site.lock pyproject.toml | $(BIN)/python
	@echo "Installing what a build needs (requirements/site.lock) …"
	@$(INSTALL) --requirement requirements/site.lock
	@$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements/dev.lock $(SITE_READY) | $(BIN)/python
	@echo "Installing the test tools (requirements/dev.lock) …"
	@$(INSTALL) --requirement requirements/dev.lock
	@touch $@

.cache/lock/bin/uv:
	@$(MAKE) --no-print-directory $(BIN)/python
	@echo "Installing uv $(UV_VERSION) into .cache/lock …"
	@$(BIN)/python -m venv .cache/lock
	@.cache/lock/bin/python -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)
