"""What the channels' tests tell of: a monitor that is down."""

from agent.channels import Parcel, parcel
from agent.model import AlertEvent, AlertKind, Cause, Delivery, DeliveryState, Notice

AT = 1_790_000_000_000
DOWN = Notice(
    AlertEvent.OPENED,
    AlertKind.DOWN,
    "api-prod",
    "https://api.example.com/health",
    Cause.UNEXPECTED_STATUS,
    "Expected 200–299, got 503 Service Unavailable",
    at=AT + 45_000,
    opened_at=AT,
    status_code=503,
    latency_ms=41.7,
    failed=4,
    checked=5,
    rule="4 of 5",
)


def told(*notices: Notice, message_id: str = "id") -> Parcel:
    """The message that tells ``notices``, each of an alert of its own."""
    deliveries = [
        Delivery(f"d{number}", number, "ops", notice.event, notice, DeliveryState.PENDING, notice.at)
        for number, notice in enumerate(notices)
    ]
    return parcel(message_id, deliveries)
