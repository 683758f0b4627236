// A greeting, and the time in a zone: needs time zone data, nothing else.
package main

import (
	"fmt"
	"log"
	"net/http"
	"time"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		zone, err := time.LoadLocation("Europe/Berlin")
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
		fmt.Fprintf(w, "hello %s, it is %s in Berlin\n", r.URL.Path, noon.In(zone).Format("15:04"))
	})
	log.Fatal(http.ListenAndServe(":18080", nil))
}
