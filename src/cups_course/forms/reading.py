"""A saved form in, a SavedForm out: a Google Form by its structure, any other by its fields and their labels."""

from cups_course.course.errors import NotAForm, UnreadableCopy
from cups_course.course.form import SavedForm
from cups_course.saved.containers import Page, Source, open_container


def read_form(data: bytes, *, name: str) -> SavedForm:
    """The form in a saved page, in whatever way it was saved. `name` is what sentences call it.

    Raises NotAForm with a sentence that says what to do.
    """
    # Loaded here with the parser, which only a page needs.
    from cups_course.forms.google import read_google
    from cups_course.forms.web_form import HOW_TO_SAVE, read_web_form
    from cups_course.saved.page_tree import tree_of

    try:
        page = open_container(Source(name, data))
        if not isinstance(page, Page):
            raise NotAForm(f"{name} is no saved page. {HOW_TO_SAVE}")
        tree, _ = tree_of(page.html, name)
        return read_google(page, tree, name) or read_web_form(page, tree, name)
    except UnreadableCopy as refused:
        raise NotAForm(refused.instead(HOW_TO_SAVE)) from None
