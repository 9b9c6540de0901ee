"""The tables as Peewee models. What makes them stands in :mod:`agent.store.migrations`.

The models are bound to no database: every query is executed on the connection of the thread that it runs in.
"""

from peewee import AutoField, BlobField, BooleanField, CompositeKey, IntegerField, Model, TextField


class MonitorRow(Model):
    """A monitor. ``document`` is its JSON without id and name; names are unique among those not deleted. One whose
    ``deleted_at`` is 0 is being removed for good. The last three say how far its rollups have come, see
    :mod:`agent.store.rollups`."""

    id = AutoField()
    name = TextField()
    document = TextField()
    window_since = IntegerField()
    deleted_at = IntegerField(null=True)
    hours_until = IntegerField(default=0)
    results_since = IntegerField(default=0)
    hours_since = IntegerField(default=0)

    class Meta:
        table_name = "monitor"


class PaceRow(Model):
    """From ``since`` on the monitor was checked every ``interval`` seconds."""

    monitor = IntegerField()
    since = IntegerField()
    interval = IntegerField()

    class Meta:
        table_name = "pace"
        primary_key = CompositeKey("monitor", "since")


class DetailRow(Model):
    """What checks say again and again, kept once: status code (0: none), message, end of the certificate's
    validity (0: none)."""

    id = AutoField()
    status_code = IntegerField()
    message = TextField()
    certificate_expires_at = IntegerField()

    class Meta:
        table_name = "detail"


class ResultRow(Model):
    """A check. Codes and packing are those of :mod:`agent.store.codec`; ``latency`` is in µs."""

    monitor = IntegerField()
    at = IntegerField()
    outcome = IntegerField()
    cause = IntegerField(null=True)
    latency = IntegerField(null=True)
    detail = IntegerField(null=True)
    phases = BlobField(null=True)

    class Meta:
        table_name = "result"
        primary_key = CompositeKey("monitor", "at")


class RollupRow(Model):
    """A closed hour or day (UTC, ``width`` ms) of a monitor: checks and ms by outcome, µs of good checks' latencies.

    ``first_at`` and ``last_at``, its first and last check, are in ms from its ``start``; ``latencies`` is packed as
    :mod:`agent.store.tally` says.
    """

    monitor = IntegerField()
    width = IntegerField()
    start = IntegerField()
    up = IntegerField()
    degraded = IntegerField()
    down = IntegerField()
    unknown = IntegerField()
    up_ms = IntegerField()
    degraded_ms = IntegerField()
    down_ms = IntegerField()
    unknown_ms = IntegerField()
    latency_sum = IntegerField()
    latency_min = IntegerField(null=True)
    latency_max = IntegerField(null=True)
    first_at = IntegerField(null=True)
    last_at = IntegerField(null=True)
    latencies = BlobField()

    class Meta:
        table_name = "rollup"
        primary_key = CompositeKey("monitor", "width", "start")


class ChannelRow(Model):
    """A channel. ``document`` is its JSON without id and name; the last two say why and since when it fails."""

    id = AutoField()
    name = TextField()
    document = TextField()
    trouble = TextField(null=True)
    trouble_at = IntegerField(null=True)

    class Meta:
        table_name = "channel"


class AlertRow(Model):
    """An alert, field by field as in the model; ``openings`` is a JSON list."""

    id = AutoField()
    monitor = IntegerField()
    kind = TextField()
    cause = TextField()
    message = TextField()
    opened_at = IntegerField()
    closed_at = IntegerField(null=True)
    acknowledged_at = IntegerField(null=True)
    note = TextField()
    flapping = BooleanField()
    openings = TextField()
    due_at = IntegerField(null=True)
    snoozed_until = IntegerField(null=True)
    reminded_at = IntegerField(null=True)
    certificate_expires_at = IntegerField(null=True)
    escalated_at = IntegerField(null=True)
    held_by = TextField(default="")

    class Meta:
        table_name = "alert"


class TransitionRow(Model):
    """A transition of an alert, see :mod:`agent.lifecycle`; ``until`` is the end of a snooze."""

    number = AutoField()
    alert = IntegerField()
    at = IntegerField()
    move = TextField()
    who = TextField()
    why = TextField()
    until = IntegerField(null=True)

    class Meta:
        table_name = "transition"


class CertificateRow(Model):
    """What is remembered of a monitor's certificates, both JSON; see :class:`agent.certificates.Known`."""

    monitor = IntegerField(primary_key=True)
    chain = TextField()
    warned = TextField()

    class Meta:
        table_name = "certificate"


class SettingRow(Model):
    """What holds for all monitors; ``document`` is JSON."""

    name = TextField(primary_key=True)
    document = TextField()

    class Meta:
        table_name = "setting"


class DeliveryRow(Model):
    """A delivery: a row of the outbox; ``notice`` is JSON. Rows of one alert are in the order they were made."""

    number = AutoField()
    id = TextField()
    alert = IntegerField()
    channel = TextField()
    event = TextField()
    notice = TextField()
    state = TextField()
    created_at = IntegerField()
    attempts = IntegerField()
    next_at = IntegerField(null=True)
    sent_at = IntegerField(null=True)
    error = TextField()
    message_id = TextField()
    reference = TextField()

    class Meta:
        table_name = "delivery"


class EvidenceRow(Model):
    """An exchange, packed as :mod:`agent.store.evidence` says, of a check made ``at``: the first failing one of
    ``alert``, or without one the last good or the newest first failing one of ``monitor``."""

    id = AutoField()
    monitor = IntegerField()
    alert = IntegerField(null=True)
    good = BooleanField()
    at = IntegerField()
    packed = BlobField()

    class Meta:
        table_name = "evidence"


TABLES: tuple[type[Model], ...] = (
    MonitorRow,
    PaceRow,
    DetailRow,
    ResultRow,
    RollupRow,
    ChannelRow,
    AlertRow,
    TransitionRow,
    CertificateRow,
    SettingRow,
    DeliveryRow,
    EvidenceRow,
)
