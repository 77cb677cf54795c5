# Cutline: photo captions in, a normalized dataset out. `make` alone prints the targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CUTLINE_DATA ?= ../shared
export CUTLINE_DATA

.PHONY: help setup extract test check golden dictionary lock model bench clean

help: ## print the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: $(READY) ## make the virtual environment .venv with the pinned dependencies

# The stamp is written last: a set-up that was broken off starts again.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "setup: no Python found: install Python 3.11, 3.12 or 3.13" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "setup: $(PYTHON) is $$($(PYTHON) -V): cutline needs Python 3.11 to 3.13: say make PYTHON=python3.11" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

extract: $(READY) ## extract corpus/raw into outputs/ (CSV and Parquet)
	$(BIN)/cutline extract corpus/raw --output outputs

test: $(READY) ## run every test
	$(BIN)/python -m pytest -n 2

check: $(READY) ## lint, types, floors
	$(BIN)/ruff check pipeline tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: $(READY) ## accept today's output as golden (look at the difference in git first)
	$(BIN)/python -m pytest tests/test_golden.py --force-regen || true
	git --no-pager diff --stat tests/golden

dictionary: $(READY) ## write the data dictionary outputs/README.md anew
	$(BIN)/python -m cutline.tables.dictionary > outputs/README.md

lock: ## pin the dependencies anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade -o requirements.lock

model: $(READY) ## train the model again from CUTLINE_DATA (a night on a CPU)
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python -m cutline.training

bench: $(READY) ## measure speed, as ratios against peers in the same run
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

clean: ## remove the environment and the outputs
	rm -rf $(VENV) outputs/*.csv outputs/*.parquet outputs/*.json outputs/*.jsonl
