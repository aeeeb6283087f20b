# jobcat and git, as an image for the jobs of a pipeline: docker build --build-arg VERSION=0.1.0 --tag jobcat:0.1.0 .
#
# It has a shell and no entrypoint, as GitLab's runner hands the script of a job to "sh". It does not run as root. .ci/image
# shows what can be shown of it without a container engine.

FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /jobcat ./cmd/jobcat

FROM alpine:3.22
RUN apk add --no-cache git ca-certificates
# The runner clones as root, and git asks to whom a repository belongs.
RUN git config --system --add safe.directory '*'
RUN adduser -D -u 10001 jobcat
COPY --from=build /jobcat /usr/local/bin/jobcat
USER 10001
CMD ["sh"]
