# Dateline: make run starts it, make test checks it. Both set up .venv by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := bot index corpus tests benchmarks

.PHONY: run test test-cluster canary kills fuzz rerank mcp format catalogs docs site pictures bench growth lock clean

run: $(VENV)/.ready
	@$(BIN)/dateline start

test: $(VENV)/.ready-dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# The tests that need three OpenSearch nodes, which they set up and stop (docs/cluster.md); needs Java, Maven and Linux.
CLUSTER_TESTS ?= tests/cluster

test-cluster: $(VENV)/.ready-dev
	$(BIN)/python -m pytest $(CLUSTER_TESTS)

# The long form of the test that nothing of readers is written; about six minutes.
canary: $(VENV)/.ready-dev
	CANARY_QUESTIONS=5000 $(BIN)/python -m pytest tests/bot/test_canary.py

# Kills what changes a home two hundred times at random moments, and compares with a run from nothing; ten minutes.
kills: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks.interrupting

# Reads damaged files of every format for ten minutes, and tells of crashes, hangs and leaks.
fuzz: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks.fuzzing

# What re-ranking needs besides (docs/deployment.md).
rerank: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-rerank.lock

# What `dateline mcp` needs besides (docs/web.md).
mcp: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mcp.lock

format: $(VENV)/.ready-dev
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Dateline needs Python 3.11 or newer; name one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python lacks venv; on Debian and Ubuntu: apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.ready: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.ready-bench: $(VENV)/.ready requirements-bench.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# Brings the catalogs up to date with bot/wording/en.toml (docs/languages.md); what is new in them is not translated yet.
CATALOGS := bot/wording/catalogs

catalogs: $(VENV)/.ready-dev
	$(BIN)/pybabel -q extract -F pyproject.toml --no-wrap --add-location file --omit-header -o $(CATALOGS)/replies.pot .
	for catalog in $(CATALOGS)/*.po; do \
		$(BIN)/pybabel -q update -i $(CATALOGS)/replies.pot -o $$catalog -l $$(basename $$catalog .po) --no-wrap \
			--ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date || exit; \
	done

docs: $(VENV)/.ready-dev
	$(BIN)/python -m bot.cli.reference > docs/commands.md
	$(BIN)/python -m bot.monitoring.reference > docs/metrics.md
	$(BIN)/python -m tests.pictures.house

# The documentation as a site, in build/site/out; every link is checked.
site: $(VENV)/.ready-dev
	$(BIN)/python -m tests.docs.site build/site

pictures: $(VENV)/.ready-dev
	$(BIN)/python -m tests.pictures docs/pictures

# Measures finding passages beside other engines (docs/evaluation.md): make bench EVAL=... ARCHIVES=...
RETRIEVAL = $(BIN)/python -m benchmarks.retrieval $(EVAL) $(ARCHIVES) --home data/retrieval/homes --out data/retrieval

bench: $(VENV)/.ready-bench
	$(RETRIEVAL)

# Measures what growth costs, up to ten million passages; hours.
growth: $(VENV)/.ready
	$(BIN)/python -m benchmarks.growth --home data/growth/homes --out data/growth

# Written anew after a change of pyproject.toml; needs uv. Hashes for every platform, and no registry address.
COMPILE = uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
	--python-version 3.11

lock:
	$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml --extra rerank --group build \
		--output-file requirements-rerank.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml --extra mcp --group build --output-file requirements-mcp.lock
	$(COMPILE) --constraint requirements-rerank.lock --constraint requirements-mcp.lock pyproject.toml --extra rerank \
		--extra dask --extra cluster --extra mcp --extra otel --group build --group dev --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock pyproject.toml --group bench --output-file requirements-bench.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
