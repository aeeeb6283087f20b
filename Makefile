.PHONY: build test lint update bench ci

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

# Two revisions compared: make bench OLD=HEAD~1. Times drift between minutes, so the two take turns.
OLD ?= HEAD
BENCH ?= .
COUNT ?= 6
bench:
	./.ci/bench '$(OLD)' '$(BENCH)' '$(COUNT)'

# Everything that has to hold before a change goes in.
ci:
	./.ci/run
