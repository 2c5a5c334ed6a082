.PHONY: setup up test check soak

N ?= 20000
SEED ?= 12345

setup:
	@sh scripts/setup.sh

up: setup
	.venv/bin/paidan up

test: setup
	.venv/bin/pytest -n 2 --dist loadfile
	PAIDAN_TEST_CACHE=0 .venv/bin/pytest -n 2 --dist loadfile tests/workflows

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

soak: setup
	.venv/bin/python -m tests.domain.soak --examples $(N) --seed $(SEED)
