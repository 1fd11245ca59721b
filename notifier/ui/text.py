"""All words about verdicts, alerts, reasons and times, in the user's language.

For the tray, the windows and the command line. Functions from domain values to text; QtCore alone is needed, and no
application object; `notifier.ui.i18n.install` chooses the language. Every text is plain: what comes from outside is put
on one line and shortened, never interpreted.
"""

from notifier.ui.sentences.account import Account, account_text, entry_words, headline, incident_account
from notifier.ui.sentences.line import line_advice, line_changed, line_sentence, line_title
from notifier.ui.sentences.names import (
    NO_NAMES,
    Names,
    component_name,
    country_name,
    country_names,
    language,
    listed,
    listed_briefly,
    names_from,
    parts_listed,
)
from notifier.ui.sentences.notices import engine_failed, notice
from notifier.ui.sentences.notification import NotificationText, notification
from notifier.ui.sentences.pages import affected, alternatives, checked_sentence, meanwhile, page_line
from notifier.ui.sentences.reasons import reason, reasons, what_to_try
from notifier.ui.sentences.story import StoryText, incident_sentence, reading_sentence, statement_sentence, story_entry
from notifier.ui.sentences.times import Clock, day_words, duration, latency, number, percent
from notifier.ui.sentences.tooltip import is_stale, last_checked, practice_marked, summary, tooltip
from notifier.ui.sentences.verdicts import (
    scope_phrase,
    service_line,
    verdict_phrase,
    verdict_sentence,
)
from notifier.ui.sentences.words import (
    capital,
    failure_words,
    level_words,
    line_word,
    outcome_word,
    quotable,
    scope_word,
    source_word,
    stage_word,
    state_word,
)

__all__ = [
    "NO_NAMES",
    "Account",
    "Clock",
    "Names",
    "NotificationText",
    "StoryText",
    "account_text",
    "affected",
    "alternatives",
    "capital",
    "checked_sentence",
    "component_name",
    "country_name",
    "country_names",
    "day_words",
    "duration",
    "engine_failed",
    "entry_words",
    "failure_words",
    "headline",
    "incident_account",
    "incident_sentence",
    "is_stale",
    "language",
    "last_checked",
    "latency",
    "level_words",
    "line_advice",
    "line_changed",
    "line_sentence",
    "line_title",
    "line_word",
    "listed",
    "listed_briefly",
    "meanwhile",
    "names_from",
    "notice",
    "notification",
    "number",
    "outcome_word",
    "page_line",
    "parts_listed",
    "percent",
    "practice_marked",
    "quotable",
    "reading_sentence",
    "reason",
    "reasons",
    "scope_phrase",
    "scope_word",
    "service_line",
    "source_word",
    "stage_word",
    "state_word",
    "statement_sentence",
    "story_entry",
    "summary",
    "tooltip",
    "verdict_phrase",
    "verdict_sentence",
    "what_to_try",
]
