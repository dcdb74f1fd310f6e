# Everything a developer runs. Each target makes its own virtual environment in .venv from requirements.lock,
# with uv where it is installed, else with python3 -m venv and pip. Written for GNU make 3.81 (macOS) and later.

.DEFAULT_GOAL := help
.PHONY: help run demo test lint check soak bench messages lock clean
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=
SOAK := tests/store/test_crowd.py tests/store/test_faults.py tests/store/test_power.py tests/store/test_undo.py \
    tests/cli/test_fuzz.py tests/cli/test_export_names.py tests/e2e/test_together.py tests/e2e/test_ssh.py \
    tests/e2e/test_leaving.py

# An environment whose Python is gone (an upgrade, a moved folder) is made again.
$(shell $(BIN)/python -c '' 2>/dev/null || rm -f $(READY))

help: ## show this list
	@echo 'make TARGET [ARGS="..."]    ARGS go to the program that the target runs'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(READY) ## open retrotui on your notebook
	@$(BIN)/retrotui $(ARGS)

demo: $(READY) ## open retrotui on a throw-away notebook with six weeks in it
	@$(BIN)/retrotui demo $(ARGS)

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest $(ARGS)

lint: $(READY) ## check format, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 0 tests/unit/test_layers.py

check: lint test ## lint, then test

soak: $(READY) ## run the long forms of the reliability tests (minutes)
	@RETROTUI_SOAK=1 $(BIN)/python -m pytest -n 0 -rP $(SOAK) $(ARGS)

bench: $(READY) ## measure speed against the budgets (slow)
	@$(BIN)/python -m benchmarks $(ARGS)

messages: $(READY) ## gather the texts of the interface and compile the catalogues
	@$(BIN)/python -m tools.messages

lock: ## pin the newest allowed versions in requirements.lock (needs uv)
	@command -v uv >/dev/null 2>&1 || { \
	    echo 'make lock needs uv: https://docs.astral.sh/uv/getting-started/installation/' >&2; exit 1; }
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --upgrade \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    --output-file requirements.lock pyproject.toml

clean: ## remove the environment and everything that was built or cached
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

define NO_PYTHON
retrotui needs Python 3.11 or later, and none was found on the PATH.
  Debian 12, Ubuntu 24.04 or later:  sudo apt install python3 python3-venv
  macOS:                             brew install python
  anywhere:                          install uv (https://docs.astral.sh/uv/), which brings its own Python
Another Python can be named: make PYTHON=/path/to/python3.12 test
endef
export NO_PYTHON

define NO_VENV
This Python can not make virtual environments: its venv or ensurepip module is missing.
  Debian, Ubuntu:  sudo apt install python3-venv
  macOS:           brew install python
endef
export NO_VENV

define NO_PACKAGES
The packages in requirements.lock could not be installed; the reason stands above.
Most often there is no network, or a mirror does not have them. Run the command again to retry.
endef
export NO_PACKAGES

$(READY): pyproject.toml requirements.lock
	@if [ -z '$(PYTHON)' ] && command -v uv >/dev/null 2>&1; then \
	    echo 'Making $(VENV) with uv'; \
	    rm -rf $(VENV); \
	    uv venv --quiet --no-project --python '>=3.11' $(VENV) || { echo "$$NO_PYTHON" >&2; exit 1; }; \
	    install='uv pip install --quiet --python $(BIN)/python'; \
	else \
	    for python in $(if $(PYTHON),'$(PYTHON)',python3 python3.14 python3.13 python3.12 python3.11); do \
	        "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	        python=; \
	    done; \
	    [ -n "$$python" ] || { echo "$$NO_PYTHON" >&2; exit 1; }; \
	    "$$python" -c 'import ensurepip, venv' 2>/dev/null || { echo "$$NO_VENV" >&2; exit 1; }; \
	    echo "Making $(VENV) with $$python"; \
	    rm -rf $(VENV); \
	    "$$python" -m venv $(VENV) || { echo "$$NO_VENV" >&2; exit 1; }; \
	    install='$(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet'; \
	fi; \
	$$install --require-hashes -r requirements.lock || { echo "$$NO_PACKAGES" >&2; exit 1; }; \
	$$install --no-deps --no-build-isolation -e .
	@touch $@
