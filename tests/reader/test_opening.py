import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.reader.questions import Opening, read_opening
from cups_course.thread.thread import Provenance

PROSE = "Welcome to this week. Listening is a skill, and isn't that wonderful? You will see.\n\n"
END = "\n\nAfter fulfilling the requirements of this post, please check out the next post here!"


@dataclass(frozen=True)
class CoursePost:
    shows: str
    body: str
    questions: tuple[str, ...]
    replies: int | None
    tasks: tuple[tuple[str, bool, str | None], ...]
    is_cut: bool


def _course_posts() -> list[CoursePost]:
    text = Path(__file__).with_name("course_posts.txt").read_text(encoding="utf-8")
    posts = []
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        shows, _, rest = part.partition("\n")
        body, _, gold = rest.partition("\n---\n")
        told = [line.partition(": ")[::2] for line in gold.splitlines() if line]
        tasks = [words.split(" | ") for key, words in told if key == "T"]
        posts.append(
            CoursePost(
                shows,
                body,
                tuple(words for key, words in told if key == "Q"),
                next((int(words) for key, words in told if key == "R"), None),
                tuple(
                    (kind, "optional" in more, next((word for word in more if word != "optional"), None))
                    for kind, *more in tasks
                ),
                ("CUT", "") in told,
            )
        )
    return posts


COURSE_POSTS = _course_posts()


def what_is_read(post: CoursePost, body: str) -> CoursePost:
    read = read_opening(body, is_followed=not post.is_cut)
    tasks = tuple((task.kind, task.optional, task.minimum) for task in read.tasks)
    return CoursePost(post.shows, post.body, read.questions, read.peer_replies, tasks, not read.is_whole)


@pytest.mark.parametrize("post", COURSE_POSTS, ids=lambda post: post.shows)
def test_reads_a_course_post_as_a_person_does(post: CoursePost) -> None:
    assert what_is_read(post, post.body) == post


def test_reads_the_same_whatever_a_browser_did_to_the_layout() -> None:
    copies: dict[str, Callable[[str], str]] = {
        "no blank lines": lambda body: re.sub(r"\n{2,}", "\n", body),
        "non-breaking": lambda body: body.replace(" ", "\u00a0"),
        "blanks at the ends": lambda body: re.sub(r"$", "  ", body, flags=re.MULTILINE),
        "icon words": lambda body: re.sub(r"^(?=[A-Z])", "heart", body, flags=re.MULTILINE),
        "broken blanks": lambda body: re.sub(r"^(?=\S)", "\u00c2 ", body, flags=re.MULTILINE),
    }
    misread = [
        (name, post.shows)
        for name, copied in copies.items()
        for post in COURSE_POSTS
        if what_is_read(post, copied(post.body)) != post
    ]
    assert misread == []


def opening(body: str, *, is_followed: bool = True) -> Opening:
    return read_opening(PROSE + body + END, is_followed=is_followed)


@pytest.mark.parametrize(
    ("body", "questions"),
    [
        pytest.param(
            "The questions of this lesson: What is kindness to you? Where did you meet it?\nHow could you pass it on?",
            ("What is kindness to you?", "Where did you meet it?", "How could you pass it on?"),
            id="a longer label of several",
        ),
        pytest.param(
            "Your response should touch on these points:\n* What is kindness to you?\n* Name one thing you will try.",
            ("What is kindness to you?", "Name one thing you will try."),
            id="what a response should do",
        ),
        pytest.param(
            "stuff to think about, answers in the comments pls\n\nWhat is kindness to you?\n\nMake one promise.",
            ("What is kindness to you?", "Make one promise."),
            id="announced without a colon",
        ),
        pytest.param(
            "💬 1: What is kindness to you?\n💬 2: Name one thing you will try.",
            ("What is kindness to you?", "Name one thing you will try."),
            id="a picture before each number",
        ),
        pytest.param(
            "Describe a day on which somebody was kind to you.\n\nHave fun with this one.",
            ("Describe a day on which somebody was kind to you.",),
            id="one request that nothing announces",
        ),
        pytest.param(
            "How do you ask for help?\n\nDone? Then please proceed to the next post of the course.",
            ("How do you ask for help?",),
            id="a question of the course about itself",
        ),
        pytest.param(
            "Questions: What is kindness to you? Where did you meet it?\nHow could you pass it on?",
            ("What is kindness to you?", "Where did you meet it?", "How could you pass it on?"),
            id="two on the line of the label and one below",
        ),
        pytest.param(
            "Here are the questions:\n\n1. What is kindness?\n2. Describe a kind act.\n"
            "3. Please reply to 3 of your peers.",
            ("What is kindness?", "Describe a kind act."),
            id="a numbered list that ends with the replies to peers",
        ),
        pytest.param(
            "Please watch this video\n\n1. What stayed with you?\n2. Share one thing you would do differently.",
            ("What stayed with you?", "Share one thing you would do differently."),
            id="a numbered list below a video",
        ),
        pytest.param(
            "Activity: Describe a meeting that went well, and say why it did.",
            ("Describe a meeting that went well, and say why it did.",),
            id="an activity that is really the question",
        ),
        pytest.param(
            "✒️ What do you hope to learn?\n\n✒️ Share one strength of yours! It may be small.\n\n"
            "✒️ Please reply to at least 1 of your peers with kind words.",
            ("What do you hope to learn?", "Share one strength of yours! It may be small."),
            id="paragraphs that begin with a pen",
        ),
        pytest.param(
            "Ask yourself the following questions\n\nWhen do I feel heard?\n\nWhat do I do when I'm tired?",
            ("When do I feel heard?", "What do I do when I'm tired?"),
            id="plain paragraphs after an announcement",
        ),
        pytest.param(
            "Please answer the following questions:\n• What is a team?\n• Name a team you liked.",
            ("What is a team?", "Name a team you liked."),
            id="bullets",
        ),
        pytest.param(
            "Questions:\n1) Tell us about your first day. What surprised you?\n2) What would you tell a newcomer?",
            ("Tell us about your first day. What surprised you?", "What would you tell a newcomer?"),
            id="a task of two sentences is one question",
        ),
        pytest.param(
            "Questions: What is patience? Why?\n\nBonus: Who taught you patience?",
            ("What is patience? Why?",),
            id="a short why stays with its question and a bonus is none",
        ),
        pytest.param(
            "What is one thing you'd like to change about your mornings?",
            ("What is one thing you'd like to change about your mornings?",),
            id="a question nothing announces",
        ),
        pytest.param(
            "Here are the questions:\n1. What is trust?\n2. How is it lost?\n\n"
            "After posting, please:\n1. Take the quiz\n2. Tell a friend",
            ("What is trust?", "How is it lost?"),
            id="steps for afterwards are none",
        ),
        pytest.param(
            "My advice would be:\n\n1. Drink water\n2. Figure out what you like\n\nQuestions: What is rest?",
            ("What is rest?",),
            id="numbered advice is none",
        ),
        pytest.param(
            "Questions:  What\u00a0is  rest?\n\nFurther Reading (Optional but nice): What is sleep?",
            ("What is rest?",),
            id="white space is folded and further reading is none",
        ),
    ],
)
def test_finds_the_questions_in_every_shape(body: str, questions: tuple[str, ...]) -> None:
    assert opening(body).questions == questions


@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("Activity: Please reply to 3 of your peers \u00a0in this thread with kind words!", 3),
        ("4. Please reply to 3 of your peers with kind words.", 3),
        ("Then, please reply to three of them.", 3),
        ("Please comment on two of your team mates' posts.", 2),
        ("We are a small group, so do answer all six of the others.", 6),
        ("Kindly revert to the posts of any 3 colleagues.", 3),
        ("And say something nice under somebody else's post before you go!", 1),
        ("Pick four posts that you enjoyed and tell their authors so.", 4),
        ("✒️ Please reply to at least 1 of your peers", 1),
        ("Respond to at least two other posts.", 2),
        ("Don't forget to leave two supportive comments for others.", 2),
        ("Optional: reply to 2 of your peers.", 0),
        ("Please reply to your peers.", None),
        ("Please respond to at least two of the questions.", 0),
        ("Thank you all.", 0),
        ("Please reply to 3 of your peers  in this thread with a kind word.", 3),
        ("Activity: Reply to three peers!", 3),
        ("Respond to two fellow learners with a question.", 2),
        ("Please reply to one other person.", 1),
        ("Please reply to at least one of your peers.", 1),
        ("Then reply to three others.", 3),
        ("Then, please reply to three.", 3),
        ("Please take a moment to reply to at least 2 other posts.", 2),
        ("Please post a thoughtful reply to at least two of your classmates.", 2),
        ("Comment on at least four of your peers' answers.", 4),
        ("Give supportive feedback to three of your peers.", 3),
        ("Please read the answers of your peers and reply to two of them.", 2),
        ("Your second task is to reply to 2 peers.", 2),
        ("In addition, reply to five (5) peers in this thread.", 5),
        ("Please make sure you reply to at least three of your peers' posts before you move on.", 3),
        ("Interact with at least two of your peers by commenting on their answers.", 2),
        ("Encourage 3 of your peers by replying to their posts.", 3),
        ("Share a few kind words with two of your peers.", 2),
        ("After you post your answer, reply to 2 of your peers.", 2),
        ("Once you have posted, please respond to three peers.", 3),
        ("Leave a comment under at least one answer of a peer.", 1),
        ("You must also reply to two (2) other trainees.", 2),
        ("Kindly reply to 3 peers :)", 3),
        ("Please reply to 3 or more of your peers.", 3),
        ("Please reply to 2-3 of your peers.", 2),
        ("Reply to a minimum of three participants.", 3),
        ("Don't forget to reply to two of your peers!", 2),
        ("Remember to support two of your peers in this thread.", 2),
        ("Pick one of your peers' answers and reply to it.", 1),
        ("Please write a reply to two of your peers.", 2),
        ("Peer replies: 3", 3),
        ("Please interact with 3 other listeners below.", 3),
        ("Find two answers that you like and tell their writers why, in a reply.", 2),
        ("Please also respond to the posts of two peers.", 2),
        ("Please reply to ten of your peers.", 10),
        ("Reply to 3 of your fellow trainees' comments with words of support!", 3),
        ("When you are done, reply to 3 peers.", 3),
        ("We ask that you reply to at least two of your peers.", 2),
        ("Offer encouraging words to at least two of your peers.", 2),
        ("Reply to a fellow trainee.", 1),
        ("Please reply to another peer.", 1),
        ("Please reply to a couple of peers.", 2),
        ("If you like, reply to two of your peers.", 0),
        ("(Optional) Reply to 2 of your peers.", 0),
        ("You are welcome to answer three questions only.", 0),
        ("Please respond in 3 to 5 sentences.", 0),
        ("Please answer at least two of the questions.", 0),
        ("Name two people who support you.", 0),
        ("Reply to this post with two ideas for our next event.", 0),
        ("Last year, 3 of our peers became mentors.", 0),
        ("Please write two sentences about your peers.", 0),
        ("Please comment on the following two statements.", 0),
        ("We received over 300 replies to the first course!", 0),
        ("Two of your peers will check your answer.", 0),
        ("Respond to each of the three prompts.", 0),
        ("Please reply to this thread within 2 weeks.", 0),
        ("Thank you for supporting others!", 0),
    ],
)
def test_counts_the_replies_wanted(line: str, replies: int | None) -> None:
    assert opening("Questions: What is rest?\n\n" + line).peer_replies == replies


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("Please watch this video before you answer.", ("watch", False, None)),
        ("First, read the slides about listening.", ("read", False, None)),
        ("Please watch the recorded lesson before you respond.", ("watch", False, None)),
        ("Optional: watch last week's live show back.", ("watch", True, None)),
        ("(Optional) Watch the recording of our spring meeting.", ("watch", True, None)),
        ('First watch "Ten Minutes with Biscuit" on the volunteer page.', ("watch", False, None)),
        ("Further watching (optional): the recorded tour.", ("watch", True, None)),
        ("Last of all, fill out the course evaluation form.", ("form", False, None)),
        ("Further Reading (Optional but nice): The slow garden", ("read", True, None)),
        (
            "Please take the quiz here. You need a score of at least 8/10 to pass, retakes are fine.",
            ("quiz", False, "8/10"),
        ),
        ("You must complete the quiz with a minimum of 80%.", ("quiz", False, "80%")),
        ("1. Take the final exam", ("exam", False, None)),
        ("Please sign the oath below.", ("oath", False, None)),
        ("Please fill out the course evaluation form here.", ("form", False, None)),
        ("Complete your practicum within two weeks.", ("practicum", False, None)),
        ("Choose an elective from the list.", ("elective", False, None)),
        ("If you like, watch this short video.", ("watch", True, None)),
        ("Please watch this video.", ("watch", False, None)),
        ("Watch the video below before you answer.", ("watch", False, None)),
        ("Please take ten minutes to watch this talk.", ("watch", False, None)),
        ("Before you begin, please watch the following clip.", ("watch", False, None)),
        ("Activity: Watch this short film.", ("watch", False, None)),
        ("Please watch: The Art of Asking", ("watch", False, None)),
        ("You will need to watch the video above in order to answer.", ("watch", False, None)),
        ("Optional: watch this video.", ("watch", True, None)),
        ("If you have time, watch the film as well.", ("watch", True, None)),
        ("You can also watch this video (optional).", ("watch", True, None)),
        ("Please read the slides.", ("read", False, None)),
        ("Go through these slides.", ("read", False, None)),
        ("Please read through the following article.", ("read", False, None)),
        ("Read Chapters 3 and 4.", ("read", False, None)),
        ("Please have a look at this guide.", ("read", False, None)),
        ("First, go over the presentation below.", ("read", False, None)),
        ("Please review the slideshow here.", ("read", False, None)),
        ("Make sure to read the handbook first.", ("read", False, None)),
        ("Further Reading (Optional): The long road", ("read", True, None)),
        ("Further Reading (Optional - for the curious): The long road", ("read", True, None)),
        ("Please take the quiz.", ("quiz", False, None)),
        ("Take this quiz here and score at least 8/10.", ("quiz", False, "8/10")),
        ("Please complete the quiz below. You must score 8/10 or more. You may retake it.", ("quiz", False, "8/10")),
        ("Quiz: You need 8/10 to pass.", ("quiz", False, "8/10")),
        (
            "Please pass the quiz with at least 8/10 (retakes are allowed) and post your score, e.g. 9/10.",
            ("quiz", False, "8/10"),
        ),
        ("Now it is time for a quiz! You need a minimum score of 8/10.", ("quiz", False, "8/10")),
        ("Please take the quiz here; you need 80% to pass.", ("quiz", False, "80%")),
        (
            "Once you have gone through everything, take the quiz. A score of 8 out of 10 is needed.",
            ("quiz", False, "8/10"),
        ),
        ("Please click here to take the quiz.", ("quiz", False, None)),
        ("The quiz can be found here.", ("quiz", False, None)),
        ("To finish this course, you must pass a quiz with a score of 8/10.", ("quiz", False, "8/10")),
        ("Optional: take the quiz for fun.", ("quiz", True, None)),
        ("Please take the final exam here.", ("exam", False, None)),
        ("Complete the exam for this course.", ("exam", False, None)),
        ("You will need to pass the exam with 70%.", ("exam", False, "70%")),
        ("Please take the oath below.", ("oath", False, None)),
        ("Read and sign the Leader's Oath.", ("oath", False, None)),
        ("Please copy the oath and post it in this thread.", ("oath", False, None)),
        ("Please fill out this form.", ("form", False, None)),
        ("Fill in the course evaluation form here.", ("form", False, None)),
        ("Complete the evaluation form.", ("form", False, None)),
        ("Please submit the form below when you are done.", ("form", False, None)),
        ("If you wish, fill in this anonymous form.", ("form", True, None)),
        ("Complete your practicum.", ("practicum", False, None)),
        ("Choose one of the electives.", ("elective", False, None)),
    ],
)
def test_finds_tasks_and_says_which_are_optional(line: str, task: tuple[str, bool, str | None]) -> None:
    (found,) = opening("Questions: What is rest?\n\n" + line).tasks
    assert (found.kind, found.optional, found.minimum) == task


@pytest.mark.parametrize(
    "line",
    [
        "Some of you will read a book about it, others will watch a video.",
        "Read the post carefully and follow the instructions given.",
        "You will need to copy/paste your response in the course evaluation form at the end of each course.",
        "Watch out for the small things.",
        "Please study the text below with care; your written response is to be posted underneath.",
        "Watch the clock while you write.",
        "Most quizzes take ten minutes.",
        "Please check out the next post here!",
        "Some people watch a video, others read a book.",
        "Read the post carefully.",
        "In the last course you took a quiz.",
        "I once read an article about it.",
        "There was a talk about this last year.",
        "Some of you have passed the exam already.",
        "Please read all instructions carefully.",
        "We will talk about the quiz next week.",
        "Life is an exam for some people.",
        "Please follow the steps in order.",
        "The form of a letter matters.",
        "Take care of yourself after watching sad films.",
        "A good listener can be an open book.",
        "After fulfilling the requirements of this post, please check out the next post here!",
        "Trust takes many forms.",
    ],
)
def test_a_mention_is_no_task(line: str) -> None:
    assert opening("Questions: What is rest?\n\n" + line).tasks == ()


def test_going_on_to_another_post_is_a_step_only_after_a_quiz() -> None:
    assert [task.kind for task in opening("Take the quiz.\n\nPlease proceed to this post.").tasks] == ["quiz", "other"]
    assert opening("Please proceed to this post.").tasks == ()


def test_a_post_of_which_only_the_list_is_left_does_not_tell_that_no_replies_are_wanted() -> None:
    left = read_opening("1. What is rest?\n2. What is work?", is_followed=True)
    assert (left.peer_replies, left.is_whole) == (None, False)


def test_a_post_that_stops_in_the_middle_does_not_tell_that_no_replies_are_wanted() -> None:
    cut = read_opening(PROSE + "Questions: What is rest? And how do you", is_followed=False)
    assert (cut.peer_replies, cut.is_whole) == (None, False)


def test_tells_announced_questions_from_what_only_looks_like_some() -> None:
    assert (
        opening("Here are the questions:\n1. What is rest?\n2. Who rests well?").questions_how == Provenance.ANNOUNCED
    )
    assert opening("What is one thing you'd like to change about your mornings?").questions_how == Provenance.FROM_LOOKS
    assert opening("We meet on Sundays.").questions_how == Provenance.NONE_FOUND


def test_a_question_in_which_the_copy_stops_is_left_out() -> None:
    assert read_opening(PROSE + "Questions: What is rest? And how do you", is_followed=False).questions == (
        "What is rest?",
    )


def test_a_post_without_replies_below_it_is_whole_when_it_ends_as_posts_do() -> None:
    whole = read_opening(PROSE + "Questions: What is rest?\n\nPlease reply to 2 of your peers.", is_followed=False)
    assert (whole.is_whole, whole.peer_replies) == (True, 2)


@pytest.mark.parametrize("end", ["... See more", "It begins with\u2026", "and then,"])
def test_a_post_that_says_it_goes_on_elsewhere_is_not_whole(end: str) -> None:
    assert not read_opening(PROSE + "Trust is a bridge " + end, is_followed=True).is_whole


WORDS_OF_POSTS = [
    *(
        "Questions:",
        "Activity:",
        "Bonus:",
        "Here are the questions",
        "Please",
        "reply to",
        "3 of your peers",
        "quiz 8/10",
    ),
    *("1.", "2.", "a)", "-", "•", "✒️", "what", "how", "Describe", "watch this video", "after posting,", "heart", "Â"),
    *("?", "!", ".", ":", "\u00a0", "\n", "\n\n"),
]


@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS_OF_POSTS), max_size=60).map(" ".join)),
    st.booleans(),
)
def test_whatever_stands_in_a_post_its_questions_are_its_own_words(body: str, is_followed: bool) -> None:
    read = read_opening(body, is_followed=is_followed)
    for question in read.questions:
        assert question == " ".join(question.split())
        assert question
        assert all(word in body.replace("**", "") for word in question.split())
    assert read.peer_replies is None or 0 <= read.peer_replies <= 20


@pytest.mark.parametrize(
    "piece",
    [
        "please ",
        "? ",
        "What? Why? ",
        "reply to a ",
        "watch the video. ",
        "your post: What? ",
        "1. ",
        "- a\n",
        "1. What is x.\nwhat y.\n",
        "Questions:\n",
        "Share your answers to these questions:\n",
        "Please watch this video\n",
        "What do you think?\n",
        "Take the quiz 8/10. ",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    def seconds(size: int) -> float:
        body = piece * (size // len(piece))
        start = time.process_time()
        read_opening(body, is_followed=True)
        return time.process_time() - start

    fewer = min(seconds(20_000) for _ in range(3))
    assert any(seconds(80_000) < 10 * max(fewer, 0.01) for _ in range(3))


@pytest.mark.parametrize(
    "body", ["words " * 170_000, "a" * 1_000_000, "- a\n" * 100_000], ids=["line", "word", "lines"]
)
def test_a_line_of_a_megabyte_and_a_hundred_thousand_lines_are_read(body: str) -> None:
    start = time.process_time()
    read_opening(body, is_followed=True)
    assert time.process_time() - start < 20
