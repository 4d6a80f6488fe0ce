# Everything starts from python3 with pip; see yunhe/local/bootstrap.py.
.PHONY: run test check manage lock screenshots
PYTHON ?= python3
START = @$(PYTHON) yunhe/local/bootstrap.py

run: ## set up and start everything: http://127.0.0.1:$PORT (8000)
	$(START) run

test: ## set up and run all tests, in parallel
	$(START) test $(ARGS)

check: ## format, lint, types, layers, templates, migrations, lock files
	$(START) check

manage: ## make manage ARGS="import_roster FILE"
	$(START) manage $(ARGS)

screenshots: ## pictures of the main pages, from a running `make run`
	$(START) shots $(ARGS)

lock: ## write both lock files again from pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements-dev.lock
	npm install --package-lock-only --ignore-scripts
