"""One JSON document on standard output, and nothing else."""

import json
import re
import sys
from typing import Any

# JSON itself escapes the other control characters.
_STEERING = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_json(document: Any) -> None:
    """Write the document for programs to read; what could steer a terminal that it runs through is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(_STEERING.sub(lambda form: f"\\u{ord(form[0]):04x}", text) + "\n")
