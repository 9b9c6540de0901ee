"""Every state of the window that is worth looking at, made with an agent that answers.

:mod:`tests.desktop.screenshots` takes their pictures, and a test walks through all that can be used in them.
"""

from tests.desktop.gallery import banners, channels, charts, dialogs, evidence, monitors, palette, reports, settings
from tests.desktop.gallery.stage import Picture

PICTURES: dict[str, Picture] = {
    **monitors.PICTURES,
    **reports.PICTURES,
    **banners.PICTURES,
    **evidence.PICTURES,
    **palette.PICTURES,
    **charts.PICTURES,
    **dialogs.PICTURES,
    **channels.PICTURES,
    **settings.PICTURES,
}
