"""A walk through a whole program with cups-course: an outline that comes with the tool, two made-up threads of it, a
plan, a quiz that was missed at first. Every command is really run, in a store that is thrown away after it.

python examples/whole_program.py

The plan begins on a day that is far away, so that the story is the same whenever it is told.
"""

from demo import Step, told

STORY = (
    Step(
        "You are PlumTree7 again, and this time you take a whole program. One command, and you see all that is known "
        "of it; what is not known is marked so.",
        "cups-course program add ldp-2022",
    ),
    Step(
        "You saved two of its posts. The first says where it belongs, and finds its place.",
        "cups-course import examples/threads/the-problem-is-the-path.txt --me PlumTree7",
    ),
    Step(
        "The second only says which week it is. In this program there is one such week, so it finds its place too, and "
        "its questions get their own words.",
        "cups-course import examples/threads/week-three.txt",
    ),
    Step(
        "Where are you? Courses at a glance, and one thing to do next.",
        "cups-course",
    ),
    Step(
        "A quiz first. Six of ten is not enough, and that is fine: it is kept as a try.",
        "cups-course done 4.3.quiz --score 6/10 --on 2025-05-10",
    ),
    Step(
        "Another go.",
        "cups-course done 4.3.quiz --score 9/10 --on 2025-05-11",
    ),
    Step(
        "Both tries are there, and the quiz is done.",
        "cups-course show 4.3.quiz",
    ),
    Step(
        "You would like to have course 4 behind you by the end of a month, and to keep your weekends.",
        "cups-course plan 4 --from 2031-01-06 --by 2031-01-31 --rest weekends",
    ),
    Step(
        "The week after Carnival is not for courses. Set it aside, with no bad conscience.",
        "cups-course pause 4.5",
    ),
    Step(
        "One thing, and why.",
        "cups-course next",
    ),
    Step(
        "The plan is laid anew from what remains, and leaves out what you set aside. The same goes into your calendar, "
        "with export 4 --format ics.",
        "cups-course plan 4",
    ),
    Step(
        "And what is still missing before the form of course 4, each with its command.",
        "cups-course check 4",
        exit_codes=(0, 1),
    ),
)


if __name__ == "__main__":
    told(STORY)
