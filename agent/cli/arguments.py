"""What may be typed after ``api-monitor``."""

import argparse
from typing import Any

from agent import __version__
from agent.folder import VARIABLE
from agent.report_words import Preset, ReportFormat, ReportKind

PROGRAM = "api-monitor"

_ABOUT = """\
Watches HTTP APIs and tells you when they are really down.
Without a command it opens the window, which checks while it is open."""

_EPILOG = f"""\
examples:
  {PROGRAM}                                       open the window
  {PROGRAM} demo                                  look around without setting anything up
  {PROGRAM} check https://example.org --json      is it up right now?
  {PROGRAM} import monitors.yaml --dry-run        what would this file change?
  {PROGRAM} agent                                 check without a window, until Ctrl+C
  {PROGRAM} status                                how do all monitors stand?

exit codes:
  0  done; check: the answer was good
  1  check: the answer was not good; else: the work failed
  2  wrong use: arguments, dates, a name that does not exist, a file that cannot be imported
  3  the data folder is in use by a running program, and the command needs to write"""

_FORMAT = """\
the file, as YAML or JSON (what is left out has its default, shown where there is one):

  version: 1
  channels:
    - {name: ops, kind: slack, webhook_url: "${env:OPS_SLACK_URL}"}
    - {name: mail, kind: email, host: smtp.example.org, port: 587, security: starttls,   # none, starttls, tls
       sender: monitor@example.org, recipients: [ops@example.org], username: me, password: "${env:SMTP_PASSWORD}"}
    - {name: bot, kind: slack_bot, token: "${env:SLACK_TOKEN}", channel: "#ops", group_seconds: 30}   # of every channel
    - {name: hook, kind: webhook, url: "${env:HOOK_URL}", method: POST, headers: {X-Team: ops}, secret: "${env:SIGN}",
       body: '{"text": "{{title}}"}'}            # all there is to tell
    - {name: push, kind: apprise, url: "${env:APPRISE_URL}"}
    # - {name: run, kind: command, argv: [/usr/local/bin/notify], timeout: 30}   # with --allow-commands only
  tags:                                        # who is told, by tag; what a monitor says itself goes first
    - {name: prod, channels: [ops], remind_every: 60, escalate_after: 15, escalate_to: [mail]}     # minutes
  maintenance:                                 # checks go on, nobody is alerted, nothing enters uptime
    - {name: deploys, repeat: weekly, days: [tue], at: "02:00", minutes: 90, zone: Europe/Berlin, tags: [prod]}
    - {name: move, repeat: once, date: "2030-01-31", at: "22:00", minutes: 480, monitors: [api-prod]}
    # also: repeat: daily; monthly with day: 31; cron with cron: "0 2 * * 1-5"; without monitors and tags for all
  quiet: {mon: "22:00-07:00", sat: "00:00-00:00", zone: Europe/Berlin}   # only what has critical: true is told
  reports:                                       # of the last week or month; kind, format and zone as of `report`
    - {name: monthly, repeat: monthly, day: 1, at: "08:00", channel: mail}      # or folder: /srv/reports, or both
  requests: {proxy: "http://proxy.example.com:3128", user_agent: acme-monitor/1}   # of monitors that say nothing else
  retention: {results: 30, hourly: 365, daily: null, evidence: 30, alerts: 730, size_mb: 2000}   # days; null: for ever
  updates: {on: true, address: "https://example.com/api-monitor.json"}   # asked once a day for a newer version
  monitors:
    - name: api-prod
      kind: http
      url: https://api.example.com/health
      method: GET
      headers: {Accept: application/json, X-API-Key: "${env:API_KEY}"}   # none
      query: {page: "2", token: "${env:TOKEN}"}  # none; added to the address
      body: ""                                   # for POST, PUT, PATCH and DELETE
      body_kind: auto                            # json, form (a name=value a line), xml, text, graphql
      variables: ""                              # of a GraphQL query, a JSON object
      http_version: "1.1"                        # "2", or auto: 2 where the server offers it
      max_redirects: 10                          # 0 judges the redirect itself
      ip: auto                                   # ipv4, ipv6: tried first; ipv4_only, ipv6_only
      resolve: ""                                # an IP address to connect to; without a proxy
      proxy: ""                                  # http, https, socks5 or socks5h address, system or none
      proxy_username: ""                         # with proxy_password
      cache_busting: false                       # a new parameter in the query of every request
      expect: "200-399"                          # codes and ranges
      interval: 60                               # seconds
      timeout: 10                                # seconds
      latency_threshold_ms: 800                  # none
      uptime_target: 99.9                        # none; percent, for the error budget
      apdex_ms: 500                              # T of Apdex; the latency threshold
      rule: {failures: 4, window: 5, hold: 120}  # hold: seconds a closing must last before it is told
      confirm_every: 15                          # seconds; a quarter of the interval, at least 10
      channels: [ops, mail]                      # as a tag says, else all
      alerts:                                    # as a tag says, else the same channels and one message
        {slow: [mail], certificate: [], remind_every: 60, escalate_after: 15, escalate_to: [mail],
         critical: false}                         # true: told in quiet hours too
      tags: [prod]                               # none
      paused: false
      reverse: false                             # true: a request that fails is the good outcome
      assertions:                                # none; see `check --help`
        - json $.status == "ok"
        - degraded_only response_time < 500
    # who asks: one of user name, bearer_token and oauth2, or an Authorization header; any of the others beside it
    - {name: b, url: "https://b.example.com/", username: me, password: "${env:PASSWORD}", auth: digest}   # basic
    - {name: c, url: "https://c.example.com/", bearer_token: "${env:TOKEN}"}
    - name: d
      url: https://d.example.com/
      oauth2: {token_url: "https://auth.example.com/token", client_id: me, client_secret: "${env:SECRET}",
               scope: read, audience: "", client_auth: basic}                        # basic or body
      api_key: {name: X-API-Key, value: "${env:API_KEY}", place: header}             # header or query
      client_certificate: /etc/me.pem                                                # PEM or PKCS#12
      client_key: /etc/me.key                                                        # if it is in a file of its own
      client_key_password: "${env:KEY_PASSWORD}"                                     # if it needs one

A secret written out goes to the system's keychain; ${env:NAME} stays a reference and is read when it is used.
A monitor or channel of the same name is replaced and keeps its history; others stay as they are."""

_ASSERTIONS = """\
assertions, [degraded_only] SUBJECT COMPARISON EXPECTED (degraded_only: failing it is DEGRADED instead of DOWN):

  status < 300                           codes and ranges too: status == 200-204,404
  header Content-Type contains json      ==  !=  contains  matches  <  <=  >  >=  exists, and not contains, not …
  body not matches (?i)error             ==  !=  contains  matches (a regular expression)  length <  length ==  length >
  json $.status == "ok"                  a JSONPath; all of the above, and type string, number, array …
  schema valid {"type": "object"}        a JSON Schema
  response_time < 500                    milliseconds
  phase tls < 100                        milliseconds of dns, connect, tls, first_byte or transfer
  size > 0                               bytes of the body, as it was sent"""

_FIGURES = """\
Uptime       time UP or DEGRADED / time UP, DEGRADED or DOWN; coverage: how much of the period that is
Incidents    down alerts that began in the period; MTTR: how long those lasted on average that ended in it;
             MTBF: time UP or DEGRADED / incidents
Apdex        (satisfied + tolerating / 2) / good and DOWN checks: within T, within 4 T. T is apdex_ms, else
             latency_threshold_ms. From hours that were summed up it comes with the most that it can be off
Error budget (1 - uptime_target) x covered time, in this month with what is still to come; spent: time DOWN
burn rate    how many times faster than allowed it is spent: 1 spends it just by the end"""

_REPLAY = """\
What is left out is as the monitor has it. The checks of the last 30 days are judged as they were made: by another rule
confirmation would have come at other moments. Messages are those about opening, closing and flapping, no reminders."""

_COLUMNS = """\
kinds and what their rows are; the columns are explained in the README:

  document  for reading, as HTML or PDF: figures, charts, incidents and the rules
  summary   a monitor: uptime, coverage, checks, failures, alerts, downtime, latencies
  results   a check: time, outcome, latency, status code, cause, message, phases
  alerts    an alert that was open at some time of the period
  uptime    a monitor and day: uptime, coverage, downtime, checks, failures

A day is one of --zone; --to includes its day, and the report never goes beyond now."""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line. Parsed options have ``data_dir`` and ``command``, which is None for the
    window and else the subcommand's name."""
    main = _Parser(prog=PROGRAM, description=_ABOUT, epilog=_EPILOG)
    main.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help="show the version and end"
    )
    main.add_argument("--data-dir", metavar="DIR", help=_DATA_DIR)
    main.add_argument("--hidden", action=_Windows, help="open the window in the tray, where there is none minimised")
    main.add_argument("--self-test", action=_Windows, help="try every part of this installation, and end")
    commands = main.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    _command(commands, "demo", "open the window on made-up services and some weeks of history", folder=False)

    _command(commands, "agent", "check and alert without a window, until SIGINT or SIGTERM; logs to stderr")

    about = "check an address once, now; exit 0 if the answer is good, else 1"
    check = _command(commands, "check", about, _ASSERTIONS, folder=False)
    check.add_argument("url", metavar="URL", help="the http:// or https:// address")
    check.add_argument("--method", metavar="M", help="request method (default: GET, with --data POST)")
    check.add_argument(
        "-H", "--header", action="append", default=[], metavar="'NAME: VALUE'", help="a header to send; may be repeated"
    )
    check.add_argument("-d", "--data", default="", metavar="BODY", help="the body to send, as it is")
    _way(check)
    _who(check)
    check.add_argument("--expect", default="200-399", metavar="CODES", help="good status codes (default: 200-399)")
    check.add_argument(
        "--assert",
        dest="assertions",
        action="append",
        default=[],
        metavar="ASSERTION",
        help="what must be true of the answer; may be repeated (see below)",
    )
    check.add_argument("--reverse", action="store_true", help="a request that fails is the good outcome")
    check.add_argument("--timeout", default="10", metavar="S", help="seconds the check may take (default: 10)")
    _json(check)

    taking = _command(commands, "import", "add or update monitors and channels by name, all or nothing", _FORMAT)
    taking.add_argument("file", metavar="FILE", help="YAML or JSON as `export` writes it; - for standard input")
    taking.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    taking.add_argument(
        "--allow-commands", action="store_true", help="also take channels that run programs of this machine"
    )

    _command(commands, "export", "write all monitors and channels as YAML; secrets as references")

    status = _command(commands, "status", "how every monitor stands")
    _json(status)

    about = "figures of a monitor: uptime, incidents, latency, Apdex and error budget, of four periods"
    show = _command(commands, "show", about, _FIGURES)
    show.add_argument("name", metavar="NAME", help="the monitor's name")
    _json(show)

    log = _command(commands, "log", "the last checks of a monitor, newest first")
    log.add_argument("name", metavar="NAME", help="the monitor's name")
    log.add_argument("--limit", type=_count, default=20, metavar="N", help="how many checks (default: 20)")
    _json(log)

    alerts = _command(commands, "alerts", "alerts and what became of their deliveries, newest first")
    alerts.add_argument("--limit", type=_count, default=500, metavar="N", help="how many alerts (default: 500)")
    _json(alerts)

    evidence = _command(
        commands, "evidence", "the last good exchange of a monitor, the one that began its failures, and what differs"
    )
    evidence.add_argument("name", metavar="NAME", help="the monitor's name")
    evidence.add_argument("--alert", type=_count, metavar="ID", help="the first failing exchange of this alert")
    _json(evidence)

    replay = _command(
        commands, "replay", "the alerts that another rule would have led to, by the stored checks", _REPLAY
    )
    replay.add_argument("name", metavar="NAME", help="the monitor's name")
    replay.add_argument("--failures", metavar="N", help="so many failures ...")
    replay.add_argument("--window", metavar="M", help="... of the last M checks are down")
    replay.add_argument("--hold", metavar="S", help="seconds a closing must last before it is told")
    replay.add_argument("--latency", metavar="MS", help="slower than this is DEGRADED")
    _json(replay)

    _report(_command(commands, "report", "write a period to a file, as a document or a table", _COLUMNS))

    clean = _command(commands, "clean", "take history away: of monitors, of a period, or single checks", _CLEAN)
    clean.add_argument("--monitor", action="append", default=[], metavar="NAME", help="of this one; may be repeated")
    clean.add_argument("--all", action="store_true", help="of all monitors")
    clean.add_argument("--from", dest="start", metavar="DATE", help="only from then on: a day or a moment")
    clean.add_argument("--to", dest="end", metavar="DATE", help="only until then; a day is included")
    clean.add_argument(
        "--check", action="append", default=[], metavar="TIME", help="the check made then, as log --json has it"
    )
    clean.add_argument("--dry-run", action="store_true", help="say how many checks would go, and change nothing")
    _json(clean)

    storage = _command(commands, "storage", "how much room the data takes, and how long it is kept", _STORAGE)
    storage.add_argument(
        "--compact", action="store_true", help="write the database anew without free room; the program must not run"
    )
    _json(storage)

    backup = _command(commands, "backup", "copies of the database: make, list, restore; look for damage", _BACKUP)
    backup.add_argument("action", choices=["now", "list", "restore", "check"], metavar="now|list|restore|check")
    backup.add_argument("file", nargs="?", metavar="FILE", help="the backup to restore, as list shows it, or any other")
    backup.add_argument("--yes", action="store_true", help="restore it; without this, what is in it is shown")
    _json(backup)
    return main


_BACKUP = """\
The program makes a backup every day it runs and keeps those of 7 days. `restore` shows what is in a backup; with
--yes it takes the place of the database, which is kept beside it. It needs the data folder for itself."""

_CLEAN = """\
Monitors and alerts stay. Uptime, latencies and charts are those of the checks that are left. Where single results are
gone for their age, the hours (UTC) that begin in the period go; where hours are gone too, the days whose noon lies in
it."""

_STORAGE = """\
How long each kind is kept is the `retention` of a file (see `import --help`), or Settings > Storage. `--compact` takes
twice the size of the database on the disk for a while, and minutes where it is large; usually the file shrinks by
itself."""

_DATA_DIR = f"where monitors, history and logs are kept (default: ${VARIABLE}, else the system's folder for data)"


class _Windows(argparse.Action):
    """An option of the window. It never comes here but beside a command, and goes with none."""

    def __init__(self, **given: Any) -> None:
        super().__init__(nargs=0, **given)

    def __call__(self, parser: argparse.ArgumentParser, *rest: Any) -> None:
        parser.error(f"{self.option_strings[0]} goes with no command")


class _Parser(argparse.ArgumentParser):
    """Keeps the line breaks of descriptions, and takes no abbreviations: they would end up in scripts."""

    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **given)


def _command(
    commands: "argparse._SubParsersAction[_Parser]", name: str, about: str, more: str = "", *, folder: bool = True
) -> _Parser:
    command = commands.add_parser(name, help=about, description=f"{about[:1].upper()}{about[1:]}.", epilog=more)
    if folder:
        command.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=_DATA_DIR)
    return command


def _report(report: _Parser) -> None:
    report.add_argument("-o", "--output", required=True, metavar="FILE", help="the file to write")
    said = "default: document for html and pdf, else summary"
    report.add_argument("--kind", choices=list(ReportKind), help=said)
    report.add_argument("--format", choices=list(ReportFormat), help="default: as the file's name ends, else csv")
    report.add_argument("--title", default="", metavar="TITLE", help="what stands above a document")
    presets = [preset for preset in Preset if preset is not Preset.CUSTOM]
    report.add_argument("--period", choices=presets, help="default: last-30-days")
    day = "a day (2026-01-31) or a moment (2026-01-31T12:00Z)"
    report.add_argument("--from", dest="start", metavar="DATE", help=f"instead of --period: beginning, {day}")
    report.add_argument("--to", dest="end", metavar="DATE", help=f"end: {day}; that day is included")
    report.add_argument("--zone", default="", metavar="ZONE", help="such as Europe/Berlin (default: this machine's)")
    report.add_argument("--monitor", action="append", default=[], metavar="NAME", help="only this one; may be repeated")
    report.add_argument("--tag", action="append", default=[], metavar="TAG", help="only those with it; may be repeated")
    report.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for old spreadsheets")


def _way(command: _Parser) -> None:
    """Options that say how, and by which way, a server is asked."""
    way = command.add_argument_group("how it is asked")
    way.add_argument(
        "-q",
        "--query",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter to add to the address; may be repeated",
    )
    kinds = ("json", "form", "xml", "text", "graphql")
    way.add_argument("--kind", default="auto", choices=kinds, help="what --data is; form: a name=value a line")
    way.add_argument("--http2", action="store_true", help="use HTTP/2; a server that does not offer it is not good")
    way.add_argument("--no-redirects", action="store_true", help="judge a redirect itself, do not follow it")
    family = way.add_mutually_exclusive_group()
    family.add_argument("-4", dest="ip", action="store_const", const="ipv4_only", default="auto", help="IPv4 only")
    family.add_argument("-6", dest="ip", action="store_const", const="ipv6_only", help="IPv6 only")
    way.add_argument(
        "--proxy",
        default="",
        metavar="URL",
        help="http://, https://, socks5:// or socks5h:// with host and port, or system for this machine's settings",
    )
    way.add_argument("--resolve", default="", metavar="IP", help="connect to this address, do not look the name up")


def _who(command: _Parser) -> None:
    """Options that say who asks."""
    who = command.add_argument_group(
        "who asks", "Others can read a command line while it runs: ${env:NAME} takes a secret from the environment."
    )
    who.add_argument("-u", "--user", metavar="NAME:PASSWORD", help="user name and password, sent as basic")
    who.add_argument("--digest", action="store_true", help="use digest authentication for --user")
    who.add_argument("--bearer", default="", metavar="TOKEN", help="a bearer token")
    who.add_argument(
        "--oauth2",
        nargs=3,
        metavar=("TOKEN_URL", "CLIENT_ID", "SECRET"),
        help="a token by OAuth 2 client credentials",
    )
    who.add_argument("--scope", default="", metavar="SCOPE", help="the scope to ask for with --oauth2")
    who.add_argument("-E", "--cert", default="", metavar="FILE", help="client certificate, PEM or PKCS#12")
    who.add_argument("--key", default="", metavar="FILE", help="its key (PEM), if it is in a file of its own")
    who.add_argument("--pass", dest="passphrase", default="", metavar="PASSWORD", help="what opens the key")


def _json(command: _Parser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON; times are UTC, latencies milliseconds")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 1000000, got {text!r}")
    return int(text)
