# The venv is made once; `make demo` and `make test` work in a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-heavy lint types layers translations schemas docs pictures bench

$(BIN)/cchc: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -e '.[dev]'
	touch $@

demo: $(BIN)/cchc  ## the status of the 2024 plan on 1 July 2024
	$(BIN)/cchc status --plan 2024-snv --as-of 2024-07-01

test: $(BIN)/cchc  ## all tests
	$(BIN)/python -m pytest -n auto

HEAVY := browser or spark or scan or editor or libreoffice or package or long
test-heavy: $(BIN)/cchc  ## the tests that need programs from outside Python
	$(BIN)/python -m pytest -m '$(HEAVY)' || test $$? -eq 5  # 5: none is marked

lint: $(BIN)/cchc
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BIN)/cchc
	$(BIN)/mypy

layers: $(BIN)/cchc
	$(BIN)/lint-imports

translations: $(BIN)/cchc  ## collect messages; translate the new ones in cchc.po
	$(BIN)/python tests/catalogue.py

schemas: $(BIN)/cchc
	$(BIN)/cchc schema

docs: $(BIN)/cchc  ## pages that follow from models, rules and wordings
	$(BIN)/python tests/build_docs.py

pictures: $(BIN)/cchc  ## the pictures of docs/hinh; needs chromium, LibreOffice, poppler
	$(BIN)/python tests/build_pictures.py

bench: $(BIN)/cchc  ## ratios to baselines, measured in this run; leaves nothing behind
	$(BIN)/python -m pytest tests/bench --benchmark-enable --benchmark-only -s \
		-p no:xdist -p no:cacheprovider -o tmp_path_retention_policy=none
