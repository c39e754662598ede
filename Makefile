# What one does with this checkout; `make help` lists it. The work is in scripts/.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
# How many tests run at once, and what else pytest is told: make test ARGS="-k overview"
WORKERS ?= auto
ARGS ?=

python := .venv/bin/python
# What Python has compiled once it need not compile again, in each of many processes.
unexport PYTHONDONTWRITEBYTECODE

# The address without its user and password.
database = $(if $(DATABASE_URL),$(shell echo '$(DATABASE_URL)' | sed 's|//[^/@]*@|//|'),SQLite)

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

.PHONY: install
install: ## Make .venv and install the pins that running needs
	@scripts/install.sh

.PHONY: assets
assets: install ## Build the styles and scripts
	@$(python) scripts/assets.py

.PHONY: run
run: assets ## Serve on localhost with the demonstration programme (PORT=8000)
	@$(python) -m scripts.run $(PORT)

.PHONY: dev
dev:
	@scripts/install.sh dev

.PHONY: test
test: dev assets ## Run all tests, on SQLite or on the DATABASE_URL given (ARGS="-k overview")
	@scripts/browser.sh
	@echo "Testing on $(database)"
	@$(python) -m pytest -n $(WORKERS) --dist loadgroup $(ONLY) $(ARGS)

.PHONY: test-postgres
test-postgres: dev assets ## Run all that asks the database on a throwaway PostgreSQL
	@scripts/postgres.sh $(MAKE) test ONLY=--of-the-database

.PHONY: lint
lint: dev ## Check style, types and who imports whom
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	.venv/bin/lint-imports

.PHONY: format
format: dev ## Mend the style, as far as a tool can
	$(python) -m ruff check --fix
	$(python) -m ruff format

.PHONY: check
check: dev ## Check the migrations, and the settings of production
	@scripts/check.sh

.PHONY: bench
bench: dev assets ## Time what must be quick
	@set -e; for file in tests/benchmarks/bench_*.py; do \
		name=$${file##*/}; $(python) -m tests.benchmarks.$${name%.py}; done

.PHONY: pins
pins: dev ## Make requirements*.txt from pyproject.toml (UPGRADE=1 for the newest allowed)
	@scripts/pins.sh

.PHONY: clean
clean: ## Remove all that was made, but for the database
	rm -rf .venv node_modules static/build staticfiles test-results
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
