# What you can do here. Each target makes the environment it needs. You need make and Python 3.11 or newer.
#   make wheel       builds what people install, into dist/
#   make demo        tells a five-minute story with made-up threads
#   make test        runs all tests
#   make check       checks format, lint, types, imports, outlines and generated docs
#   make bench       measures start-up, reading, recognition and safety
#   make docs        writes the generated docs; the pictures of pages need Chromium
#   make clean       removes everything that was made here, environments included
# With another Python: make test PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
# Without the tools that check it: the wheel is built in seconds, and the demo runs what people get.
PLAIN := build/plain-venv
WHEEL := dist/cups_course-$(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)-py3-none-any.whl
PACKAGE := pyproject.toml README.md docs/cups-course.1 $(shell find src -type f -not -name '*.pyc')
OUTLINES := $(wildcard src/cups_course/outline/*.toml examples/programs/*.toml)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore
# Without bytecode, each of thousands of commands would compile the whole package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help wheel demo test check bench docs clean .venv

help:
	@sed -n 's/^#   //p' Makefile

wheel: $(WHEEL)
	@echo $(WHEEL)

demo: $(PLAIN)/made
	@$(PLAIN)/bin/python examples/demo.py

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
	@$(BIN)/python benchmarks/patterns.py
	@$(BIN)/python benchmarks/hostile_texts.py
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

$(WHEEL): $(PACKAGE)
	$(call environment,$(PLAIN))
	@$(PLAIN)/bin/python -m pip wheel --quiet --no-deps --wheel-dir dist .

$(PLAIN)/made: $(PACKAGE)
	$(call environment,$(PLAIN))
	@$(PLAIN)/bin/python -m pip install --quiet .
	@touch $@

define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer. Try: make PYTHON=python3.13")'
	@echo "Making $(1), which takes a moment ..." >&2
	@$(PYTHON) -m venv $(1)
endef
