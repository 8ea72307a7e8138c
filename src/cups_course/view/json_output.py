"""One JSON document on standard output, and nothing else."""

import json
import sys
from typing import Any


def print_json(document: Any) -> None:
    """Write the document for programs to read."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
