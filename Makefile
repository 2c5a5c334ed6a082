.PHONY: setup up test test-long without-memory other-days check soak mutants

N ?= 20000
SEED ?= 12345
TWO := -n 2 --dist worksteal
# Tests on servers wait more than they reckon.
FOUR := -n 4 --dist worksteal
# Forty mutants of the law by the day's seed; MUTANTS_OF=20261129 tries that day's again.
MUTANTS_OF ?= $(shell date +%Y%m%d)
# The end of the year, the end of February, a 29th, and a Saturday that is worked: test-long lives
# on one of them, by turns from day to day, and leaves out the stories of the core, which knows no
# clock; `make other-days` lives on all of them, with all tests.
OTHER_DAYS := $(shell date +%Y)-12-31T23:50+08:00 2027-02-28T10:00+08:00 \
    2027-01-29T10:00+08:00 2026-02-14T10:00+08:00
LEFT_OUT :=
OTHER_DAY := $(word $(shell expr $$(date +%j) % 4 + 1),$(OTHER_DAYS))

setup:
	@sh scripts/setup.sh

up: setup
	.venv/bin/paidan up

# Hundreds of processes would each compile our modules anew where nothing keeps them compiled.
test test-long without-memory other-days: export PYTHONDONTWRITEBYTECODE =

test: setup
	.venv/bin/pytest $(FOUR) --tier core --tier servers

# The other parts wait for servers and reckon, so they go side by side.
test-long: setup
	PAIDAN_TEST_THOROUGH=1 .venv/bin/pytest $(FOUR) --tier long
	$(MAKE) --jobs=3 --output-sync=line mutants without-memory other-days \
	    OTHER_DAYS=$(OTHER_DAY) LEFT_OUT=--ignore=tests/domain/stories

# Workers that keep no order in memory replay every history at every task.
without-memory: setup
	PAIDAN_TEST_CACHE=0 .venv/bin/pytest $(FOUR) --tier servers --tier long tests/workflows

other-days: setup
	for day in $(OTHER_DAYS); do export PAIDAN_TEST_DAY=$$day PAIDAN_TEST_THOROUGH=1; \
	    .venv/bin/pytest $(TWO) --tier core $(LEFT_OUT) && \
	    .venv/bin/pytest $(FOUR) --tier servers tests/api || exit 1; done

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

soak: setup
	.venv/bin/python -m tests.domain.soak --examples $(N) --seed $(SEED)

mutants: setup
	.venv/bin/paidan policy mutate --sample 40 --seed $(MUTANTS_OF)
