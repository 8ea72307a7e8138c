from hypothesis import assume, given
from hypothesis import strategies as st

from cups_course.outline.numbering import KeptNumber, OutlinedNumber, assign_numbers

_titles = st.sampled_from(["", "Welcome", "Steady Beats Fast", "Asking for Help", "Gossip", "Rest", "Chapter 1 & 2"])


@st.composite
def _told(draw: st.DrawFn) -> list[OutlinedNumber]:
    return [
        OutlinedNumber(number, draw(_titles)) for number in draw(st.lists(st.integers(0, 7), unique=True, max_size=6))
    ]


@st.composite
def _kept(draw: st.DrawFn) -> list[KeptNumber]:
    numbers = draw(st.lists(st.integers(0, 7), unique=True, max_size=6))
    return [KeptNumber(f"id-{number}", number, draw(_titles), draw(st.booleans())) for number in numbers]


@given(_told(), _kept())
def test_what_is_held_never_moves_and_no_number_is_given_twice(
    told: list[OutlinedNumber], kept: list[KeptNumber]
) -> None:
    places = assign_numbers(told, kept)

    for place in places:
        if place.kept and place.kept.in_use:
            assert place.number == place.kept.number
        assert not (place.gives_way and place.gives_way.in_use)
    met = [one.id for place in places for one in (place.kept, place.gives_way) if one]
    assert len(met) == len(set(met))
    numbers = [place.number for place in places] + [one.number for one in kept if one.id not in met]
    assert len(numbers) == len(set(numbers))


@given(_told(), _kept())
def test_where_nothing_is_held_everything_stands_where_the_outline_says(
    told: list[OutlinedNumber], kept: list[KeptNumber]
) -> None:
    free = [one._replace(in_use=False) for one in kept]

    assert [place.number for place in assign_numbers(told, free)] == [one.number for one in told]


@given(_told(), _kept())
def test_to_settle_once_more_moves_nothing(told: list[OutlinedNumber], kept: list[KeptNumber]) -> None:
    for both in (told, kept):
        titles = [one.title for one in both if one.title]
        assume(len(titles) == len(set(titles)))  # of two with one title nobody can say which is meant
    places = assign_numbers(told, kept)
    met = {one.id for place in places for one in (place.kept, place.gives_way) if one}
    left = [one for one in kept if one.id not in met]
    settled = [
        KeptNumber(f"new-{at}", place.number, one.title, False)
        if place.kept is None
        else place.kept._replace(number=place.number, title=place.kept.title or one.title)
        for at, (one, place) in enumerate(zip(told, places, strict=True))
    ]
    again = assign_numbers(told, [*left, *settled])

    assert [place.number for place in again] == [place.number for place in places]


def test_two_that_change_places_do_so_unless_one_is_held() -> None:
    told = [OutlinedNumber(1, "Gossip"), OutlinedNumber(2, "Rest")]
    kept = [KeptNumber("rest", 1, "Rest", False), KeptNumber("gossip", 2, "Gossip", False)]

    assert [(place.kept and place.kept.id, place.number) for place in assign_numbers(told, kept)] == [
        ("gossip", 1),
        ("rest", 2),
    ]
    held = [kept[0]._replace(in_use=True), kept[1]]
    assert [(place.kept and place.kept.id, place.number) for place in assign_numbers(told, held)] == [
        ("gossip", 2),
        ("rest", 1),
    ]


def test_chapters_with_much_the_same_title_are_not_taken_for_each_other() -> None:
    kept = [KeptNumber("one", 1, "Chapter 1 & 2", True)]

    assert assign_numbers([OutlinedNumber(2, "Chapter 3 & 4")], kept)[0].kept is None
