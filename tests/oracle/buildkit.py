"""Asks BuildKit's own parser (the PyPI package `dockerfile`) how it reads every file of the corpus.

`python3 tests/oracle/buildkit.py` writes tests/corpus/buildkit.jsonl; with `--check` it only says whether that file is current.
`cargo test` compares the reader with those answers and needs no Python.
"""
import json
import pathlib
import sys

import dockerfile

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "corpus"
GOLDEN = CORPUS / "buildkit.jsonl"


def command(c):
    docs = [{"name": h.name, "fd": h.file_descriptor, "content": h.content} for h in c.heredocs]
    return {"cmd": c.cmd, "sub": c.sub_cmd, "json": c.json, "flags": c.flags, "value": c.value,
            "start": c.start_line, "end": c.end_line, "heredocs": docs}


def answer(path):
    row = {"file": path.relative_to(CORPUS).as_posix()}
    try:
        row["commands"] = [command(c) for c in dockerfile.parse_file(str(path))]
    except dockerfile.GoParseError as error:
        row["error"] = str(error)
    return json.dumps(row, ensure_ascii=False)


def main():
    rows = "".join(answer(path) + "\n" for path in sorted(CORPUS.rglob("*.Dockerfile")))
    if "--check" not in sys.argv:
        GOLDEN.write_text(rows, encoding="utf-8")
    elif GOLDEN.read_text(encoding="utf-8") != rows:
        sys.exit("tests/corpus/buildkit.jsonl is out of date: run python3 tests/oracle/buildkit.py")


if __name__ == "__main__":
    main()
