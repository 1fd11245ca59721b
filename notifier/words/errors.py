"""What the user can put right, in the user's language."""

from notifier.core.failure import UserError
from notifier.words.language import said


def error_words(error: UserError) -> tuple[str, str]:
    """Give the title and the hint of an error; the hint may be empty."""
    title, hint = said(error.title_source), said(error.hint_source)
    if not error.values:
        return title, hint
    values = {name: _in_words(value) for name, value in error.values.items()}
    return title.format(**values), hint.format(**values)


def error_sentence(error: UserError) -> str:
    """Give both on one line, with one colon at most of ours."""
    title, hint = error_words(error)
    between = " " if title.endswith("?") else "; " if ": " in hint else ": "
    return f"{title}{between}{hint}" if hint else title


def _in_words(value: object) -> object:
    """Give a value as it is shown: an error within an error in the user's language, too."""
    return UserError(*error_words(value)) if isinstance(value, UserError) else value
