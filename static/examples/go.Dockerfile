# A web service in Go. Everything that built it ships with it: compiler, git, a shell.
FROM golang:1.25

WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download

COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /usr/local/bin/shop ./cmd/shop

EXPOSE 8080
CMD ["/usr/local/bin/shop"]
