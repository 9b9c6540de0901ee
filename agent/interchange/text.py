"""From the bytes of a file to plain values."""

import re

from agent.interchange import json_text, yaml_text
from agent.interchange.problems import BadFile, Document, Problem

MAX_BYTES = 10_000_000

_JSON = re.compile(r'\s*(?:\{\s*["}]|\[)')
"""How JSON begins. YAML's own flow style, whose first key has no quotes, does not."""


def parse(data: bytes) -> Document:
    """The plain values in YAML or JSON text; BadFile where it is neither, or too large or too deep."""
    if len(data) > MAX_BYTES:
        raise BadFile([Problem("", None, f"expected a file of at most 10 MB, got {len(data) / 1e6:.1f} MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile([Problem("", line, "expected text in UTF-8")]) from None
    document = json_text.parse(text) if _JSON.match(text) else yaml_text.parse(text)
    document.raise_problems()
    return document
