# The few commands to know. `make test` is all that a change must pass.
.DEFAULT_GOAL := help
.PHONY: help demo dev test lint bench fuzz setup

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

demo: assets ## start a believable company on this machine
	cargo run --release -p cape -- demo

dev: assets ## start the demo company from a quick build
	cargo run -p cape -- demo

test: ## install what is needed, then check everything
	@scripts/test

lint: ## check format and lints alone
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

bench: ## measure intake, pages, memory and start in a release build
	@scripts/bench

fuzz: ## throw random bytes at the parsers, a minute each
	@scripts/fuzz

setup: ## install the programs that tests need
	@scripts/setup

.PHONY: assets
assets:
	@scripts/assets
