"""What the commands import before one of them is called: all of it is waited for at each Tab, and by `--help`."""

import subprocess
import sys

_ALL_COMMANDS = """
import sys
from importlib import import_module
from cups_course.cli.registry import GROUPS, module_of

for names in GROUPS.values():
    for name in names:
        import_module(module_of(name))
print(*sys.modules)
"""
_ONLY_SOME_CALLS_NEED = {"docx", "filelock", "icalendar", "platformdirs", "pyperclip", "sqlite_utils", "tomli_w"}


def test_no_command_imports_a_large_library_before_it_is_called() -> None:
    modules = subprocess.run([sys.executable, "-c", _ALL_COMMANDS], capture_output=True, text=True, check=True).stdout
    assert not _ONLY_SOME_CALLS_NEED.intersection(modules.split())
