"""The report for reading: HTML that needs nothing else, or PDF."""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from agent.report_words import ReportFormat
from agent.reports.apart import in_thread
from agent.reports.batches import Progress, Task
from agent.reports.content import Content
from agent.reports.gathering import gather
from agent.reports.printing import print_pdf

if TYPE_CHECKING:
    from jinja2 import Template


async def write_document(part: Path, task: Task, title: str, progress: Progress) -> int:
    """Write the document of ``task`` to the file ``part``; of how many monitors it is."""
    progress(0, len(task.monitors))
    content = await gather(task, title, progress)
    if task.format is ReportFormat.PDF:
        await print_pdf(await in_thread(lambda: json.dumps(asdict(content)).encode()), part)
    else:
        await in_thread(lambda: part.write_text(html(content), encoding="utf-8", newline="\n"))
    return len(content.parts)


def html(content: Content) -> str:
    """The page; every text is escaped by the template, the charts were made here."""
    return _template().render(report=content)


@cache
def _template() -> "Template":
    import jinja2  # takes a while to load, and only who wants a document needs it

    source = files("resources").joinpath("reports", "document.html").read_text("utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source)
