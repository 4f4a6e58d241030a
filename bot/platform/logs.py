"""What the bot tells its operator: lines without anybody's words, names, tokens or ids."""

import hashlib
import hmac
import logging
import re
import secrets
import sys
import threading
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

log = logging.getLogger(__name__)

OURS = "bot"
# At DEBUG they write down whole requests and answers, with the words, names and tokens in them.
_TALKATIVE = ("slack_bolt", "slack_sdk")
# They tell at INFO of every tick, line, statement and plugin.
_TICKING = ("apscheduler", "alembic.runtime.plugins", "sqlalchemy", "uvicorn", "websockets")
# Judgement: what a library has to say fits in here; what is longer quotes a request or an answer.
_LONGEST_FOREIGN = 200

# Slack's ids of people: nine or eleven letters and digits, so that WAITING and WARNING stay words.
_PERSON = re.compile(
    r"(?<![A-Za-z0-9])(?:[UW](?=[A-Z]*[0-9])[A-Z0-9]{6,}|[UW][A-Z]{8,})(?![A-Za-z0-9])|^[UW][A-Z0-9]{6,}$"
)
_SECRETS = re.compile(
    r"(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w.-]+"  # Slack's tokens
    r"|gAAAA[\w-]{16,}={0,2}"  # a private text as it is stored
    r"|(?<![\w-])[\w-]{43}=(?![\w=-])"  # an encryption key
)
# What follows the host is the secret of a response_url, a calendar or a line, or somebody's link.
_ADDRESS = re.compile(r"\b([a-z][a-z0-9+]*)://(?:[^\s/@]*@)?([\w.:-]*)[^\s\"'<>)\]]*", re.IGNORECASE)

_as_they_are = frozenset({"timestamp", "level"})
_secret = secrets.token_bytes(32)


def set_up(*, as_json: bool, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send what every logger says to stderr, one line of JSON each or readable; a second time replaces it.

    ``level`` is that of the bot's own loggers; those of libraries say nothing below INFO. An error that
    nobody catches is told the same way: its kind and its place.
    """
    root = logging.getLogger()
    root.handlers[:] = [each for each in root.handlers if not isinstance(each, Handler)]
    root.addHandler(Handler(as_json=as_json, stream=stream))
    root.setLevel(max(level, logging.INFO))
    logging.getLogger(OURS).setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.INFO))
    for name in _TICKING:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _nobody_caught
    threading.excepthook = _no_thread_caught


def know_people_by(key: str) -> None:
    """From now on a person has the same mark in every process that has this encryption key."""
    global _secret
    _secret = hmac.digest(key.encode(), b"tend: marks of people in logs", "sha256")


def mark_of(person_id: str) -> str:
    """What stands for a person in a log: always the same, and no way back without the key."""
    return f"person:{hmac.new(_secret, person_id.encode(), hashlib.sha256).hexdigest()[:10]}"


def withheld(said: str) -> str:
    """``said`` without tokens, keys and addresses, and with a mark for each of Slack's ids of people."""
    said = _SECRETS.sub("(secret)", said)
    said = _ADDRESS.sub(r"\1://\2/(withheld)", said)
    return _PERSON.sub(lambda found: mark_of(found[0]), said)


def name_request(key: str) -> None:
    """Let every line from here on, in this thread, carry a short name of the request being answered.

    ``key`` is the request's own, the same when Slack brings it again; only a hash of it is written.
    """
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=hashlib.sha256(key.encode()).hexdigest()[:10])


def name_of_request() -> str | None:
    """The short name of the request that this thread answers, or carries on; None: of none."""
    named: str | None = structlog.contextvars.get_contextvars().get("request")
    return named


def carry_on(request: str | None) -> None:
    """Let every line from here on, in this thread, carry the name of a request that was answered earlier.

    None: of none, as for what happens by itself.
    """
    structlog.contextvars.clear_contextvars()
    if request is not None:
        structlog.contextvars.bind_contextvars(request=request)


class Handler(logging.Handler):
    """Writes to ``stream``, and to whatever is stderr at that moment without one."""

    def __init__(self, *, as_json: bool, stream: TextIO | None = None) -> None:
        super().__init__()
        self._stream = stream
        renderer: Processor = (
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if as_json
            else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
        )
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                processors=[
                    structlog.contextvars.merge_contextvars,
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.ExtraAdder(allow=("workspace",)),
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                    _errors_by_kind_and_place,
                    _withhold,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
            )
        )

    def emit(self, record: logging.LogRecord) -> None:
        try:
            stream = self._stream or sys.stderr
            stream.write(self.format(_without_messages_of_errors(record)) + "\n")
            stream.flush()
        except Exception:  # noqa: BLE001  logging's own report would quote the arguments
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Say where a line was lost, not what it would have said."""
        (self._stream or sys.stderr).write(f"A line of {record.name}:{record.lineno} could not be written.\n")


def _without_messages_of_errors(record: logging.LogRecord) -> logging.LogRecord:
    """The same, with the kind of an error where its message would stand, however deep it lies."""
    if not _holds_an_error((record.msg, record.args)):
        return record
    copy = logging.makeLogRecord(record.__dict__)
    copy.msg, copy.args = _by_kind(record.msg), _by_kind(record.args)
    return copy


def _holds_an_error(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_an_error, value.items()))
    if isinstance(value, list | tuple | set | frozenset):
        return any(map(_holds_an_error, value))
    return isinstance(value, BaseException)


def _by_kind(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_by_kind(name): _by_kind(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_by_kind, value))
    if isinstance(value, list | set | frozenset):
        return [_by_kind(inner) for inner in value]
    return type(value).__name__ if isinstance(value, BaseException) else value


def _errors_by_kind_and_place(_logger: Any, _method: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event["_record"]
    is_ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    said = str(event["event"])
    exc_info = event.pop("exc_info", None)
    error = exc_info[1] if isinstance(exc_info, tuple) else None
    told = []
    while error is not None:
        told.append(type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__)))
        for quoted in filter(None, (repr(error), str(error))):
            said = said.replace(quoted, type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if told:
        event["exception"] = "because of ".join(told).rstrip()
    if not is_ours:
        said = said.strip().partition("\n")[0][:_LONGEST_FOREIGN]
    event["event"] = said
    return event


def _withhold(_logger: Any, _method: str, event: EventDict) -> EventDict:
    for name in event.keys() - _as_they_are:
        if not name.startswith("_"):
            event[name] = _withheld_in(event[name])
    return event


def _withheld_in(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {_withheld_in(name): _withheld_in(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_withheld_in(inner) for inner in value]
    return withheld(str(_by_kind(value)))


def _nobody_caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("an error that nobody expected", exc_info=(kind, error, trace))


def _no_thread_caught(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not issubclass(failed.exc_type, SystemExit):
        log.critical(
            "an error in a thread", exc_info=(failed.exc_type, failed.exc_value, failed.exc_traceback)
        )
