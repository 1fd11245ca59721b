# The developers' commands. Everything is installed into .venv, in the exact versions of constraints.txt, once: while
# pyproject.toml, constraints.txt, Python and this folder's path stay the same, nothing is asked of the network again.

PYTHON ?= python3
ARGS ?=
HOURS ?= 4

VENV := .venv
BIN := $(VENV)/bin
KEY := $(shell { cat pyproject.toml constraints.txt; pwd; $(PYTHON) -V; } 2>&1 | cksum | cut -d' ' -f1)
INSTALLED := $(VENV)/.installed-$(KEY)
DEVELOPER := $(VENV)/.developer-$(KEY)
# The second name is read by newer versions of pip, for what a package is built with.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip install --quiet

PRISM := 5.14.2
ATHERIS := 3.0.0
SOURCES := notifier tests packaging

.PHONY: run test quick coverage desktop-test faults soak fuzz contract-test prism lint style types imports format bench screenshots translations dist deb release-check clean qt widgets

run: qt
	@exec $(BIN)/python -m notifier $(ARGS)

# Two at once, each file in one of them, in the order of tests/conftest.py; one that crashes ends the run, which would
# wait for ever.
TWO := -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0

# `make test ARGS="-n 0 …"` for a debugger.
test: $(DEVELOPER) widgets
	$(BIN)/python -m pytest $(TWO) $(ARGS)

quick: $(DEVELOPER) widgets
	$(BIN)/python -m pytest $(TWO) --hypothesis-profile quick \
		-m 'not slow and not desktop and not lab and not contract' $(ARGS)

# Every branch of the rules is taken by their own tests.
coverage: $(DEVELOPER) widgets
	$(BIN)/python -m pytest $(TWO) tests/core tests/probes --cov=notifier.core --cov-branch \
		--cov-report=term-missing:skip-covered --cov-fail-under=100 $(ARGS)

# Each test has a session of its own, and mostly waits.
desktop-test: $(DEVELOPER) widgets
	$(BIN)/python -m pytest -m desktop -n 8 --dist worksteal -o faulthandler_timeout=600 tests/desktop $(ARGS)

# What the program must live through, as a table: how often each fault was tried, and how often it held; the second run,
# on a real session, adds to the first's.
faults: $(DEVELOPER) widgets
	$(BIN)/python -m pytest $(TWO) --faults anew -m 'fault and not desktop and not lab' $(ARGS); \
		first=$$?; $(BIN)/python -m pytest -n 4 --dist worksteal -o faulthandler_timeout=600 --faults more \
		-m 'fault and desktop' tests/desktop $(ARGS) && exit $$first

# Hours of the tray on a real session while the world goes wrong by chance: does what it takes grow after the first hour?
soak: $(DEVELOPER) widgets
	$(BIN)/python -m tests.soak --hours $(HOURS) $(ARGS)

# Bytes that no parser can bear are looked for with Atheris, which only this needs; `make fuzz ARGS=-max_total_time=600`.
fuzz: $(DEVELOPER)
	@test -d $(VENV)/fuzz/atheris || $(BIN)/python -m pip install --quiet --no-deps --target $(VENV)/fuzz atheris==$(ATHERIS)
	@mkdir -p $(VENV)/fuzz/corpus
	PYTHONPATH=$(VENV)/fuzz $(BIN)/python -m tests.faults.fuzzing -artifact_prefix=$(VENV)/fuzz/find- $(ARGS) $(VENV)/fuzz/corpus

# Against servers that npm's Prism makes of the outside sources' own descriptions, where these are beside the checkout.
contract-test: $(DEVELOPER) prism
	$(BIN)/python -m pytest -m contract tests/sources/regions tests/sources/reports $(ARGS)

prism:
	@test -x $(VENV)/prism/node_modules/.bin/prism || \
		npm install --silent --no-audit --no-fund --prefix $(VENV)/prism @stoplight/prism-cli@$(PRISM)

lint: style types imports

style: $(DEVELOPER)
	$(BIN)/python -m ruff format --check $(SOURCES)
	$(BIN)/python -m ruff check $(SOURCES)

types: $(DEVELOPER)
	$(BIN)/python -m mypy

# As Windows and macOS would see them; what is for another system alone is never reached there.
types-elsewhere: $(DEVELOPER)
	$(BIN)/python -m mypy --platform win32 --no-warn-unreachable notifier
	$(BIN)/python -m mypy --platform darwin --no-warn-unreachable notifier

imports: $(DEVELOPER)
	$(BIN)/python -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'

format: $(DEVELOPER)
	$(BIN)/python -m ruff format $(SOURCES)
	$(BIN)/python -m ruff check --fix $(SOURCES)

bench: $(DEVELOPER) widgets
	$(BIN)/python -m tests.benchmarks $(ARGS)

screenshots: $(DEVELOPER) widgets
	$(BIN)/python packaging/screenshots.py $(ARGS)

# Brings new texts of the sources into the .po files, for translators; the program reads these as they are.
translations: $(DEVELOPER)
	$(BIN)/python packaging/translations.py $(ARGS)

# What pip installs, into dist/; the same bytes each time.
dist: $(DEVELOPER)
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1580601600) $(BIN)/python packaging/check_dist.py build dist

# A package for the Debian or Ubuntu that this is; `packaging/linux/try-deb` leads it through its life in a fresh one.
deb: $(DEVELOPER)
	@packaging/linux/build-deb

# What takes too long for every change: other systems' types and wheels, both packages, twice.
release-check: $(DEVELOPER)
	@packaging/check-release

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find notifier tests packaging -name __pycache__ -prune -exec rm -rf {} +

# Is all that Qt needs of the system here: for the program, for drawing windows without a screen? What has changed is
# compiled, as it is in an installed program: some systems tell Python to keep nothing that it compiled by itself.
qt widgets: $(INSTALLED)
	@$(BIN)/python packaging/check_system.py $@
	@$(BIN)/python -m compileall -q notifier || true

$(INSTALLED):
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). On Debian: apt-get install python3 python3-venv;" \
		"on Fedora: dnf install python3; on macOS: brew install python" >&2; exit 1; }
	@$(PYTHON) packaging/check_system.py python
	@echo "Installing into $(VENV); this takes a minute, the first time only."
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) --editable .
	@rm -f $(VENV)/.installed-* && touch $@

$(DEVELOPER): $(INSTALLED)
	@echo "Installing the developers' tools into $(VENV)."
	@$(PIP) pip
	@$(PIP) --group dev
	@rm -f $(VENV)/.developer-* && touch $@
