.PHONY: setup up test check

setup:
	@sh scripts/setup.sh

up: setup
	.venv/bin/paidan up

test: setup
	.venv/bin/pytest -n 2 --dist loadfile

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
