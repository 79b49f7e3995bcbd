"""`--style prettier` writes the bytes that Prettier itself gives, compact and indented."""

import json
import random
import subprocess
from pathlib import Path

from api_schema.styles.prettier import prettier, prettier_open
from api_schema.validation.reading.source import parse_text

FIXTURES = Path(__file__).parents[2] / "fixtures" / "openapi"
PIECES = [
    "a",
    "b c",
    '"',
    "\\",
    "\n",
    "é",
    "漢",
    "ｱ",
    "한",
    "e\u0301",
    "…",
    "👍",
    "👍🏽",
    "👩\u200d💻",
    "🇩🇪",
    "✔",
    "✔️",
    "©",
    "1️⃣",
    "\u200b",
]
NUMBERS = [0, -1, 137, 12345678901234567890, 1.0, -2.50, 1e16, 1e-7, -0.0, 1.5e300, 0.1]


def test_prettier_gives_the_same_bytes(provider_folder, tmp_path):
    contents = [*fixtures(), *(drawn(seed) for seed in range(40))]
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n")
        indented = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (tmp_path / f"{number}-open.json").write_text(indented)

    program = provider_folder / "node_modules" / "prettier" / "bin" / "prettier.cjs"
    subprocess.run(
        ["node", program, "--write", "--log-level=error", "*.json"], cwd=tmp_path, check=True
    )

    assert len(contents) > 100
    for number, content in enumerate(contents):
        assert prettier(content) == (tmp_path / f"{number}.json").read_text()
        assert prettier_open(content) == (tmp_path / f"{number}-open.json").read_text()


def fixtures():
    files = sorted(FIXTURES.rglob("*.yaml"))
    return [parse_text(file.read_bytes(), file.name).document for file in files]


def drawn(seed):
    """Return a document with something of everything; the same for the same seed."""
    dice = random.Random(seed)

    def text():
        return "".join(dice.choice([*PIECES, "x", "x"]) for _ in range(dice.randint(0, 30)))

    def node(depth):
        kind = dice.randint(0, 9)
        if depth == 0 or kind < 5:
            return dice.choice([text(), dice.choice(NUMBERS), dice.random(), True, None])
        if kind == 5:
            return [dice.choice(NUMBERS) for _ in range(dice.randint(0, 40))]
        if kind < 8:
            return [node(depth - 1) for _ in range(dice.randint(0, 4))]
        return {text(): node(depth - 1) for _ in range(dice.randint(0, 4))}

    return {f"key{index}": node(4) for index in range(40)}
