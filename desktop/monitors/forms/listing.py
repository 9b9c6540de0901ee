"""How a monitor stands in the list."""

from desktop.monitors.forms.editors import Switch, Words
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.section import Section
from desktop.text import tr


class ListingGroup(Group):
    """Tags and pausing."""

    def __init__(self) -> None:
        section = Section()
        section.add("tags", tr("Tags"), Words("prod, billing"), hint=tr("Several with commas between."))
        section.add("paused", tr("Paused"), Switch(tr("Do not check for now")))
        super().__init__(tr("L&ist"), section)
