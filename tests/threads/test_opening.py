import pytest

from cups_course.threads.opening import Opening, read_opening

PROSE = "Welcome to this week. Listening is a skill, and isn't that wonderful? You will see.\n\n"
END = "\n\nAfter fulfilling the requirements of this post, please check out the next post here!"


def opening(body: str, *, is_followed: bool = True) -> Opening:
    return read_opening(PROSE + body + END, is_followed=is_followed)


@pytest.mark.parametrize(
    ("body", "questions"),
    [
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
        ("✒️ Please reply to at least 1 of your peers", 1),
        ("Respond to at least two other posts.", 2),
        ("Don't forget to leave two supportive comments for others.", 2),
        ("Optional: reply to 2 of your peers.", 0),
        ("Please reply to your peers.", None),
        ("Please respond to at least two of the questions.", 0),
        ("Thank you all.", 0),
    ],
)
def test_counts_the_replies_wanted(line: str, replies: int | None) -> None:
    assert opening("Questions: What is rest?\n\n" + line).peer_replies == replies


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("Please watch this video before you answer.", ("watch", False, None)),
        ("First, read the slides about listening.", ("read", False, None)),
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
        "Most quizzes take ten minutes.",
        "Please check out the next post here!",
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
