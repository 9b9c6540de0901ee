"""A message as the two parts of a mail: plain text, and HTML that mail programs show well.

The template is made of tables with inline styles, since that is what mail programs understand; it loads nothing, and
has its own colours for a dark screen where the program asks for them.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from agent.channels.day import DayBar
from agent.channels.wording import Message, Tone

if TYPE_CHECKING:
    from jinja2 import Template

_WORDS: dict[Tone, str] = {"bad": "Problem", "warning": "Warning", "good": "Recovered", "neutral": "Test"}


def plain_page(message: Message, day: DayBar | None = None) -> str:
    """The plain part."""
    width = max((len(fact.label) for fact in message.facts), default=0)
    facts = "\n".join(f"{fact.label + ':':<{width + 2}}{fact.value}" for fact in message.facts)
    bar = f"\n\nLast 24 hours ({day.words}):\n{day.text}" if day else ""
    return f"{message.title}\n\n{message.text}\n\n{facts}{bar}\n\n-- \nSent by API Monitor\n"


def html_page(message: Message, day: DayBar | None = None) -> str:
    """The HTML part; every value is escaped by the template."""
    return _template().render(message=message, word=_WORDS[message.tone], day=day)


@cache
def _template() -> "Template":
    # A third of the time that importing all channels takes, and only who gets mail needs it.
    import jinja2

    source = files("resources").joinpath("email", "message.html").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(source)
