"""What the program says, in the user's language, for both faces: windows and command line. No Qt, nothing is drawn.

A text is written out where it is said, in English, as one whole sentence with named placeholders:

    _("{service} has been down since {time}.").format(service=name, time=clock.time(since))
    ngettext("{count} app chosen", "{count} apps chosen", count).format(count=count)
    pgettext("outcome of a reading", "failed")     where one English word means several things

`N_` marks a text that is said later. A language is one file, `resources/i18n/<language>.po`; English needs none. Which
language is spoken is chosen in `notifier.words.language`; the modules beside it make sentences of domain values. Every
text is plain: what comes from outside is put on one line and shortened, never interpreted.
"""

from notifier.core.failure import N_
from notifier.words.language import _, ngettext, pgettext

__all__ = ["N_", "_", "ngettext", "pgettext"]
