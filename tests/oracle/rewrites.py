"""Reads pairs of files, one JSON object a line, and answers how BuildKit's own parser (the PyPI package `dockerfile`) reads each.

`cargo xtask test buildkit` runs it for `tests/rewrite_buildkit.rs`.
"""
import json
import sys

import dockerfile

from buildkit import command


def read(text):
    try:
        return [command(one) for one in dockerfile.parse_string(text)]
    except dockerfile.GoParseError as error:
        return str(error)


for line in sys.stdin:
    pair = json.loads(line)
    print(json.dumps({key: read(text) for key, text in pair.items()}, ensure_ascii=False))
