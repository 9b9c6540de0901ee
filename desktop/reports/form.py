"""What a report is to be: kind, format, period, time zone, monitors."""

from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from agent.model import DOCUMENTS, FORMATS, Monitor, Report, ReportFormat, ReportKind
from agent.periods import BadPeriod, Preset, bounds
from desktop.clock import now
from desktop.labels import ElidedLabel, error_label, plain
from desktop.monitors.errors import field_errors, mark
from desktop.reports import words
from desktop.reports.choosing import MonitorsChoice
from desktop.reports.zone import ZoneField


class ReportForm(QWidget):
    """``wanted()`` is the report and its period; what is wrong is said at its field."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = _box(self.tr("Kind of report"))
        for kind in ReportKind:
            self.kind.addItem(words.kind_name(kind), kind)
        self.format = _box(self.tr("Format"))
        self.title = QLineEdit()
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(self.tr("Availability report"))
        self.title.setAccessibleName(self.tr("Title"))
        self.bom = QCheckBox(self.tr("Begin with a byte order mark, for old versions of Excel"))
        self.period = _box(self.tr("Period"))
        for preset in Preset:
            self.period.addItem(words.preset_name(preset), preset)
        self.period.setCurrentIndex(self.period.findData(Preset.LAST_MONTH))
        self.first, self.last = self._day(self.tr("First day")), self._day(self.tr("Last day"))
        self.zone = ZoneField()
        self.monitors = MonitorsChoice()
        self._said = ElidedLabel(rank="second")
        self._span = plain(rank="second")
        self._errors = {name: error_label() for name in ("period", "zone", "monitors")}
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._offer_formats)
        self.format.currentIndexChanged.connect(self._refresh)
        self.period.currentIndexChanged.connect(self._refresh)
        for day in (self.first, self.last):
            day.dateChanged.connect(self._refresh)
        self.zone.edited.connect(self._refresh)
        self.monitors.changed.connect(self._refresh)
        self._offer_formats()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        days = QHBoxLayout()
        days.setSpacing(8)
        self._to = plain("–")
        for part in (self.period, self.first, self._to, self.last):
            days.addWidget(part)
        days.addStretch(1)
        self._add(form, self.tr("Report"), self.kind, self._said)
        self._add(form, self.tr("Format"), self.format, self.bom)
        self._title_label = self._add(form, self.tr("Title"), self.title)
        period = self._add(form, self.tr("Period"), days, self._span, self._errors["period"])
        period.setBuddy(self.period)
        self._add(form, self.tr("Time zone"), self.zone, self._errors["zone"])
        self._add(form, self.tr("Monitors"), self.monitors, self._errors["monitors"])

    def _add(self, form: QFormLayout, title: str, field: QWidget | QHBoxLayout, *below: QWidget) -> QLabel:
        column = QVBoxLayout()
        column.setSpacing(4)
        label = plain(title)
        if isinstance(field, QWidget):
            narrow = isinstance(field, QComboBox)
            column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
            label.setBuddy(field)
        else:
            column.addLayout(field)
        for part in below:
            column.addWidget(part)
        form.addRow(label, column)
        return label

    def _day(self, name: str) -> QDateEdit:
        field = QDateEdit(QDate.currentDate())
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        field.setMinimumDate(QDate(1970, 1, 1))
        field.setAccessibleName(name)
        return field

    def offer(self, monitors: tuple[Monitor, ...]) -> None:
        """Offer these monitors and their tags."""
        self.monitors.offer(monitors)

    def wanted(self) -> tuple[Report, int, int] | None:
        """The report with its beginning and end; None after it was said what is wrong."""
        self._say({})
        if not self.monitors.everything and not any(self.monitors.chosen):
            self._say({"monitors": self.tr("Tick at least one monitor or tag.")})
            self.monitors.setFocus()
            return None
        names, tags = ((), ()) if self.monitors.everything else self.monitors.chosen
        form = self._format()
        bom = form is ReportFormat.CSV and self.bom.isChecked()
        title = self.title.text().strip() if form in DOCUMENTS else ""
        values = {"kind": self.kind.currentData(), "format": form, "title": title}
        values |= {"zone": self.zone.value(), "bom": bom}
        try:
            report = Report.model_validate({**values, "monitors": names, "tags": tags})
            start, end = self._bounds(report.zone)
        except ValidationError as error:
            self._say({"zone": field_errors(error)[0].message})
            self.zone.setFocus()
            return None
        except BadPeriod as error:
            self._say({"period": f"{str(error)[:1].upper()}{str(error)[1:]}."})
            (self.first if error.field == "first" else self.last).setFocus()
            return None
        return report, start, end

    def error(self, name: str) -> str:
        label = self._errors[name]
        return "" if label.isHidden() else label.text()

    def _say(self, errors: dict[str, str]) -> None:
        for name, label in self._errors.items():
            label.setText(errors.get(name, ""))
            label.setVisible(name in errors)
        mark(self.zone, invalid="zone" in errors)

    def _format(self) -> ReportFormat:
        return ReportFormat(self.format.currentData())

    def _bounds(self, zone: str) -> tuple[int, int]:
        preset = Preset(self.period.currentData())
        days: list[date] = [field.date().toPython() for field in (self.first, self.last)]  # type: ignore[misc]
        return bounds(preset, zone, now(), *days)

    @Slot()
    def _offer_formats(self) -> None:
        kind = ReportKind(self.kind.currentData())
        self._said.set_text(words.kind_said(kind))
        before = self.format.currentData()
        blocked = self.format.blockSignals(True)
        self.format.clear()
        for form in FORMATS[kind]:
            self.format.addItem(words.format_name(form), form)
        self.format.setCurrentIndex(max(0, self.format.findData(before)))
        self.format.blockSignals(blocked)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self.bom.setVisible(self._format() is ReportFormat.CSV)
        for field in (self._title_label, self.title):
            field.setVisible(self._format() in DOCUMENTS)
        custom = self.period.currentData() == Preset.CUSTOM
        for part in (self.first, self._to, self.last):
            part.setVisible(custom)
        self._say({})
        self._span.setText(self._span_said())
        self.edited.emit()

    def _span_said(self) -> str:
        """From when to when, "" where that cannot be said."""
        try:
            zone = Report(zone=self.zone.value()).zone
            start, end = self._bounds(zone)
        except (ValidationError, BadPeriod):
            return ""
        return words.span(start, end, zone)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
