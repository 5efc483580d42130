PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
ARGS ?=

.PHONY: help install demo test screenshots check soak verify bench bench-quick lock docs dashboards clean

help: ## what there is to type
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/installed ## .venv with every locked dependency

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## the whole system with a simulated world: make demo ARGS="--minutes 1 --headless"
	$(BIN)/affluent demo $(ARGS)

test: install ## the whole test suite, real broker and real browser included
	@$(BIN)/python -m tests.browser.chromium
	-@$(BIN)/python -m tests.connected.class_archive
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

screenshots: install ## every view of the board, light and dark, desk and phone, into docs/images
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

check: install ## ruff, mypy strict, the import table
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: install ## 100,000 random worlds through the entities
	$(BIN)/python -m tests.worlds.run 100000

verify: install ## a simulated month of 200,000 events: streamed = batch, byte for byte, last touch and payee = SQL, on every order
	$(BIN)/python -m tests.verify.run

bench: install $(PEERS)/installed ## every figure in one run on one broker: ratios, bench/latest.json, docs/benchmarks.md
	$(BIN)/python -m bench $(ARGS)

bench-quick: install $(PEERS)/installed ## the same in short, for a developer's loop
	$(BIN)/python -m bench --quick $(ARGS)

$(PEERS)/installed: bench/peers/requirements.lock
	@{ $(PYTHON) -m venv --clear $(PEERS) && $(PEERS)/bin/pip install --quiet --disable-pip-version-check --retries 1 \
		--require-hashes -r $< && touch $@; } || { rm -rf $(PEERS); \
		echo "$(PEERS) can't be made: the bench goes on without Quix Streams and without pictures" >&2; }

dashboards: install ## rebuild deploy/grafana/dashboards from dashboards/grafana
	$(BIN)/python -m dashboards.grafana.build

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --group dev pyproject.toml -o requirements.lock

docs: install ## regenerate docs/settings.md and docs/schemas
	$(BIN)/affluent docs
