# Amri tatu za kuanzia; nyingine: `poe` na `helpdesk --help`.
# Three commands to begin with; for others see `poe` and `helpdesk --help`.

PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
unexport PYTHONDONTWRITEBYTECODE  # every start of the program would compile it anew
INSTALL = python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check
.DELETE_ON_ERROR:

# Serve; the first time, with a sample council unless a database is there already.
run: .venv/run.stamp
	@test -n "$$HELPDESK_DATABASE_URL" || test -e "$${HELPDESK_INSTANCE:-instance}/helpdesk.sqlite3" || helpdesk demo
	@exec helpdesk run

# The whole suite on both databases, then the browser. On CI no part may be missing.
# Which lines it covers takes half as long again: `poe coverage` tells, and wants 95 %.
test: .venv/test.stamp
	poe test
	poe postgresql
	@test -z "$$CI" || { cd .pytest_cache/v/database && test "$$(cat postgresql)" -ge "$$(cat sqlite)"; } || \
		{ echo "PostgreSQL ran fewer database tests than SQLite" >&2; exit 1; }
	poe browser

# All that reads the code without running it.
check: .venv/test.stamp
	poe check

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Inasakinisha programu… / Installing the program…"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: requirements-test.lock pyproject.toml | .venv/bin/python
	@echo "Inasakinisha zana za majaribio… / Installing the tools of the tests…"
	@$(INSTALL) --require-hashes -r requirements-test.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch .venv/run.stamp $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Inahitajika Python 3.11 au mpya zaidi. / Python 3.11 or newer is needed." >&2; \
		echo "make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Kwanza / First: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
