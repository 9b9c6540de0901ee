"""The text of a curl command to the request it makes, and back. Nothing is run, and no file is read.

What curl would send is what API Monitor sends, but for its own User-Agent and Accept where the command has none, and
HTTP/1.1 where the command does not ask for HTTP/2. Redirects are followed with and without ``-L``, since commands that
browsers copy never have it; ``--max-redirs`` says how many. Commands that are written have no ``-L`` either: curl would
hand headers on to whatever place a redirect leads to.
"""

from shlex import quote
from urllib.parse import quote as url_quote
from urllib.parse import urlsplit

from agent.interchange import curl_who
from agent.interchange.curl_command import FORM, Command, Request, take_options
from agent.interchange.shell import BadCommand, split
from agent.interchange.variables import quoted
from agent.model import HttpTarget

__all__ = ["BadCommand", "Request", "read", "write"]


def read(text: str) -> Request:
    """The request of a curl command. :class:`BadCommand` tells what of it cannot be taken, pydantic's ValidationError
    what is wrong with its parts."""
    words = split(text.strip().removeprefix("$ "))
    if not words or words[0] not in ("curl", "curl.exe"):
        raise BadCommand("Expected a command that begins with curl.")
    command = Command()
    take_options(command, words[1:])
    return command.request()


def write(target: HttpTarget, timeout: float | None = None) -> str:
    """The curl command that makes the request of ``target``. In place of a secret stands a variable of the shell:
    that of its reference to the environment, else :data:`~agent.interchange.variables.PLACEHOLDER`."""
    method = "" if target.method == ("POST" if target.body else "GET") else f"-X {target.method}"
    parts = ["-I" if target.method == "HEAD" else method]
    parts += curl_who.words(target)
    for header in target.headers:
        parts.append(f"-H {quoted(f'{header.name}: ' if header.text else f'{header.name};', header.value)}")
    parts += [*_query(target), *_body(target), *_way(target)]
    parts += [
        "" if target.verify_tls else "-k",
        f"--cacert {quote(target.ca_file)}" if target.ca_file else "",
        f"-m {timeout:g}" if timeout else "",
    ]
    return " ".join(["curl", *filter(None, parts), quote(target.url)])


def _query(target: HttpTarget) -> list[str]:
    """The parameters of the query; curl before 7.87 knows no way to send them beside a body."""
    option = "--url-query" if target.body else "--data-urlencode"
    pairs = [*((item.name, item.value) for item in target.query), *curl_who.query_key(target)]
    given = [f"{option} {quoted(f'{_encoded(name)}=', value)}" for name, value in pairs]
    return given if target.body or not given else ["-G", *given]


def _encoded(name: str) -> str:
    """As curl, which encodes only values itself, wants a name."""
    return url_quote(name, safe="")


def _body(target: HttpTarget) -> list[str]:
    if not target.body:
        return []
    named = target.header("content-type") is not None
    if target.body_kind == "form" and not named:
        lines = [line.partition("=") for line in target.body.splitlines() if line.strip()]
        if all(name.strip() for name, _, _ in lines):
            return [f"--data-urlencode {quote(f'{_encoded(name.strip())}={value}')}" for name, _, value in lines]
    sent = quote(target.payload.decode())
    kind = "" if named or target.content_type == FORM else f"-H {quote(f'Content-Type: {target.content_type}')}"
    return [kind, f"--data-raw {sent}"]


def _way(target: HttpTarget) -> list[str]:
    """The version of HTTP and the way to the server, in words of curl where it has some."""
    proxy_user = target.proxy_username or target.proxy_password.get_secret_value()
    parts = urlsplit(target.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = f"[{target.resolve}]" if ":" in target.resolve else target.resolve
    return [
        "--compressed" if target.header("accept-encoding") else "",
        {"auto": "--http2", "2": "--http2-prior-knowledge"}.get(target.http_version, ""),
        {"ipv4_only": "-4", "ipv6_only": "-6"}.get(target.ip, ""),
        f"--max-redirs {target.max_redirects}" if target.max_redirects != 10 else "",
        f"-x {quote(target.proxy)}" if target.proxy not in ("", "system", "none") else "",
        f"-U {quoted(f'{target.proxy_username}:', target.proxy_password)}" if proxy_user else "",
        f"--resolve {quote(f'{target.host}:{port}:{address}')}" if target.resolve and ":" not in target.host else "",
    ]
