"""What can come of a message that was handed to a service."""


class Answer(str):
    """A service accepted the message; the text is what it said.

    ``left_out`` is "" or a sentence that names the recipients whom the service refused while it took the message
    for the others. ``reference`` is how the service calls the message, "" where it does not say.
    """

    __slots__ = ("left_out", "reference")
    left_out: str
    reference: str

    def __new__(cls, text: str, left_out: str = "", reference: str = "") -> "Answer":
        answer = super().__new__(cls, text)
        answer.left_out = left_out
        answer.reference = reference
        return answer


class Rejected(Exception):
    """The service refused the message for good: another try would end the same. The message says why."""


class Unavailable(Exception):
    """The service could not take the message now. The message says why.

    ``retry_after`` is how many seconds the service asked to be left alone, None when it did not say. ``unsure``: it
    may have taken the message all the same, since it went out and no clear answer came.
    """

    def __init__(self, message: str, retry_after: float | None = None, *, unsure: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.unsure = unsure
