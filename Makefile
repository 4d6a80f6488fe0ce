# Everything starts from python3 with pip; see yunhe/local/bootstrap.py.
.PHONY: run test check faults bench province manage screenshots lock
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
START = @exec $(PYTHON) yunhe/local/bootstrap.py
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"

run: ## set up and start everything: http://127.0.0.1:$PORT (8000)
	$(START) run

test: ## set up and run all tests, in parallel; make test ARGS="-k words" without counting lines, ARGS=--slow at full length
	$(START) test $(ARGS)

check: ## format, lint, types, layers, templates, migrations, lock files
	$(START) check

faults: ## break Redis, the database, workers and jobs on purpose, and say what was lost; make faults ARGS="redis-away"
	$(START) faults $(ARGS)

bench: ## every speed that is promised, each beside its floor in the same run: make bench ARGS="pages lists --rounds 3"
	$(START) bench $(ARGS)

province: ## every page of every role and every job, with one county and with a province: make province ARGS="--scale 0.1"
	$(START) province $(ARGS)

manage: ## make manage ARGS="import_roster FILE"
	$(START) manage $(ARGS)

screenshots: ## pictures of the main pages, from a running `make run`
	$(START) shots $(ARGS)

lock: ## write the lock files again from pyproject.toml and package.json (needs uv and npm)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra dev pyproject.toml -o requirements-dev.lock
	$(COMPILE) --group node -o requirements-node.lock
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
