// A square root from the C library's mathematics: needs glibc at run time.
package main

// #cgo LDFLAGS: -lm
// #include <math.h>
import "C"

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	number, err := strconv.ParseFloat(os.Args[1], 64)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Printf("%.9f\n", float64(C.sqrt(C.double(number))))
}
