"""What is installed is what was built: the wheel holds everything that is not Python."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from journeys.driver import CHECKOUT, PATIENCE, Person


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without a network."""
    if not (importlib.util.find_spec("hatchling") and importlib.util.find_spec("build")):
        pytest.skip("building the wheel needs hatchling and build")
    folder = tmp_path_factory.mktemp("wheel")
    person = Person(folder / "home")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)],
        env=person.env,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert built.returncode == 0, built.stderr.decode("utf-8", errors="replace")
    (found,) = folder.glob("*.whl")
    return found


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_outlines_and_says_that_it_is_typed(wheel: Path) -> None:
    shipped = {"outline/ldp-2020.toml", "outline/outline.schema.json", "py.typed", "__main__.py"}
    assert {f"cups_course/{name}" for name in shipped} <= names(wheel)


def test_the_wheel_holds_every_module_and_no_tests(wheel: Path) -> None:
    package = CHECKOUT / "src" / "cups_course"
    modules = {f"cups_course/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")}
    assert modules <= names(wheel)
    assert not any(name.startswith(("tests/", "examples/")) for name in names(wheel))


def test_the_wheel_puts_the_manual_page_where_man_looks_and_holds_what_shells_need(wheel: Path) -> None:
    assert any(name.endswith(".data/data/share/man/man1/cups-course.1") for name in names(wheel))
    scripts = {f"cups_course/cli/completion/scripts/cups-course.{end}" for end in ("bash", "zsh", "fish", "ps1")}
    assert scripts <= names(wheel)


def test_the_tool_runs_from_the_wheel_alone(wheel: Path, person: Person) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from cups_course.__main__ import main; main()", "program", "add", "ldp-2020"],
        env={**person.env, "PYTHONPATH": str(wheel)},
        cwd=person.home,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode("utf-8", errors="replace")
    assert person.discussion("2.2")["title"] == "Service Leadership at 7 Cups"


def test_the_wheel_has_the_name_that_the_readme_installs(wheel: Path) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert f"    make wheel\n    pipx install dist/{wheel.name}\n" in readme
