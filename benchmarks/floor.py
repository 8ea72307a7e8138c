"""The floor: the smallest honest program of this kind, one Typer command that shows rows of SQLite in a Rich table.

What a command costs before it does anything of its own. Run by start.py as `python benchmarks/floor.py STORE`.
"""

import sqlite3
from contextlib import closing

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def status(store: str) -> None:
    """Show what remains."""
    table = Table("Discussion", "Title", "Answers")
    with closing(sqlite3.connect(store)) as db:
        for number, title, answers in db.execute("select number, title, answers from discussion order by number"):
            table.add_row(str(number), title, f"{answers}/3")
    Console().print(table)


if __name__ == "__main__":
    app()
