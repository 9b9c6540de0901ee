"""The words of a command line, as a POSIX shell or Windows' cmd would split it. Nothing is run or looked up."""

import re
import sys

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_VARIABLE = re.compile(rf"\$(?:({_NAME})|\{{({_NAME})\}})")
_OPERATORS = ("|", "||", "|&", "&", "&&", ";", ";;", "<", ">", ">>", "<<", "2>", "2>&1", "&>")
_CMD = re.compile(r"\s\^\"|\^[ \t]*$", re.MULTILINE)
_ESCAPES = {
    **dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True)),
    **{char: char for char in "\\'\"?"},
    **dict.fromkeys("eE", "\x1b"),
}
_ESCAPED = re.compile(
    r"\\(?:x(?P<byte>[0-9A-Fa-f]{1,2})|u(?P<short>[0-9A-Fa-f]{1,4})|U(?P<long>[0-9A-Fa-f]{1,8})"
    r"|(?P<octal>[0-7]{1,3})|(?P<char>.))",
    re.DOTALL,
)


class BadCommand(ValueError):
    """A command line that cannot be taken; the message is a sentence for a person."""


def split(text: str) -> list[str]:
    """The words of ``text``, with each variable of the shell, ``$NAME``, as :func:`variable` spells it."""
    if "\0" in text:
        raise BadCommand("A command cannot have the character NUL.")
    return _cmd_words(text) if _CMD.search(text) else _PosixWords(text).words()


def variable(name: str) -> str:
    """Stands in a word for the value of a variable; nothing else in a word has a NUL."""
    return f"\0{name}\0"


# -- POSIX ------------------------------------------------------------------------------------------------------------


class _PosixWords:
    """Splits as sh does, and reads ``$'…'`` as bash and zsh do: browsers copy it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def words(self) -> list[str]:
        found = []
        while (word := self._word()) is not None:
            found.append(word)
        return found

    def _take(self, pattern: str) -> str | None:
        match = re.compile(pattern, re.DOTALL).match(self._text, self._at)
        if match is None:
            return None
        self._at = match.end()
        return match[0]

    def _word(self) -> str | None:
        self._take(r"(?:[ \t\r\n]|\\\r?\n)+")
        if self._at >= len(self._text):
            return None
        begun = self._at
        parts = []
        while (part := self._part()) is not None:
            parts.append(part)
        bare = self._text[begun : self._at]
        if bare in _OPERATORS:
            raise BadCommand(f"This is more than one curl command: leave out “{bare}” and what comes after it.")
        return "".join(parts)

    def _part(self) -> str | None:
        if self._take(r"\\\r?\n"):
            return ""
        if escaped := self._take(r"\\."):
            return escaped[1]
        if self._take(r"\\$"):
            return "\\"
        if plain := self._take(r"[^ \t\r\n\\'\"$`]+"):
            return plain
        if quoted := self._take(r"'[^']*'"):
            return quoted[1:-1]
        if quoted := self._take(r"\$'(?:[^'\\]|\\.)*'"):
            return unescaped(quoted[2:-1])
        if self._take(r'"'):
            return self._double()
        if self._take(r"`"):
            raise BadCommand("A command in backticks is not run: write out what it gives.")
        if self._take(r"'"):
            raise BadCommand("A quotation mark ' is opened and never closed.")
        return self._dollar() if self._text.startswith("$", self._at) else None

    def _double(self) -> str:
        parts = []
        while not self._take(r'"'):
            if self._at >= len(self._text):
                raise BadCommand('A quotation mark " is opened and never closed.')
            if escaped := self._take(r"\\(?:\r?\n|.)"):
                kept = "" if escaped[-1] == "\n" else escaped[1] if escaped[1] in '$`"\\' else escaped
                parts.append(kept)
            elif self._take(r"`"):
                raise BadCommand("A command in backticks is not run: write out what it gives.")
            else:
                parts.append(self._take(r'[^"\\$`]+') or self._dollar())
        return "".join(parts)

    def _dollar(self) -> str:
        match = _VARIABLE.match(self._text, self._at)
        if match:
            self._at = match.end()
            return variable(match[1] or match[2])
        if self._text.startswith(("$(", "${"), self._at):
            raise BadCommand("$(…) and ${…} are not computed: write out what they give, or name a variable, $NAME.")
        self._at += 1
        return "$"


def unescaped(text: str) -> str:
    """What stands between the quotation marks of ``$'…'``: bytes are UTF-8, and pairs of surrogates, as browsers
    write them, are one character."""
    parts: list[bytes] = []
    end = 0
    for match in _ESCAPED.finditer(text):
        parts += (text[end : match.start()].encode(), _bytes(match))
        end = match.end()
    try:
        found = b"".join([*parts, text[end:].encode()]).decode("utf-8", "surrogatepass")
        whole = found.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        raise BadCommand("What stands in $'…' is not valid Unicode.") from None
    return whole.partition("\0")[0]  # as the shell, whose words end there


def _bytes(escape: re.Match[str]) -> bytes:
    if octal := escape["octal"]:
        return bytes([int(octal, 8) & 0xFF])
    if byte := escape["byte"]:
        return bytes([int(byte, 16)])
    if digits := escape["short"] or escape["long"]:
        code = int(digits, 16)
        if code > sys.maxunicode:
            raise BadCommand("What stands in $'…' is not valid Unicode.")
        return chr(code).encode("utf-8", "surrogatepass")
    return _ESCAPES.get(escape["char"], escape[0]).encode()


# -- Windows ----------------------------------------------------------------------------------------------------------


def _cmd_words(text: str) -> list[str]:
    """Splits as cmd and then the C runtime do: first ^ goes, then quotation marks and the backslashes before them."""
    text = _without_carets(text.replace("\r\n", "\n"))
    words: list[str] = []
    word: list[str] | None = None
    quoted = False
    for match in re.finditer(r'(?P<slashes>\\*)(?P<mark>"{1,2})|\\+|\s|[^\\"\s]+', text):
        if match["mark"]:
            word = word or []
            slashes, marks = len(match["slashes"]), len(match["mark"])
            word.append("\\" * (slashes // 2))
            if slashes % 2:
                word.append('"')
                marks -= 1
            if marks == 2 and quoted:
                word.append('"')
            elif marks == 1:
                quoted = not quoted
        elif match[0].isspace() and not quoted:
            words += [] if word is None else ["".join(word)]
            word = None
        else:
            word = [*(word or []), match[0]]
    if quoted:
        raise BadCommand('A quotation mark " is opened and never closed.')
    return words if word is None else [*words, "".join(word)]


def _without_carets(text: str) -> str:
    """What cmd makes of ``^``: outside quotation marks it makes the next character an ordinary one, and at the end of
    a line it joins the next line."""
    kept: list[str] = []
    quoted = False
    characters = iter(text)
    for char in characters:
        if char == "^" and not quoted:
            following = next(characters, "")
            kept.append(next(characters, "") if following == "\n" else following)
        else:
            quoted ^= char == '"'
            kept.append(char)
    return "".join(kept)
