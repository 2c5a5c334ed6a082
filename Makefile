.PHONY: setup up test test-long check soak

N ?= 20000
SEED ?= 12345
TWO := -n 2 --dist worksteal

setup:
	@sh scripts/setup.sh

up: setup
	.venv/bin/paidan up

# Hundreds of processes would each compile our modules anew where nothing keeps them compiled.
test test-long: export PYTHONDONTWRITEBYTECODE =

test: setup
	.venv/bin/pytest $(TWO) --tier core --tier servers

# Workers that keep no order in memory replay every history at every task.
test-long: setup
	.venv/bin/pytest $(TWO) --tier long
	PAIDAN_TEST_CACHE=0 .venv/bin/pytest $(TWO) --tier servers --tier long tests/workflows

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

soak: setup
	.venv/bin/python -m tests.domain.soak --examples $(N) --seed $(SEED)
