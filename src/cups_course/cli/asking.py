"""What a person types at the terminal when they are asked."""

import sys


def ask(prompt: str) -> str:
    """The line that is typed after `prompt`, with its end; "" where they went away (Ctrl-C, Ctrl-D).

    Python's own `input` is not asked: it may miss a Ctrl-C while it writes its prompt.
    """
    sys.stderr.write(f"{prompt} ")
    sys.stderr.flush()
    try:
        typed = sys.stdin.readline()
    except KeyboardInterrupt:
        typed = ""
    except UnicodeDecodeError:
        typed = "what no keyboard types\n"
    if not typed:
        sys.stderr.write("\n")  # what is said next begins a line
    return typed
