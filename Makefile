# Dateline: make run starts it, make test checks it. Both set up .venv by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := bot index corpus tests benchmarks

# Every process of Python would compile again what it imports, and every worker rewrite all assertions.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check types tests test-long test-cluster test-deploy test-image canary kills fuzz rerank mcp format \
	catalogs docs site pictures bench growth lock platforms lowest audit sbom dist release clean

run: $(VENV)/.ready
	@$(BIN)/dateline start

# Types are checked beside the tests: that takes one processor for most of a minute.
test: check
	@$(MAKE) --no-print-directory --jobs 2 types tests

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/lint-imports

types: $(VENV)/.ready-dev
	$(BIN)/mypy

# Files stay whole, for what their tests share, and begin in the order of tests/conftest.py.
PYTEST = $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

tests: $(VENV)/.ready-dev
	$(PYTEST) -m "not long"

# What takes long and seldom breaks, of things that make test tries once, and all that is tried with generated input
# with ten times as many examples.
test-long: $(VENV)/.ready-dev
	EXAMPLES_TIMES=10 $(PYTEST) -m "long or hypothesis"

# The tests that need three OpenSearch nodes, which they set up and stop (docs/cluster.md); needs Java, Maven and Linux.
CLUSTER_TESTS ?= tests/cluster

test-cluster: $(VENV)/.ready-dev
	$(BIN)/python -m pytest $(CLUSTER_TESTS)

# Follows README and docs/deploy in an empty Debian; needs debootstrap, root and a package index; some minutes.
test-deploy: $(VENV)/.ready-dev
	$(BIN)/python -m pytest tests/clean_room/test_documents.py

# Builds the container's image on an empty Debian and runs it as its user, read-only; needs buildah besides.
test-image: $(VENV)/.ready-dev
	$(BIN)/python -m pytest tests/clean_room/test_image.py

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
	$(BIN)/python -m tests.release.licences > docs/licences.md
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

# What make run has besides: loops are compiled, and timelines drawn.
FULL = --extra compiling --extra pictures

lock:
	$(COMPILE) pyproject.toml $(FULL) --group build --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml $(FULL) --extra rerank --group build \
		--output-file requirements-rerank.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml $(FULL) --extra mcp --group build \
		--output-file requirements-mcp.lock
	$(COMPILE) --constraint requirements-rerank.lock --constraint requirements-mcp.lock pyproject.toml --all-extras \
		--group build --group dev --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock pyproject.toml $(FULL) --group bench --output-file requirements-bench.lock
	$(COMPILE) --group audit --output-file requirements-audit.lock

# Asks for every Python and platform whether the locks can be installed there of wheels alone; needs uv and the network.
PYTHONS ?= 3.11 3.12 3.13 3.14
PLATFORMS ?= x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu aarch64-apple-darwin
RUNTIME_LOCKS := requirements.lock requirements-rerank.lock requirements-mcp.lock

platforms:
	@for lock in $(RUNTIME_LOCKS); do for python in $(PYTHONS); do for platform in $(PLATFORMS); do \
		MACOSX_DEPLOYMENT_TARGET=14.0 uv pip install --quiet --dry-run --target build/nowhere --only-binary :all: --require-hashes \
			--python-version $$python --python-platform $$platform -r $$lock || exit; \
		echo "$$lock can be installed on Python $$python, $$platform"; \
	done; done; done

# Runs the tests with the lowest versions that pyproject.toml allows; needs uv and the network.
LOWEST := .lowest
LOWEST_TESTS ?= tests/corpus tests/index tests/bot

lowest:
	uv venv --quiet --clear --seed --python $(PYTHON) $(LOWEST)
	uv pip compile --quiet --resolution lowest-direct --only-binary :all: --python $(LOWEST) --all-extras --no-header \
		pyproject.toml --output-file $(LOWEST)/lowest.txt
	uv pip install --quiet --python $(LOWEST) -r $(LOWEST)/lowest.txt
	uv pip install --quiet --python $(LOWEST) --group dev --group build --constraint $(LOWEST)/lowest.txt
	uv pip install --quiet --python $(LOWEST) --no-deps --no-build-isolation --editable .
	$(LOWEST)/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(LOWEST_TESTS)

# Tools for what is given away, in an environment of their own: their needs are not ours.
AUDIT := .audit

$(AUDIT)/.ready: requirements-audit.lock
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@

# Asks whether flaws of the pinned versions are known; needs the network.
audit: $(AUDIT)/.ready
	@for lock in $(RUNTIME_LOCKS); do \
		echo $$lock; $(AUDIT)/bin/pip-audit --strict --require-hashes --disable-pip -r $$lock || exit; \
	done

# Lists what make run installs, with hashes, in CycloneDX's form.
sbom: $(AUDIT)/.ready
	@mkdir -p dist
	@$(AUDIT)/bin/python -W ignore -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file dist/dateline.cdx.json
	@echo dist/dateline.cdx.json

# Wheel and sdist: the same files give the same bytes (docs/release.md).
dist: $(VENV)/.ready-dev
	$(BIN)/python -m tests.release.building dist

release: $(VENV)/.ready-dev sbom
	$(BIN)/python -m tests.release.building --release dist

clean:
	rm -rf $(VENV) $(LOWEST) $(AUDIT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
