# Everything needs Python >= 3.11 with pip, and make; `make locks` alone needs uv.
#   make run              sets up, runs the job on the public case, serves the control room
#   make run ARGS=--once  the same, prints and ends
#   make test ARGS="--no-cov tests/parts"   some tests only
BIN := .venv/bin
ARGS ?=
DOSSIER ?= exercises/jlr-2025

.PHONY: run test lint types docs bench locks clean
.DEFAULT_GOAL := run

run: .venv/run.stamp
	$(BIN)/blackstart run $(DOSSIER) $(ARGS)

test: .venv/dev.stamp
	tools/test $(ARGS)

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: .venv/dev.stamp
	$(BIN)/mypy

docs: .venv/dev.stamp
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build/html

bench: .venv/dev.stamp
	for claim in bench/[a-z]*.py; do $(BIN)/python -m "bench.$$(basename "$$claim" .py)" --json $(ARGS) || exit 1; done

locks:
	tools/locks $(ARGS)

# The environment stays (rm -r .venv), and so does the data folder.
clean:
	rm -rf build dist docs/_build .coverage .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find src tests docs bench -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: pyproject.toml requirements/run.lock tools/install
	tools/install requirements/run.lock
	touch $@

# dev.lock holds all of run.lock, so one set-up serves both.
.venv/dev.stamp: pyproject.toml requirements/dev.lock tools/install
	tools/install requirements/dev.lock
	touch .venv/run.stamp $@
