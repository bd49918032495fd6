# Everything that one does here; `make` alone lists it. Needs Python 3.11, Node 20 and make.

PY := .venv/bin/python
PORT ?= 8000
PYTEST := $(PY) -m pytest -q
TWO := -n 2 --dist worksteal
DEBIAN_PG := /usr/lib/postgresql/15/bin
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast test-database test-journeys test-debian law lint types fmt migration \
        docs docs-check bench measure check imports house security lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard xiezhi/locale/*/LC_MESSAGES/django.po))

setup: .venv/ready node_modules/ready $(CATALOGUES) ## install the locked packages

.venv/ready: requirements-dev.lock pyproject.toml
	test -x $(PY) || python3 -m venv .venv
	@if uv --version >/dev/null 2>&1; then \
	    uv pip sync -q --python $(PY) --require-hashes requirements-dev.lock; \
	else \
	    $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	fi
	@# The project itself, editable: no download, no build folder.
	@if uv --version >/dev/null 2>&1; then \
	    uv pip install -q --python $(PY) --no-deps --no-build-isolation -e .; \
	else \
	    $(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	touch $@

node_modules/ready: package-lock.json xiezhi/cli/assets.py | .venv/ready
	npm ci --ignore-scripts --silent
	$(PY) -m xiezhi.cli assets
	touch $@

%.mo: %.po | .venv/ready
	$(PY) -m xiezhi.cli messages

demo: setup ## start everything with invented data, on PORT (8000)
	$(PY) -m xiezhi.cli demo --port $(PORT)

test: setup ## every test: the fast ones first, then database, browsers, and PostgreSQL 15
	$(MAKE) --no-print-directory test-fast
	$(MAKE) --no-print-directory test-database
	$(MAKE) --no-print-directory test-journeys
	$(MAKE) --no-print-directory test-debian

test-fast: setup ## what needs no database and no browser
	$(PYTEST) $(TWO) -m "not journey and not slow and not django_db"

test-database: setup ## what needs a database, processes or some seconds
	$(PYTEST) $(TWO) -m "not journey and (slow or django_db)"

test-journeys: setup ## whole stories in a browser
	$(PYTEST) $(TWO) -m journey || test $$? -eq 5

test-debian: setup ## the database tests on Debian's PostgreSQL 15, where it is installed
	@if test -x $(DEBIAN_PG)/postgres; then \
	    XIEZHI_PG_BIN=$(DEBIAN_PG) $(PYTEST) $(TWO) -m "django_db and not journey and not slow"; \
	    XIEZHI_PG_BIN=$(DEBIAN_PG) $(PY) -m xiezhi.cli db stop; \
	else echo "no PostgreSQL 15 in $(DEBIAN_PG): not repeated there"; fi

law: setup ## every clause with its acts, rules and tests
	$(PY) -m xiezhi.cli law

check: setup lint types imports house docs-check security ## what CI checks beside the tests
	$(PY) -m xiezhi.cli check

lint: setup ## ruff: rules and layout
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: setup ## mypy, strict
	$(PY) -m mypy xiezhi

imports: setup ## imports point down
	.venv/bin/lint-imports

house: setup ## rows are written by effects, the law reads no clock, files stay short
	$(PYTEST) tests/house

security: setup ## bandit
	.venv/bin/bandit -q -c pyproject.toml -r xiezhi

docs-check: setup
	$(PY) -m xiezhi.cli docs --check

docs: setup ## write the generated documents
	$(PY) -m xiezhi.cli docs

fmt: setup ## lay the code out
	$(PY) -m ruff check --fix --select I .
	$(PY) -m ruff format .

migration: setup ## write a migration: make migration APP=cases NAME=add_hearing
	$(PY) -m django makemigrations $(APP) --name $(NAME) --settings xiezhi.config.settings

bench: setup ## measure the goals
	$(PY) -m benchmarks

measure: setup ## measure the ranking of similar cases, articles and charges on the data sets
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m benchmarks rank

lock: setup ## resolve the dependencies anew; commits no address
	uv pip compile -q --python-version 3.11 --generate-hashes --no-header pyproject.toml \
	    -o requirements.lock
	uv pip compile -q --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## stop the embedded server and remove what can be made again
	test ! -x $(PY) || $(PY) -m xiezhi.cli db stop
	rm -rf .venv node_modules .run xiezhi/web/static/vendor .mypy_cache .ruff_cache .pytest_cache
