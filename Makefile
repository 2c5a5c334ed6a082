.PHONY: setup up test test-long other-days check soak mutants

N ?= 20000
SEED ?= 12345
TWO := -n 2 --dist worksteal
# Tests on servers wait more than they reckon.
FOUR := -n 4 --dist worksteal
# Forty mutants of the law by the day's seed; MUTANTS_OF=20261129 tries that day's again.
MUTANTS_OF ?= $(shell date +%Y%m%d)
YEARS_END := $(shell date +%Y)-12-31T23:50+08:00
# The end of February, a 29th, and a Saturday that is worked: test-long lives on one of them, by
# turns from day to day; `make other-days` on all.
OTHER_DAYS := 2027-02-28T10:00+08:00 2027-01-29T10:00+08:00 2026-02-14T10:00+08:00
OTHER_DAY := $(word $(shell expr $$(date +%j) % 3 + 1),$(OTHER_DAYS))
# What lives on days of its own, or on none, is the same on every one of them.
HAVE_NO_DAY := $(foreach room,domain architecture texts law_mutants replay,--ignore tests/$(room))

setup:
	@sh scripts/setup.sh

up: setup
	.venv/bin/paidan up

# Hundreds of processes would each compile our modules anew where nothing keeps them compiled.
test test-long other-days: export PYTHONDONTWRITEBYTECODE =

test: setup
	.venv/bin/pytest $(FOUR) --tier core --tier servers

# Workers that keep no order in memory replay every history at every task.
test-long: setup
	PAIDAN_TEST_THOROUGH=1 .venv/bin/pytest $(FOUR) --tier long
	PAIDAN_TEST_CACHE=0 .venv/bin/pytest $(FOUR) --tier servers --tier long tests/workflows
	PAIDAN_TEST_THOROUGH=1 PAIDAN_TEST_DAY=$(YEARS_END) .venv/bin/pytest $(TWO) --tier core
	PAIDAN_TEST_THOROUGH=1 PAIDAN_TEST_DAY=$(YEARS_END) .venv/bin/pytest $(FOUR) tests/api
	$(MAKE) other-days OTHER_DAYS=$(OTHER_DAY)

other-days: setup
	for day in $(OTHER_DAYS); do PAIDAN_TEST_DAY=$$day .venv/bin/pytest $(TWO) --tier core \
	    $(HAVE_NO_DAY) || exit 1; done

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

soak: setup
	.venv/bin/python -m tests.domain.soak --examples $(N) --seed $(SEED)

mutants: setup
	.venv/bin/paidan policy mutate --sample 40 --seed $(MUTANTS_OF)
