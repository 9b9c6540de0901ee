"""The words of assertions: what they are about, how it is compared, and which of both go together."""

from enum import StrEnum


class Subject(StrEnum):
    """The part of an answer that an assertion is about."""

    STATUS = "status"
    HEADER = "header"
    BODY = "body"
    JSON = "json"
    SCHEMA = "schema"
    RESPONSE_TIME = "response_time"
    PHASE = "phase"
    SIZE = "size"


class Comparison(StrEnum):
    """How the actual value is compared with the expected one."""

    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    CONTAINS = "contains"
    NOT_CONTAINS = "not contains"
    MATCHES = "matches"
    NOT_MATCHES = "not matches"
    EXISTS = "exists"
    NOT_EXISTS = "not exists"
    TYPE = "type"
    LENGTH_EQUAL = "length =="
    LENGTH_LESS = "length <"
    LENGTH_MORE = "length >"
    VALID = "valid"


EQUALITY = (Comparison.EQUAL, Comparison.NOT_EQUAL)
ORDER = (Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST)
PATTERN = (Comparison.MATCHES, Comparison.NOT_MATCHES)
PRESENCE = (Comparison.EXISTS, Comparison.NOT_EXISTS)
LENGTH = (Comparison.LENGTH_EQUAL, Comparison.LENGTH_LESS, Comparison.LENGTH_MORE)
_PART = (Comparison.CONTAINS, Comparison.NOT_CONTAINS)

COMPARISONS: dict[Subject, tuple[Comparison, ...]] = {
    Subject.STATUS: (*EQUALITY, *ORDER),
    Subject.HEADER: (*EQUALITY, *_PART, *PATTERN, *PRESENCE, *ORDER),
    Subject.BODY: (*_PART, *EQUALITY, *PATTERN, *LENGTH),
    Subject.JSON: (*EQUALITY, *ORDER, *_PART, *PATTERN, *PRESENCE, Comparison.TYPE, *LENGTH),
    Subject.SCHEMA: (Comparison.VALID,),
    Subject.RESPONSE_TIME: ORDER,
    Subject.PHASE: ORDER,
    Subject.SIZE: (*ORDER, *EQUALITY),
}
"""The comparisons that go with each subject, the usual ones first."""

PROPERTIES: dict[Subject, str] = {
    Subject.HEADER: "the name of a header",
    Subject.JSON: "a JSONPath such as $.status",
    Subject.PHASE: "one of dns, connect, tls, first_byte, transfer",
}
"""What says which part is meant, for the subjects that have several."""

PHASES = ("dns", "connect", "tls", "first_byte", "transfer")
TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")
"""The types of JSON values that can be expected; an integer is a number too."""

OPPOSITES = {
    Comparison.NOT_EQUAL: Comparison.EQUAL,
    Comparison.NOT_CONTAINS: Comparison.CONTAINS,
    Comparison.NOT_MATCHES: Comparison.MATCHES,
    Comparison.NOT_EXISTS: Comparison.EXISTS,
}
"""The comparisons that hold exactly where another one does not."""
