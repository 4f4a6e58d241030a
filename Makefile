# The few commands that people type. Each sets up .venv first if need be, and nothing outside this folder.

PYTHON ?= python3
ARGS ?=

IN_VENV = .venv/bin/python
# Twice quiet: errors only.
PIP = -m pip --disable-pip-version-check --quiet --quiet
INSTALL = $(IN_VENV) $(PIP) install --constraint constraints.txt
GOAL = $(firstword $(MAKECMDGOALS))

.PHONY: help sandbox test check fix setup bench soak migration constraints clean
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

help:
	@echo 'make sandbox      a Slack of your own, on this machine, with Tend in it'
	@echo 'make test         every check and every test, as CI runs them'
	@echo 'make check        format, lint, types and layers; changes nothing'
	@echo 'make fix          mend what can be mended by itself'
	@echo 'make bench        measure'
	@echo 'make soak         kill processes at random for some minutes, and count what is lost'
	@echo 'make migration    write a migration from the models: make migration TITLE="what changes"'
	@echo 'make setup        set up .venv, begin an .env with a fresh key, say what is missing'
	@echo 'make constraints  take the newest versions of everything we depend on'
	@echo 'make clean        remove .venv and what the tools left'
	@echo 'More for the command goes into ARGS: make sandbox ARGS="--port 4000"'

sandbox: .venv/ready-to-run
	@$(IN_VENV) -m bot sandbox $(ARGS)

# Up to eight at once: each of them starts a PostgreSQL, some of them a browser.
test: check
	@$(IN_VENV) -m pytest --numprocesses logical --maxprocesses 8 --dist worksteal $(ARGS)

check: .venv/ready-to-test
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m mypy
	@.venv/bin/lint-imports

fix: .venv/ready-to-test
	@$(IN_VENV) -m ruff check --fix --exit-zero --quiet .
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m ruff check .

bench: .venv/ready-to-test
	@$(IN_VENV) -m benchmarks $(ARGS)

soak: .venv/ready-to-test
	@$(IN_VENV) -m tests.soak $(ARGS)

migration: .venv/ready-to-test
	@$(IN_VENV) migrations/new.py $(TITLE)
	@$(IN_VENV) -m ruff format --quiet migrations

setup: .venv/ready-to-test
	@$(IN_VENV) -m bot setup

# What is ready to test is ready to run: whoever tests first does not install twice.
.venv/ready-to-test: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up .venv for the tests. This takes a minute, once.'
	@$(INSTALL) --editable '.[test]'
	@touch .venv/ready-to-run $@

.venv/ready-to-run: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up .venv. This takes half a minute, once.'
	@$(INSTALL) --editable .
	@touch $@

.venv/bin/python:
	@"$(PYTHON)" -c '' 2>/dev/null || { \
	    echo 'There is no $(PYTHON) here. Tend needs Python 3.11 or newer. If it has another name: PYTHON=python3.12 make $(GOAL)'; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'Tend needs Python 3.11 or newer, and this is '"$$("$(PYTHON)" --version 2>&1)"'. With a newer one: PYTHON=python3.12 make $(GOAL)'; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo 'This Python cannot make virtual environments. On Debian and Ubuntu: apt install '"$$("$(PYTHON)" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"', then again: make $(GOAL)'; exit 1; }
	@"$(PYTHON)" -m venv --clear .venv

# Installed afresh without the old pins, then written down. Its own folder, so that .venv is left alone.
constraints:
	@"$(PYTHON)" -m venv --clear build/constraints
	@build/constraints/bin/python $(PIP) install '.[test]'
	@build/constraints/bin/python $(PIP) freeze --exclude tend > build/installed.txt
	@echo '# What Tend is tested with. Made by `make constraints`, not by hand.' > constraints.txt
	@LC_ALL=C sort -f build/installed.txt >> constraints.txt
	@rm -r build/constraints build/installed.txt

clean:
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -r {} +
