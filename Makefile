# Everything a person types stands here; how it is done stands in tools/.
LOCK ?= requirements-dev.lock
PYTHON ?=
ARGS ?=

BIN := .venv/bin
READY := .venv/ready-$(LOCK)
# What pip and the shell were told about some other environment does not concern this one.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
export PYTHON

CATALOGUES := $(wildcard hub/translations/*/LC_MESSAGES/messages.po)

.DEFAULT_GOAL := commands
.PHONY: commands setup run test check bench translate format lock clean-demo

commands: # list the commands (this is what a bare `make` does)
	@sed -n 's/^\([a-z-]*\):[^#]*# \(.*\)/  make \1	\2/p' Makefile | expand -t 20

setup: $(READY) $(CATALOGUES:.po=.mo) # make the environment in .venv/ (LOCK=requirements.lock leaves out the test tools)

run: setup # serve the hub with its demo world on HOST:PORT (127.0.0.1:8000)
	@exec $(BIN)/flask --app wsgi run-hub

test: setup # run every test on SQLite and PostgreSQL, with a browser (ARGS="tests/booking -k hold")
	@$(BIN)/python tools/test.py $(ARGS)

check: setup # lint, types, import rules, templates, translations, migrations, licences, budgets
	@$(BIN)/python -m tools.check $(ARGS)

bench: setup # run the benchmarks and print them as ratios to their baselines
	@$(BIN)/python -m tests.bench $(ARGS)

translate: setup # collect new sentences into the catalogues of every language, then compile
	@$(BIN)/python -m tools.translate

format: setup # format the Python code and mend what can be mended by itself
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

lock: setup # write the lock files anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@sh tools/lock $(ARGS)

clean-demo: # throw away instance/ with the demo world in it; the next run starts afresh
	@if [ "$$HUB_ENV" = production ] || grep -qs '^HUB_ENV=["'\'']*production' .env; then \
	  echo "This is a production hub (HUB_ENV); nothing was deleted." >&2; exit 1; fi
	rm -rf instance

$(READY): $(LOCK) tools/setup tools/uv.txt
	@sh tools/setup $(LOCK)
	@rm -f .venv/ready-*
	@touch $@

%.mo: %.po $(READY)
	@$(BIN)/python -m tools.translate --compile $<
