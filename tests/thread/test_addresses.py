import pytest

from cups_course.thread.placing import is_thread_at

_TOLD = "https://harbour-lights.example/forum/Lights_3/Watch_9/SteadyBeatsFast_77/"


@pytest.mark.parametrize(
    ("forum_id", "found_at", "same"),
    [
        ("77", None, True),
        ("77", "https://harbour-lights.example/forum/Moved_8/Renamed_77/", True),
        ("7", None, False),
        ("177", None, False),
        (None, "http://www.harbour-lights.example/forum/Lights_3/Watch_9/SteadyBeatsFast_77?p=3#post", True),
        (None, "https://harbour-lights.example/forum/Lights_3/Watch_9/Other_78/", False),
        (None, None, False),
    ],
)
def test_a_thread_is_known_by_its_number_or_its_whole_address(
    forum_id: str | None, found_at: str | None, same: bool
) -> None:
    assert is_thread_at(_TOLD, forum_id, found_at) is same


def test_what_an_address_asks_for_tells_one_thread_from_another() -> None:
    one = "https://campus.example/discuss.php?d=12"

    assert is_thread_at(one, None, f"{one}&p=2")
    assert not is_thread_at(one, None, "https://campus.example/discuss.php?d=13")
    assert not is_thread_at(None, "12", one)
