"""Writes the generated half of the corpus: `python3 tests/oracle/generate.py`.

The same seed gives the same files. Half of them are ordinary, half have been damaged on purpose.
"""
import pathlib
import random

COUNT = 320
HERE = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "generated"
IMAGES = ["alpine", "python:3.13-slim", "localhost:5000/team/app:1.2", "gcr.io/distroless/static-debian12:nonroot",
          "golang:1.24@sha256:" + "ab" * 32, "$BASE", "${BASE}:${VERSION:-3.20}", "scratch", "mcr.microsoft.com/dotnet/sdk:9.0",
          "docker.io/library/node:24", "${REGISTRY}/x", "ghcr.io/astral-sh/uv:0.8", "debian:trixie-slim", "\u00e4pfel"]
WORDS = ["a", "/app", "./src/", "x=y", "'quoted word'", '"double $HOME"', "$VAR", "${A:-b}", "a\\ b", "\u4f60\u597d", "--flag",
         "-v", "*.txt", "2>&1", "&&", "||", ";", "|", "(", ")", "<", ">out", "#hash", "a#b", "\\\\", "`date`", "$(pwd)", "{x,y}",
         "caf\u00e9", "\U0001f980", "''", '""', "\\", "$", "=", "==1.2", "[", "]"]
NAMES = ["A", "b_c", "PATH", "x.y", "com.example.title", "caf\u00e9"]
VALUES = ["1", "a", "'b c'", '"d e"', '"d \\" e"', "f\\ g", "$A", "${A:+x}", "", "a=b", '"$(x)"', "'it'\\''s'", "\u00fc", "/usr/bin:$PATH",
          '"multi \\\n  line"', "'x\\\n y'"]
FLAGS = {
    "RUN": ["--mount=type=cache,target=/root/.cache", "--mount=type=secret,id=x,required=true", "--network=none", "--security=insecure",
            '--mount="type=bind,source=a b,target=/x"', "--mount=type=bind,from=build,source=/x,target=/y,rw"],
    "COPY": ["--from=build", "--from=0", "--chown=1000:1000", "--chmod=755", "--link", "--link=false", "--parents", "--exclude=*.md", "--chown=$USER"],
    "ADD": ["--checksum=sha256:" + "0" * 64, "--keep-git-dir=true", "--chown=app", "--link", "--unpack"],
    "FROM": ["--platform=$BUILDPLATFORM", "--platform=linux/amd64"],
    "HEALTHCHECK": ["--interval=5s", "--timeout=1m30s", "--start-period=2s", "--start-interval=1s", "--retries=3"],
}
JSON = ['["a", "b"]', '[ "a" ]', "[]", '["/bin/sh", "-c", "echo \\"hi\\""]', '["a",]', "['a', 'b']", '["a" "b"]', '["a\\u00e9\\n", "\\\\"]',
        '["a"] b', '[ "x", \\\n  "y" ]', '["unfinished', '[ -f x ] && y', '["\t"]', '["\u4f60"]']


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.escape = "\\"

    def pick(self, items):
        return self.r.choice(items)

    def chance(self, p):
        return self.r.random() < p

    def case(self, word):
        return self.pick([word] * 8 + [word.lower(), word.title()])

    def gap(self):
        """White space between words: plain, or a continuation with what may stand in it."""
        if not self.chance(0.12):
            return self.pick([" "] * 8 + ["  ", "\t", " \t "])
        middle = self.pick(["", "", "", "# a comment\n", "  # indented\n", "\n", "   \n", "#\n# two\n"])
        return " " + self.escape + self.pick(["", "", " ", "\t "]) + "\n" + middle + self.pick(["", "  ", "\t"])

    def words(self, low=1, high=6):
        return self.gap().join(self.pick(WORDS) for _ in range(self.r.randint(low, high)))

    def flags(self, name):
        known = FLAGS.get(name, [])
        return "".join(self.pick(known) + self.gap() for _ in range(self.r.randint(0, 2)) if known)

    def pairs(self, bare=False):
        made = []
        for _ in range(self.r.randint(1, 4)):
            name = self.pick(NAMES)
            made.append(name if bare and self.chance(0.4) else name + "=" + self.pick(VALUES))
        return self.gap().join(made)

    def heredoc(self):
        name = self.pick(["EOF", "E_1", "END", "a.b"])
        quote = self.pick(["", "", '"', "'"])
        dash = self.pick(["", "", "-"])
        body = "".join(self.pick(["echo hi\n", "\ttabbed\n", "# not a comment\n", "\n", "FROM x\n", "$VAR `x` \\\n", "  EOF\n", "\u00e4\n"])
                       for _ in range(self.r.randint(0, 4)))
        indent = "\t\t" if dash and self.chance(0.5) else ""
        return self.pick(["", "", "3"]) + "<<" + dash + quote + name + quote, body + indent + name + "\n"

    def instruction(self):
        name = self.pick(["FROM", "RUN", "RUN", "RUN", "COPY", "COPY", "ADD", "ENV", "ENV", "ARG", "LABEL", "CMD", "ENTRYPOINT", "EXPOSE",
                          "VOLUME", "USER", "WORKDIR", "SHELL", "STOPSIGNAL", "HEALTHCHECK", "ONBUILD", "MAINTAINER", "COMMENT", "BLANK"])
        if name == "COMMENT":
            return self.pick(["# hello\n", "  # indented\n", "#\n", "# escape=`\n", "# trailing \\\n"])
        if name == "BLANK":
            return self.pick(["\n", "   \n", "\t\n"])
        return self.pick([""] * 9 + ["  "]) + self.body(name)

    def body(self, name):
        head = self.case(name) + self.gap() + self.flags(name)
        if name == "FROM":
            named = self.gap() + self.pick(["AS", "as", "As"]) + self.gap() + self.pick(["build", "Base", "stage-1", "x.y"])
            return head + self.pick(IMAGES) + self.pick(["", named]) + "\n"
        if name in ("RUN", "COPY", "ADD") and self.chance(0.3):
            return self.with_heredocs(name, head)
        if name in ("RUN", "CMD", "ENTRYPOINT", "SHELL") and self.chance(0.4):
            return head + self.pick(JSON) + "\n"
        if name in ("COPY", "ADD", "VOLUME") and self.chance(0.25):
            return head + self.pick(['["a", "b"]', '["a b", "c", "/d/"]', '["a",]']) + "\n"
        if name in ("ENV", "LABEL"):
            legacy = self.pick(NAMES) + self.gap() + self.words(1, 4)
            return head + (legacy if self.chance(0.25) else self.pairs()) + "\n"
        if name == "ARG":
            return head + self.pairs(bare=True) + "\n"
        if name == "HEALTHCHECK":
            return head + self.pick(["NONE", "none", "CMD " + self.words(), "CMD " + self.pick(JSON), "cmd curl -f http://x"]) + "\n"
        if name == "ONBUILD":
            return head + self.body(self.pick(["RUN", "COPY", "ENV", "USER", "CMD", "ARG"]))
        low = 2 if name in ("COPY", "ADD") else 1
        return head + self.words(low) + self.pick(["", "", " ", "\t"]) + "\n"

    def with_heredocs(self, name, head):
        docs = [self.heredoc() for _ in range(self.pick([1, 1, 1, 2]))]
        openers = " ".join(opener for opener, _ in docs)
        tail = {"RUN": self.pick(["", " cat", " > /x && echo", "; true"])}.get(name, " /dest/")
        front = "cat " if name == "RUN" and self.chance(0.3) else ""
        return head + front + openers + tail + "\n" + "".join(body for _, body in docs)

    def file(self):
        top = self.pick([""] * 6 + ["# syntax=docker/dockerfile:1\n", "# escape=`\n", "#escape = \\\n", "# check=skip=all\n# syntax=x\n"])
        if "`" in top:
            self.escape = "`"
        text = top + self.pick(["", "ARG BASE=alpine\n", "# c\n\n"]) + "FROM " + self.pick(IMAGES) + "\n"
        text += "".join(self.instruction() for _ in range(self.r.randint(1, 12)))
        return self.ending(text)

    def ending(self, text):
        if self.chance(0.1):
            text = text.replace("\n", "\r\n")
        if self.chance(0.06):
            text = "\ufeff" + text
        if self.chance(0.2):
            text = text.rstrip("\r\n")
        return text

    def damage(self, text):
        """One to three small accidents, as when someone is typing."""
        for _ in range(self.r.randint(1, 3)):
            at = self.r.randrange(len(text) + 1)
            kind = self.r.randrange(5)
            if kind == 0:
                text = text[:at]
            elif kind == 1:
                text = text[:at] + self.pick(list("\\\"'`$<[]{}#=\n\t -") + ["<<EOF", "\\\n", "{{ x }}", "\u00a0"]) + text[at:]
            elif kind == 2:
                text = text[:at] + text[at + self.r.randint(1, 8):]
            elif kind == 3:
                text = text[:at] + text[at:at + 20] + text[at:]
            else:
                text = text[:at] + "\n" + text[at:]
        return text


def main():
    HERE.mkdir(parents=True, exist_ok=True)
    for old in HERE.glob("*.Dockerfile"):
        old.unlink()
    for seed in range(COUNT):
        maker = Maker(seed)
        text = maker.file()
        if seed % 2:
            text = maker.damage(text)
        (HERE / f"{seed:03}.Dockerfile").write_bytes(text.encode())


if __name__ == "__main__":
    main()
