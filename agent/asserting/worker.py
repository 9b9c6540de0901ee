"""The process that answers questions which may take long: it reads jobs from stdin and writes answers to stdout.

A job is a frame of JSON (the questions and the headers) and one with the body. It is answered by an empty frame once
all that is needed is loaded, so that its time is counted from there, and by a frame of JSON with each finding.
"""

import json
import signal
import struct
import sys
from contextlib import suppress
from typing import IO

from agent.asserting.evaluate import evaluate
from agent.asserting.facts import Facts, Question
from agent.comparisons import PATTERN, Comparison, Subject
from agent.expressions import check_path, read_pattern, read_schema

MEMORY = 1024 * 1024 * 1024
"""So many bytes the process may have, where the system can bound it."""
LONGEST_S = 10
"""A job that takes longer ends the process, where the system can do that: nobody is left who would."""
_LENGTH = struct.Struct("!I")


def write_frame(pipe: IO[bytes], data: bytes | bytearray) -> None:
    """Write ``data`` as one frame."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)


def read_frame(pipe: IO[bytes]) -> bytes:
    """The next frame; EOFError where the other side is gone."""
    head = pipe.read(_LENGTH.size)
    data = pipe.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if len(head) < _LENGTH.size or len(data) < _LENGTH.unpack(head)[0]:
        raise EOFError
    return data


def main() -> None:
    """Answer until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program; it ends this process by leaving
    _bound_memory()
    with suppress(EOFError, BrokenPipeError):
        while True:
            _work(sys.stdin.buffer, sys.stdout.buffer)


def _work(jobs: IO[bytes], answers: IO[bytes]) -> None:
    job = json.loads(read_frame(jobs))
    headers = tuple((name, value) for name, value in job["headers"])
    facts = Facts(headers=headers, body=read_frame(jobs), whole=job["whole"])
    questions = [Question(Subject(s), name, Comparison(c), expected) for s, name, c, expected in job["questions"]]
    for question in questions:
        _load(question)
    write_frame(answers, b"")
    answers.flush()
    _alarm(LONGEST_S)
    for question in questions:
        write_frame(answers, json.dumps(evaluate(question, facts)).encode())
        answers.flush()
    _alarm(0)


def _load(question: Question) -> None:
    if question.comparison in PATTERN:
        read_pattern(question.expected)
    if question.subject is Subject.JSON:
        check_path(question.property)
    elif question.subject is Subject.SCHEMA:
        read_schema(question.expected)


def _alarm(seconds: int) -> None:
    if sys.platform != "win32":
        signal.alarm(seconds)


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
