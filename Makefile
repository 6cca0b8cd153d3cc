# Everything Tripost needs, from a fresh machine with Python 3.11, make and git.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
NODE_PATH_FIRST := PATH="$(CURDIR)/.venv/node/bin:$$PATH"
WEB := web/app
WEB_SOURCES := $(shell find $(WEB) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help install run test check bench soak

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: .venv/.tools $(WEB)/dist/.made ## put all into .venv and build the web app; no data is touched

run: install ## install, then serve; the first start makes the demo world (TRIPOST_DEMO=0: none)
	@exec $(BIN)/tripost serve

test: install ## everything: Python, TypeScript, browser; SQLite, and PostgreSQL where it can be had
	@scripts/test.sh

check: install ## linters, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check tripost tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd $(WEB) && $(NODE_PATH_FIRST) npm run --silent check

bench: install ## measure, in turns with other programs where they are installed
	$(BIN)/python -m bench

soak: install ## the long forms of the storms
	TRIPOST_SOAK=1 $(BIN)/pytest -q -m storm

# pip reads the hashes; the project itself is put in place without fetching anything.
.venv/.made: requirements/dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

.venv/.tools: .venv/.made pyproject.toml scripts/node_shim.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python scripts/node_shim.py
	touch $@

$(WEB)/node_modules/.made: .venv/.tools $(WEB)/package-lock.json
	cd $(WEB) && $(NODE_PATH_FIRST) npm ci --ignore-scripts --no-audit --no-fund
	touch $@

$(WEB)/dist/.made: $(WEB)/node_modules/.made $(WEB_SOURCES)
	cd $(WEB) && $(NODE_PATH_FIRST) npm run --silent build
	touch $@
