.PHONY: build test lint update bench bench-compare ci

# The program, as ./jobcat.
build:
	go build -o jobcat ./cmd/jobcat

test:
	go test -race ./...

# What jobcat says about its own example.
lint:
	go run ./cmd/jobcat lint examples/handbook

# Golden files and documents, written anew. Read the diff.
update:
	set -e; for p in $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n1 dirname | sort -u); do go test $$p -update; done

# The benchmarks once: make bench, or some of them, make bench BENCH=Read.
BENCH ?= .
bench:
	go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

# The benchmarks of a revision and of what is here: make bench-compare REV=HEAD~1. Times drift between minutes, so the two take
# turns, COUNT times.
REV ?= HEAD
COUNT ?= 6
bench-compare:
	./.ci/bench '$(REV)' '$(BENCH)' '$(COUNT)'

# Everything that has to hold before a change goes in.
ci:
	./.ci/run
