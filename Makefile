# Every target sets up what it needs; the second time that costs a file-time comparison.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
UV_VERSION := 0.13.9
READY := .venv/.ready

.PHONY: setup run test static check bench image-check clean

setup: $(READY)

$(READY): pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Dossier needs Python 3.11 or newer with the venv module"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/uv --version 2>/dev/null | grep -q ' $(UV_VERSION) ' || $(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv sync --active --frozen --inexact --quiet
	@touch $(READY)

run: setup
	$(BIN)/dossier start

test: setup
	$(BIN)/python -m pytest -q -n auto

# Everything that reads: formatter, linters, types, and the check of the seeds.
static: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive --configfile .bandit.yaml bot knowledge tools
	$(BIN)/hadolint --config .hadolint.yaml Dockerfile
	$(BIN)/zizmor --offline --quiet .github/workflows
	$(BIN)/dossier check

check: static test

bench: setup
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv sync --active --frozen --inexact --quiet --group bench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.names --seeds seeds
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.pictures

# The image: built, looked at, run and used. Needs root and a Debian, or buildah, podman, runc and mmdebstrap.
image-check: setup
	$(BIN)/python -m tools.image_check

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
