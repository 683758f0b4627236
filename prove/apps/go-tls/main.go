// Says whether the system's roots are there to call others over TLS, and the hour of its own zone.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"time"
)

func main() {
	roots, err := x509.SystemCertPool()
	if err != nil || len(roots.Subjects()) < 50 {
		fmt.Println("no roots to trust", err)
		os.Exit(1)
	}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	if len(os.Args) > 1 {
		answer, err := client.Get("https://" + os.Args[1])
		fmt.Println(answer.Status, err)
	}
	noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	fmt.Println("roots are there; noon in UTC is", noon.Local().Format("15:04 MST"))
}
