"""No secret is in what is kept, whichever way a server spells it; what is innocent stays readable."""

import html
import json
from base64 import b64encode
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.redaction import REDACTED, Redactor

SECRETS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), min_size=4, max_size=30).filter(
    lambda text: text == text.strip()
)
SPELLINGS = (
    str,
    str.upper,
    quote,
    quote_plus,
    lambda text: quote(text, safe="").lower(),
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1].replace("/", "\\/"),
    html.escape,
    lambda text: b64encode(text.encode()).decode(),
)


@given(SECRETS, st.sampled_from(SPELLINGS), st.text(max_size=30), st.text(max_size=30))
def test_a_secret_is_found_however_it_is_spelled(secret: str, spelling, before: str, after: str) -> None:
    spelled = spelling(secret) if spelling is not str.upper or secret.isascii() else secret
    shown = Redactor([secret]).body(f"{before}\n{spelled}\n{after}")
    assert REDACTED in shown
    assert f"\n{spelled}\n" not in shown


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_taken_and_a_text_without_secrets_stays(text: str, whole: bool) -> None:
    assert isinstance(Redactor(["canary-1", "x"], ["Bearer abc"]).body(text, whole), str)
    words = "".join(filter(str.isalpha, text))
    assert Redactor(["canary-1"]).text(words) == words


def test_values_in_places_for_secrets_are_replaced_and_found_elsewhere() -> None:
    redactor = Redactor([], ["Bearer tok-12345", "sid=abcdef99; theme=dark"])
    assert redactor.header("Authorization", "Bearer tok-12345") == f"Bearer {REDACTED}"
    assert redactor.header("Set-Cookie", "sid=zz; Path=/; HttpOnly") == f"sid={REDACTED}; Path=/; HttpOnly"
    assert redactor.header("WWW-Authenticate", 'Bearer realm="api"') == 'Bearer realm="api"'
    assert redactor.header("X-API-Key", "k") == REDACTED
    assert redactor.header("X-Seen", "tok-12345 and abcdef99") == f"{REDACTED} and {REDACTED}"
    assert redactor.header("Location", "https://u:p@a.b/c?access_token=1&page=2") == (
        f"https://{REDACTED}@a.b/c?access_token={REDACTED}&page=2"
    )


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ('{"access_token": "a1", "token_type": "Bearer"}', '{"access_token": "«redacted»", "token_type": "Bearer"}'),
        ('{"password":"a\\"b","author":"Bob"}', '{"password":"«redacted»","author":"Bob"}'),
        ('{"client-secret": "cut off he', '{"client-secret": "«redacted»'),
        ("grant=x&client_secret=hush&a=1", "grant=x&client_secret=«redacted»&a=1"),
        ("<password>hush</password><p>hi</p>", "<password>«redacted»</password><p>hi</p>"),
        ("jwt eyJhbGciOiJI.eyJzdWIiOiIx.c2ln end", "jwt «redacted» end"),
        ('{"tokens": 5, "key": "public"}', '{"tokens": 5, "key": "public"}'),
    ],
)
def test_credentials_that_a_server_hands_out_are_replaced(body: str, kept: str) -> None:
    assert Redactor([]).body(body) == kept


def test_the_beginning_of_a_secret_at_a_cut_end_is_no_leak() -> None:
    redactor = Redactor(["canary-secret-value"])
    assert redactor.body("you said canary-secret", whole=False) == f"you said {REDACTED}"
    assert redactor.body("you said canary-secret", whole=True) == "you said canary-secret"


def test_short_secrets_are_replaced_as_words_only() -> None:
    assert Redactor(["ab"]).text("ab cab AB") == f"{REDACTED} cab {REDACTED}"


def test_what_is_kept_is_inert() -> None:
    assert Redactor([]).body("a\x1b[31mb\u202ec\r\nd\x00") == "a[31mbc\nd"


def test_hostile_texts_take_no_time() -> None:
    """Each of these takes minutes where a pattern goes back and forth over it."""
    redactor = Redactor(["canary"])
    for text in ("eyJ-", '"a"' + " " * 900, "://", '"a": "\\', "&a", "<a>", "<a", " a", ";a=", "canar"):
        text *= 60_000 // len(text)
        assert redactor.body(text, whole=False)
