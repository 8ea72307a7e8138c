"""The schema, as the steps that made it. A step that has landed is never edited: the next change is a new step.

Each step runs in one transaction with the record that it ran. `docs/store.md` describes the tables for readers.
"""

from sqlite_utils import Migrations

from cups_course.store.migrations.s0001_the_main_job import s0001_the_main_job
from cups_course.store.migrations.s0002_pages_and_corrections import s0002_pages_and_corrections
from cups_course.store.migrations.s0003_nothing_is_lost import s0003_nothing_is_lost
from cups_course.store.migrations.s0004_the_evaluation_form import s0004_the_evaluation_form
from cups_course.store.migrations.s0005_every_kind_of_task import s0005_every_kind_of_task
from cups_course.store.migrations.s0006_pace import s0006_pace
from cups_course.store.migrations.s0007_outlines_in_full import s0007_outlines_in_full
from cups_course.store.migrations.s0008_what_belongs_together import s0008_what_belongs_together

STEPS = (
    s0001_the_main_job,
    s0002_pages_and_corrections,
    s0003_nothing_is_lost,
    s0004_the_evaluation_form,
    s0005_every_kind_of_task,
    s0006_pace,
    s0007_outlines_in_full,
    s0008_what_belongs_together,
)
steps = Migrations("cups_course")
for step in STEPS:
    steps()(step)
