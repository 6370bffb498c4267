# One word per task; `make help` lists them. What each does is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench screenshots clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/    make \1#\2/p' $(MAKEFILE_LIST) | \
	  awk -F'#' '{printf "%-24s%s\n", $$1, $$2}'
	@echo "Settings: BPM_PORT (8069), ODOO_HOME (an Odoo 19 of yours), PGHOST and PGPORT (a"
	@echo "PostgreSQL of yours), BPM_CACHE (where downloads go). For example: make run BPM_PORT=8070"

run: ## Fetch what is missing and serve the demo database on http://localhost:8069 until Ctrl-C
	@BPM_PORT=$(BPM_PORT) scripts/run

test: ## Run everything: lint, engine, doctests, architecture, database, browser and fault tests
	@scripts/test

lint: ## Run ruff, pylint-odoo, Odoo's pylint checkers and Odoo's test_lint
	@scripts/lint

format: ## Let ruff sort imports and format the Python files
	@scripts/python -m ruff check --quiet --fix-only .
	@scripts/python -m ruff format .

bench: ## Measure against plain Odoo, raw SQL and peers, and print one table
	@scripts/bench

screenshots: ## Take the pictures of the README and the guides again, from the running product
	@scripts/screenshots

clean: ## Remove this checkout's databases, files and logs; ALL=1 also removes the shared downloads
	@scripts/clean $(if $(ALL),--all)
