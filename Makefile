# What a newcomer runs. `make run` serves the demonstration; `make test` runs the tests, `make test-browser` the journeys.
SHELL := /bin/bash
PORT ?= 8000
PY := .venv/bin/python
PYTHON ?= python3
export UV_COMPILE_BYTECODE ?= 1

.PHONY: run test test-postgres test-browser check bench bench-postgres clean messages lock

run: .venv/run.stamp
	@$(PY) manage.py serve_demo --port $(PORT)

test: .venv/test.stamp
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q --ignore tests/browser

test-postgres: .venv/test.stamp
	@$(PY) tests/with_postgres.py $(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q --ignore tests/browser

test-browser: .venv/test.stamp
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q tests/browser

check: .venv/test.stamp
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2 --check
	@.venv/bin/bandit -q -r elearning courses workshops assessments -x "*/migrations/*" -c pyproject.toml
	@$(PY) tests/as_production.py $(PY) manage.py makemigrations --check --dry-run
	@$(PY) tests/as_production.py $(PY) manage.py check --deploy --fail-level WARNING

bench: .venv/test.stamp
	@$(PY) -m tests.bench

bench-postgres: .venv/test.stamp
	@$(PY) tests/with_postgres.py $(PY) -m tests.bench

messages: .venv/run.stamp
	@$(PY) manage.py makemessages --all --no-location --extension html,txt,py,xhtml,opf --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

lock:
	@uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header requirements-test.txt -o requirements.lock

.venv/bin/python:
	@if command -v uv >/dev/null; then uv venv --quiet --python "$$(command -v $(PYTHON))" .venv; \
	else $(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here. On Debian: apt install python3-venv"; rm -rf .venv; exit 1; }; fi

.venv/run.stamp: requirements.txt requirements.lock | .venv/bin/python
	@echo "Installing what the platform needs (once)…"
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(PY) -r requirements.txt -c requirements.lock; \
	else $(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt -c requirements.lock; fi
	@touch $@

.venv/test.stamp: requirements-test.txt .venv/run.stamp
	@echo "Installing what the tests need (once)…"
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(PY) -r requirements-test.txt -c requirements.lock; \
	else $(PY) -m pip install --quiet --disable-pip-version-check -r requirements-test.txt -c requirements.lock; fi
	@touch $@

clean:
	rm -rf .venv var .pytest_cache .ruff_cache .hypothesis
