# What one does with this project. Each target makes the environment it needs; Python 3.11 or newer and make are enough.
#   make demo        five minutes with made-up threads
#   make test        all tests
#   make check       format, lint, types, layers, outlines, generated docs
#   make bench       how fast it starts and reads, how well it reads threads, how safe it keeps words
#   make docs        writes what in docs/ is generated anew; the pictures of pages want Chromium
#   make clean       removes what was made here, environments included
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
# The demo runs what a person gets: a plain install, without the tools that check it.
DEMO := build/demo-venv
PACKAGE := pyproject.toml README.md docs/cups-course.1 $(shell find src -type f -not -name '*.pyc')
OUTLINES := $(wildcard src/cups_course/outline/*.toml examples/programs/*.toml)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

.PHONY: help demo test check bench docs clean .venv

help:
	@sed -n 's/^#   //p' Makefile

demo: $(DEMO)/made
	@$(DEMO)/bin/python examples/demo.py

test: .venv
	@$(BIN)/pytest -n auto

check: .venv
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/cups-course program check $(OUTLINES)
	@$(BIN)/python docs/make.py --check
	@$(BIN)/python docs/screenshots.py --check

bench: .venv
	@$(BIN)/python benchmarks/start.py
	@$(BIN)/python benchmarks/completing.py
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/web_pages.py
	@$(BIN)/python benchmarks/fuzz.py
	@$(BIN)/python benchmarks/recognition
	@$(BIN)/python benchmarks/exporting.py
	@$(BIN)/python benchmarks/safety

docs: .venv
	@$(BIN)/python docs/make.py
	@$(BIN)/python docs/screenshots.py

clean:
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find src tests examples benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

.venv: .venv/made

.venv/made: pyproject.toml
	$(call environment,.venv)
	@# --group is understood from pip 25.1 on.
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

$(DEMO)/made: $(PACKAGE)
	$(call environment,$(DEMO))
	@$(DEMO)/bin/python -m pip install --quiet .
	@touch $@

define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer. Another one: make PYTHON=python3.13")'
	@echo "Making $(1), which takes a moment ..." >&2
	@$(PYTHON) -m venv $(1)
endef
