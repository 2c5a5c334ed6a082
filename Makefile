.PHONY: setup up pictures test test-long without-memory other-day other-days check soak mutants

N ?= 20000
SEED ?= 12345
# A file's tests stay together, since they share systems that are slow to start.
TOGETHER := --dist loadfile --no-loadscope-reorder
TWO := -n 2 $(TOGETHER)
# Tests on servers wait more than they reckon.
FOUR := -n 4 $(TOGETHER)
# Forty mutants of the law by the day's seed; MUTANTS_OF=20261129 tries that day's again.
MUTANTS_OF ?= $(shell date +%Y%m%d)
# The end of the year, the end of February, a 29th, and a Saturday that is worked. `make other-days`
# lives on all of them, with the core and with the API; test-long on one, with one of both, by turns
# of eight days, and leaves out the stories of the core, which knows no clock.
OTHER_DAYS := $(shell date +%Y)-12-31T23:50+08:00 2027-02-28T10:00+08:00 \
    2027-01-29T10:00+08:00 2026-02-14T10:00+08:00
THEN = PAIDAN_TEST_DAY=$$day PAIDAN_TEST_THOROUGH=1 .venv/bin/pytest
CORE_THEN = $(THEN) $(TWO) --tier core
API_THEN = $(THEN) $(FOUR) --tier servers tests/api
TURN := $(shell expr $$(date +%s) / 86400 % 8)
OTHER_DAY := $(word $(shell expr $(TURN) / 2 + 1),$(OTHER_DAYS))
OTHER_PART = $(if $(filter 0 2 4 6,$(TURN)),$(CORE_THEN) --ignore=tests/domain/stories,$(API_THEN))

setup:
	@sh scripts/setup.sh

up: setup
	.venv/bin/paidan up

# Hundreds of processes would each compile our modules anew where nothing keeps them compiled.
test test-long without-memory other-day other-days: export PYTHONDONTWRITEBYTECODE =

test: setup
	.venv/bin/pytest $(FOUR) --tier core --tier servers

# The other parts wait for servers and reckon, so they go side by side.
test-long: setup
	PAIDAN_TEST_THOROUGH=1 .venv/bin/pytest $(FOUR) --tier long
	$(MAKE) --jobs=3 --output-sync=line mutants without-memory other-day

# Workers that keep no order in memory replay every history at every task.
without-memory: setup
	PAIDAN_TEST_CACHE=0 .venv/bin/pytest $(FOUR) --tier servers --tier long tests/workflows

other-day: setup
	day=$(OTHER_DAY); $(OTHER_PART)

other-days: setup
	for day in $(OTHER_DAYS); do $(CORE_THEN) && $(API_THEN) || exit 1; done

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# Pictures of the console as it shows the sample city of a running `make up`.
AT ?= http://127.0.0.1:8000
pictures: setup
	.venv/bin/python scripts/pictures.py $(AT) var pictures

soak: setup
	.venv/bin/python -m tests.domain.soak --examples $(N) --seed $(SEED)

mutants: setup
	.venv/bin/paidan policy mutate --sample 40 --seed $(MUTANTS_OF)
