"""Commands of curl as people paste them, and commands that make the same request again."""

import os
import subprocess
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from agent.interchange import curl
from agent.interchange.shell import split
from agent.model import Header, HttpTarget, Parameter
from agent.parameters import is_credential

CHROME_BASH = r"""curl 'https://api.example.com/v1/items?page=2&all=1' \
  -X 'POST' \
  -H 'accept: application/json, text/plain, */*' \
  -H 'content-type: application/json' \
  -b 'sid=c4nary; theme=dark' \
  -H 'connection: keep-alive' -H 'content-length: 17' \
  --data-raw $'{"name":"it\'s \u0021 \ud83d\ude00\\n"}' \
  --compressed
"""
CHROME_CMD = (
    'curl ^"https://api.example.com/v1/items?page=2^&all=1^" ^\r\n'
    '  -H ^"accept: application/json^" ^\r\n'
    '  -H ^"content-type: application/json^" ^\r\n'
    '  --data-raw ^"^{^\\^"name^\\^":^\\^"100^%^ ^\r\n\r\nof it^\\^"^}^"'
)

Q = (Parameter(name="q", value="ä b"), Parameter(name="a/b"))


def target(command: str) -> HttpTarget:
    return curl.read(command).target


def headers(command: str) -> dict[str, str]:
    return {header.name: header.text for header in target(command).headers}


def test_what_a_browser_copies_for_bash() -> None:
    found = target(CHROME_BASH)
    assert (found.method, found.url) == ("POST", "https://api.example.com/v1/items?page=2&all=1")
    assert found.body == '{"name":"it\'s ! 😀\\n"}'
    assert headers(CHROME_BASH) == {
        "accept": "application/json, text/plain, */*",
        "content-type": "application/json",
        "Cookie": "sid=c4nary; theme=dark",
        "Accept-Encoding": "gzip, deflate, br, zstd",
    }
    assert "c4nary" not in repr(found)


def test_what_a_browser_copies_for_windows() -> None:
    found = target(CHROME_CMD)
    assert (found.method, found.url) == ("POST", "https://api.example.com/v1/items?page=2&all=1")
    assert found.body == '{"name":"100% \nof it"}'
    assert headers(CHROME_CMD) == {"accept": "application/json", "content-type": "application/json"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", {"method": "GET"}),
        ("-I", {"method": "HEAD"}),
        ("-XDELETE", {"method": "DELETE"}),
        ("--request PATCH", {"method": "PATCH"}),
        ("-d a=1 --data 'b=@2'", {"method": "POST", "body": "a=1&b=@2"}),
        ("--data-raw @no-file", {"method": "POST", "body": "@no-file"}),
        ("-X PUT --data-binary ' x '", {"method": "PUT", "body": " x "}),
        ("--json '{' --json '}'", {"method": "POST", "body": "{}"}),
        ("-G -d a=1 --data-urlencode 'q=ä b'", {"method": "GET", "url": "http://x.example/p?z=0&a=1&q=%C3%A4+b"}),
        ("-G --data-urlencode 'q=ä b' --data-urlencode a%2Fb=", {"url": "http://x.example/p?z=0", "query": Q}),
        ("-X POST -d a --url-query 'q=ä b' --url-query a%2Fb=", {"method": "POST", "body": "a", "query": Q}),
        ("--data-urlencode 'q=ä b' --data-urlencode 'x = 1'", {"body": "q=%C3%A4+b&x =+1", "body_kind": "auto"}),
        ("--data-urlencode 'q=ä b' --data-urlencode x=1=2", {"body": "q=ä b\nx=1=2", "body_kind": "form"}),
        ("--http2", {"http_version": "auto"}),
        ("--http2-prior-knowledge", {"http_version": "2"}),
        ("--http1.1", {"http_version": "1.1"}),
        ("-4", {"ip": "ipv4_only"}),
        ("--ipv6", {"ip": "ipv6_only"}),
        ("-L", {"max_redirects": 10}),
        ("-L --max-redirs 3", {"max_redirects": 3}),
        ("--max-redirs -1", {"max_redirects": 10}),
        ("--max-redirs 99", {"max_redirects": 10}),
        ("-x proxy.example:3128", {"proxy": "http://proxy.example:3128"}),
        ("--proxy https://proxy.example/", {"proxy": "https://proxy.example:1080"}),
        ("--socks5 p.example -U me:pw", {"proxy": "socks5://p.example:1080", "proxy_password": SecretStr("pw")}),
        ('-x socks5h://p.example:9 -U me:"$PW"', {"proxy_username": "me", "proxy_password": SecretStr("${env:PW}")}),
        ("-x http://me:pw@[::1]:1", {"proxy": "http://[::1]:1", "proxy_password": SecretStr("pw")}),
        ("-x '' --noproxy '*'", {"proxy": ""}),
        ("--resolve x.example:80:192.0.2.7,192.0.2.8", {"resolve": "192.0.2.7"}),
        ("--resolve '*:80:[::1]'", {"resolve": "::1"}),
        ("--resolve x.example:443:192.0.2.7 --resolve y.example:80:192.0.2.7", {"resolve": ""}),
        ("-u me:pa:ss", {"username": "me", "password": SecretStr("pa:ss")}),
        ('-u me:"$PW"', {"username": "me", "password": SecretStr("${env:PW}")}),
        ("-u me:pw --digest", {"username": "me", "auth": "digest"}),
        ("--digest --basic -u me", {"auth": "basic"}),
        ("--oauth2-bearer abc", {"bearer_token": SecretStr("abc"), "headers": ()}),
        ('--oauth2-bearer "$TOKEN"', {"bearer_token": SecretStr("${env:TOKEN}")}),
        ('-H "authorization: bearer $TOKEN"', {"bearer_token": SecretStr("${env:TOKEN}"), "headers": ()}),
        ("-sSLk", {"verify_tls": False}),
        ("-v --compressed --http2 -o /dev/null -w '%{http_code}' --retry 3", {"method": "GET"}),
        ("--cacert 'my ca.pem'", {"ca_file": "my ca.pem"}),
    ],
)
def test_options(options: str, expected: dict[str, object]) -> None:
    found = target(f"curl {options} 'http://x.example/p?z=0'")
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("options", "certificate", "key", "password"),
    [
        ("-E me.pem", "me.pem", "", ""),
        ("--cert me.pem:pa:ss", "me.pem", "", "pa:ss"),
        ('--cert me.p12:"$PW" --cert-type p12', "me.p12", "", "${env:PW}"),
        ("-E me.pem --key me.key --key-type PEM --pass pw", "me.pem", "me.key", "pw"),
        (r"-E 'a\:b\\c\d:pw'", r"a:b\c\d", "", "pw"),
        (r"-E 'C:\me.pem:pw'", r"C:\me.pem", "", "pw"),
        ("-E C:/me.pem", "C:/me.pem", "", ""),
        ("-E c:pw", "c", "", "pw"),
    ],
)
def test_a_client_certificate(options: str, certificate: str, key: str, password: str) -> None:
    found = target(f"curl {options} https://x.example")
    assert (found.client_certificate, found.client_key) == (certificate, key)
    assert found.client_key_password.get_secret_value() == password


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--compressed", {"Accept-Encoding": "gzip, deflate, br, zstd"}),
        ("--compressed -H 'accept-encoding: gzip'", {"accept-encoding": "gzip"}),
        ("-d a=1", {"Content-Type": "application/x-www-form-urlencoded"}),
        ("-d a=1 -H 'Content-Type:'", {}),
        ("--json 1", {"Content-Type": "application/json", "Accept": "application/json"}),
        ("--json 1 -H 'accept: text/plain'", {"accept": "text/plain", "Content-Type": "application/json"}),
        ("-A 'me/1' -e https://from.example", {"User-Agent": "me/1", "Referer": "https://from.example"}),
        ("-b a=1 -b b=2", {"Cookie": "a=1; b=2"}),
        ("-H 'Accept: a' -H 'accept: b'", {"accept": "a, b"}),
        ("-H 'X-Empty;'", {"X-Empty": ""}),
        ("-H 'Authorization: ApiKey abc'", {"Authorization": "ApiKey abc"}),
        ('-H "X-API-Key: $KEY"', {"X-API-Key": "${env:KEY}"}),
        ("-H 'X-Price: $5'", {"X-Price": "$5"}),
    ],
)
def test_headers(options: str, expected: dict[str, str]) -> None:
    assert headers(f"curl {options} http://x.example") == expected


def test_the_timeout() -> None:
    assert curl.read("curl -m 2.5 --connect-timeout 9 x.example").timeout == "2.5"
    assert curl.read("curl --max-time 0 x.example").timeout is None


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("curl", "has no address"),
        ("curl http://a.example http://b.example", "more than one address"),
        ("curl http://a.example | jq .", "leave out “|”"),
        ("curl -d @body.json http://a.example", "Files are not read: write the content of “@body.json”"),
        ("curl -H @headers http://a.example", "Files are not read"),
        ("curl -b cookies.txt http://a.example", "Files are not read"),
        ("curl -F file=x http://a.example", "The option -F of curl cannot be taken over"),
        ("curl --socks4 p.example http://a.example", "The option --socks4 of curl"),
        ("curl -x ftp://p.example http://a.example", "socks5h://"),
        ("curl --resolve a.example http://a.example", "--resolve host:443:192.0.2.7"),
        ("curl --resolve a.example:80:b.example http://a.example", "expected an IP address"),
        ("curl --max-redirs many http://a.example", "valid integer"),
        ("curl --url-query @file http://a.example", "Expected a name and a value"),
        ("curl --url-query alone http://a.example", "Expected a name and a value"),
        ('curl -d "a=$A" http://a.example', "The variable $A"),
        ('curl --data-urlencode "a=$A" http://a.example', "The variable $A"),
        ("curl http://a.example -H", "After -H a value is missing"),
        ("curl -H 'no colon' http://a.example", "Expected a header such as"),
        ("curl 'http://a.example", "never closed"),
        ('curl "http://a.example', "never closed"),
        ('curl ^"http://a.example', "never closed"),
        ("curl http://a.example/$(whoami)", "not computed"),
        ("curl http://a.example/`whoami`", "not run"),
        ('curl -H "Authorization: Key $TOKEN" http://a.example', "The variable $TOKEN can only stand for the whole"),
        ("curl -u a:b --oauth2-bearer c http://a.example", "exclude each other"),
        ("curl --ntlm -u a:b http://a.example", "The option --ntlm of curl cannot be taken over"),
        ("curl -E me.der --cert-type DER https://a.example", "Expected a certificate or key of type PEM or P12"),
        ("curl -E me.pem http://a.example", "https:// addresses only"),
        ('curl -E "$FILE" https://a.example', "The variable $FILE"),
        ("curl http://a.example/$ID", "The variable $ID"),
        ("curl $'http://a.example/\\xff'", "not valid Unicode"),
        ("wget http://a.example", "begins with curl"),
        ("curl -H 'X-Ä: 1' http://a.example", "“X-Ä” is no name of a header"),
        ("curl -H 'X-Name: Zoë' http://a.example", "X-Name: a header can have ASCII characters only"),
        ("curl -X GET -d a=1 http://a.example", "a GET request has no body"),
        ("curl -u a:b -H 'Authorization: c' http://a.example", "exclude each other"),
        ("curl ftp://a.example", "http:// or https://"),
    ],
)
def test_what_cannot_be_taken_is_said(command: str, said: str) -> None:
    with pytest.raises((curl.BadCommand, ValidationError)) as refusal:
        curl.read(command)
    assert said in str(refusal.value)


VALUES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20).map(str.strip)
PLAIN = st.from_regex(r"X-[A-Z][a-z]{1,5}-[0-9]", fullmatch=True).filter(lambda name: not is_credential(name))
ENV = st.from_regex(r"[A-Z_][A-Z0-9_]{0,9}", fullmatch=True).map(lambda name: SecretStr(f"${{env:{name}}}"))
PLAIN_HEADERS = st.builds(Header, name=PLAIN, value=VALUES.filter(lambda text: "${" not in text))
SECRET_HEADERS = st.builds(Header, name=st.sampled_from(["X-API-Key", "Cookie", "X-Auth-Token"]), value=ENV)
CONTENT_TYPE = st.just(Header(name="Content-Type", value="text/csv"))
BODIES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=40)


LETTERS = st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=("C", "Z"))
NAMES = st.text(LETTERS, min_size=1, max_size=9)
VALUE = ENV | VALUES.filter(lambda text: "${" not in text)
PLAIN_NAMES = NAMES.map(lambda name: f"q{name}").filter(lambda name: not is_credential(name))  # else written as secrets
PARAMETER = st.builds(Parameter, name=PLAIN_NAMES, value=VALUE)
PARAMETERS = st.lists(PARAMETER, max_size=3).map(tuple)
FORMS = st.lists(
    st.tuples(NAMES.filter(lambda name: "=" not in name), VALUES).map("=".join), min_size=1, max_size=3
).map("\n".join)
PROXIES = st.sampled_from(["", "http://p.example:3128", "https://[::1]:1", "socks5h://p.example:1080"])


USERS = {"username": st.sampled_from(["me", "it's"]), "password": ENV | st.just(SecretStr(""))}
WAYS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({**USERS, "auth": st.sampled_from(["basic", "digest"])}),
    st.fixed_dictionaries({"bearer_token": ENV}),
)
CERTIFICATES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"client_certificate": st.sampled_from(["C:\\me.pem", "/my certificates/a:b.p12"])},
    optional={"client_key": st.just("/etc/me.key"), "client_key_password": ENV},
)


def unlike(header: Header) -> str:
    return header.name.lower()


@st.composite
def targets(draw: st.DrawFn) -> HttpTarget:
    method = draw(st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]))
    found = draw(st.lists(PLAIN_HEADERS | SECRET_HEADERS, max_size=4, unique_by=unlike))
    body = draw(BODIES) if method in ("POST", "PUT", "PATCH", "DELETE") and draw(st.booleans()) else ""
    kind = "auto"
    if body and draw(st.booleans()):
        body, kind = draw(FORMS), "form"
    elif body:
        found.append(draw(CONTENT_TYPE))
    proxy = draw(PROXIES)
    url = draw(st.sampled_from(["https://x.example/?a=b&c='d'", "http://[::1]:8080/$HOME/^", "http://x.example"]))
    certificate = draw(CERTIFICATES) if url.startswith("https:") else {}
    return HttpTarget(
        **draw(WAYS),
        **certificate,
        url=url,
        method=method,
        headers=tuple(found),
        query=draw(PARAMETERS),
        body=body,
        body_kind=kind,
        http_version=draw(st.sampled_from(["1.1", "2", "auto"])),
        ip=draw(st.sampled_from(["auto", "ipv6_only"])),
        max_redirects=draw(st.integers(0, 10)),
        proxy=proxy,
        proxy_username=draw(st.sampled_from(["", "me", "it's"])) if proxy else "",
        proxy_password=draw(ENV | st.just(SecretStr(""))) if proxy else SecretStr(""),
        resolve="" if proxy else draw(st.sampled_from(["", "2001:db8::7"])),
        verify_tls=draw(st.booleans()),
        ca_file=draw(st.sampled_from(["", "/etc/own ca.pem"])),
    )


@given(targets(), st.sampled_from([None, 0.5, 10.0]))
@settings(max_examples=300, deadline=None)
def test_what_is_written_reads_back_the_same(made: HttpTarget, timeout: float | None) -> None:
    read = curl.read(curl.write(made, timeout))
    unsaid = {"resolve": ""} if ":" in made.host else {}  # curl's own option knows no IPv6 address for a host
    assert read.target == made.model_copy(update=unsaid)
    assert (None if read.timeout is None else float(read.timeout)) == timeout


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    with suppress(curl.BadCommand, ValidationError):
        curl.read(f"curl {text}")


def test_a_body_without_a_content_type_gets_the_one_that_is_sent() -> None:
    made = HttpTarget(url="http://x.example", method="POST", body='{"a": 1}')
    assert headers(curl.write(made)) == {"Content-Type": "application/json"}
    assert headers(curl.write(made.model_copy(update={"body": "a"}))) == {"Content-Type": "application/json"}


def test_no_secret_is_written() -> None:
    made = HttpTarget.model_validate(
        {
            "url": "https://x.example",
            "username": "me",
            "password": "canary-1",
            "headers": [
                {"name": "X-API-Key", "value": "canary-2"},
                {"name": "X-Token", "value": "${keychain:canary-3}"},
            ],
        }
    )
    written = curl.write(made)
    assert "canary" not in written
    assert written.count('"$API_MONITOR_SECRET"') == 3
    oauth2 = {"token_url": "https://auth.example/", "client_id": "me", "client_secret": "canary-4"}
    key = {"value": "canary-5", "place": "query"}
    certificate = {"client_certificate": "me.pem", "client_key_password": "canary-6"}
    given = {"url": "https://x.example", "oauth2": oauth2, "api_key": key, **certificate}
    written = curl.write(HttpTarget.model_validate(given))
    assert "canary" not in written
    assert written.count('"$API_MONITOR_SECRET"') == 3
    assert "-H 'Authorization: Bearer '\"$API_MONITOR_SECRET\"" in written


WORDS = st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12), max_size=5)


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_words_are_those_that_bash_sees(words: list[str]) -> None:
    """bash itself quotes them its own way, ``$'…'`` among them, and they come back."""
    spelled = subprocess.run(
        ["bash", "-c", 'for word; do printf "%q " "$word"; done', "bash", *words],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ).stdout.decode()
    assert split(spelled) == words
