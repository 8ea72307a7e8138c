"""A whole program, from an outline that comes with cups-course, with two made-up threads, a plan and a repeated quiz.
Every command really runs, in a temporary store.

python examples/whole_program.py

The plan begins far in the future, so that the story is the same on every day.
"""

from demo import Step, told

STORY = (
    Step(
        "You are PlumTree7 again, and you take a whole program. One command adds everything known about it.",
        "cups-course program add ldp-2022",
    ),
    Step(
        "You saved two of its posts. The first says where it belongs.",
        "cups-course import examples/threads/the-problem-is-the-path.txt --me PlumTree7",
    ),
    Step(
        "The second says only which week it is. The program has only one such week, so that's enough.",
        "cups-course import examples/threads/week-three.txt",
    ),
    Step(
        "Where are you now?",
        "cups-course",
    ),
    Step(
        "A quiz first. Six out of ten isn't enough, so it's saved as a try.",
        "cups-course done 4.3.quiz --score 6/10 --on 2025-05-10",
    ),
    Step(
        "You try again.",
        "cups-course done 4.3.quiz --score 9/10 --on 2025-05-11",
    ),
    Step(
        "Both tries are saved, and the quiz is done.",
        "cups-course show 4.3.quiz",
    ),
    Step(
        "You'd like to finish course 4 by the end of the month and keep your weekends free.",
        "cups-course plan 4 --from 2031-01-06 --by 2031-01-31 --rest weekends",
    ),
    Step(
        "You have no time for chapter 9, so you pause it.",
        "cups-course pause 4.5",
    ),
    Step(
        "What's next, and why?",
        "cups-course next",
    ),
    Step(
        "The plan leaves out what you paused. To put it into your calendar, use export 4 --format ics.",
        "cups-course plan 4",
    ),
    Step(
        "What's still missing before the form of course 4?",
        "cups-course check 4",
        exit_codes=(1,),  # something is still missing
    ),
)


if __name__ == "__main__":
    told(STORY)
