# Every target sets up what it needs; run `make help` for what there is.

CARGO_FLAGS := --locked --ignore-rust-version

# Where the project's own bytecode linker finds LLVM; with Agave's toolchain it is not needed.
LLVM := /usr/lib/llvm-22

.DEFAULT_GOAL := help
.PHONY: help setup browser build binaries idl sdk localnet web test bench demo lint fmt clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: Debian packages (as root) and the Rust toolchain
	@tools/setup

browser: ## Install what the page's tests need besides
	@tools/setup browser

build: setup ## Compile every program to target/deploy/<program>.so
	@tools/sbf/build

# One build for every target: asked for one package at a time, cargo would choose other features for the
# same dependencies and compile them again.
binaries: setup
	@cargo build $(CARGO_FLAGS) --workspace --all-targets

idl: binaries ## Write the IDL of every program to idl/
	@target/debug/tenure-idl

sdk: setup app/node_modules/.package-lock.json ## Generate the TypeScript client from idl/
	@cd app && npm run --silent generate

app/node_modules/.package-lock.json: app/package-lock.json
	@cd app && npm ci --no-audit --no-fund --loglevel error
	@touch $@

localnet: build binaries ## Run a local network with a populated economy, until Ctrl-C
	@target/debug/tenure localnet

web: sdk ## Build the page and serve it for the local network, at http://127.0.0.1:4173
	@cd app/web && npx vite build --logLevel warn && npx vite preview

test: browser build binaries sdk ## Run every test, and check the compute units against their budgets
	@cargo test $(CARGO_FLAGS) --workspace --all-targets
	@if [ -d $(LLVM) ]; then cd tools/sbf && cargo test --release --locked; fi
	@target/debug/bench --check
	@cd app && npx vitest run

bench: build binaries ## Measure the compute units and write docs/compute-units.md
	@target/debug/bench

demo: build binaries ## Lock, earn revenue and vote on a chain inside the process
	@target/debug/tenure demo

lint: setup sdk ## Check formatting, lints and the committed IDL
	@cargo fmt --all --check
	@cargo clippy --quiet $(CARGO_FLAGS) --workspace --all-targets -- --deny warnings
	@cd tools/sbf && cargo fmt --check
	@if [ -d $(LLVM) ]; then cd tools/sbf && cargo clippy --quiet --release --locked --all-targets -- --deny warnings; fi
	@$(MAKE) --no-print-directory binaries
	@target/debug/tenure-idl --check
	@cd app && npm run --silent lint

fmt: setup sdk ## Format the code
	@cargo fmt --all
	@cd app && npm run --silent fmt
	@cd tools/sbf && cargo fmt

clean: ## Remove what was built
	@rm -rf target app/web/dist app/sdk/src/generated
