"""The configuration as frozen types. The docstrings of the fields become the hover text of the JSON Schema.

Touches nothing but pydantic. What a value needs from outside (the folder of the file, the environment) comes in the
validation's context; without a context, paths stay relative and `${NAME}` stays as it is written.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tracker.config.spelling import (
    WEEKDAYS,
    Address,
    Addresses,
    Channel,
    ClockTime,
    Database,
    Day,
    Days,
    Duration,
    FilePath,
    Filled,
    LocaleName,
    MailboxAddress,
    Name,
    Secret,
    Server,
    Servers,
    SilenceText,
    Unsubscribe,
    WebAddress,
    Words,
    Zone,
    silence_in_words,
)
from tracker.model import Urgency


class Settings(BaseModel):
    """What all parts of the configuration have in common: frozen, and no key that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def exactly_one(*keys: str) -> ConfigDict:
    """For editors: that just one of some keys is given. The loader says it in words of its own."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys]})


class Source(Settings):
    """Where documents come from: exactly one of folder, feed, page or mailbox."""

    model_config = exactly_one("folder", "feed", "page", "mailbox")

    name: Name
    """How digests and messages call it."""
    folder: FilePath | None = None
    """A folder of letters (.txt, .md, .html, .eml, .mbox, .pdf, .docx, saved .xml feeds), read from top to bottom."""
    feed: WebAddress | None = None
    """The address of an RSS, Atom or JSON feed (http or https)."""
    full_text: bool = False
    """true fetches the page of an entry of a feed that only teases, and reads the text there."""
    page: WebAddress | None = None
    """The address of a page without a feed (http or https); each new block of it is a story."""
    select: str | None = None
    """A CSS selector of the blocks of the page: "article", "ul.news > li"."""
    mailbox: MailboxAddress | None = None
    """An IMAP mailbox, imaps://user@host/INBOX. The password comes from `password` or `password_file`."""
    every: Duration = dt.timedelta(minutes=15)
    """How often to look: "15m", "1h", "1d". Left out, feeds and pages that seldom change are asked less often."""
    password: Secret | None = None
    """${NAME} of an environment variable that holds the password of the mailbox."""
    password_file: FilePath | None = None
    """A file that holds the password of the mailbox."""
    token: Secret | None = None
    """${NAME} of an environment variable that holds an OAuth 2 access token, in the place of a password."""
    token_file: FilePath | None = None
    """A file that holds an OAuth 2 access token; it is read anew at each look."""
    from_: Annotated[Words, Field(alias="from")] = ()
    """Only mails from these addresses or hosts: letter@example.org, example.org."""
    list_id: Words = ()
    """Only mails of mailing lists whose List-Id holds one of these."""
    subject: Words = ()
    """Only mails whose subject holds one of these."""
    require: Literal["none", "dkim", "arc"] = "none"
    """Take only mails whose sender is proved by a signature: dkim, or arc where mails are forwarded too."""
    authserv_id: str | None = None
    """Whose Authentication-Results to believe: the name that the mail server of the mailbox writes there."""
    baseline: bool = True
    """false tells what the first look finds one by one, instead of in one line that counts it."""
    enabled: bool = True
    """false to leave it out for a while without deleting it."""

    @property
    def kind(self) -> str:
        return "folder" if self.folder else "feed" if self.feed else "page" if self.page else "mailbox"

    @property
    def address(self) -> str:
        return str(self.folder or self.feed or self.page or self.mailbox)

    @property
    def learns(self) -> bool:
        """Whether the program may look less often than every 15 minutes where little comes."""
        return "every" not in self.model_fields_set and self.kind in ("feed", "page")


class Metric(Settings):
    """A metric to follow under a name of your own; mentions that fit it are linked to it before anything is guessed."""

    name: Name
    """How digests call it, and how watches name it."""
    subject: Words = ()
    """Words or phrases; one of them must stand in what the number is about."""
    measure: Words = ()
    """Words or phrases; one of them must stand in what is measured."""
    unit: str | None = None
    """"%", a currency code such as CNY, MW, t, or the counted thing in the singular: user, vehicle."""
    per: Literal["day", "week", "month", "quarter", "year"] | None = None
    """The length of time that it is counted over; leave out for a stock."""


class Topic(Settings):
    """Words under a name of their own, for `topic` in the rules: said once, used by many."""

    name: Name
    """How rules name it in `topic`."""
    text: Words
    """A query as in a rule's `text`, or several of which any will do: spectrum OR "frequency bands"."""


class Pause(Settings):
    """How long, and why, something is not told."""

    until: Day
    """The day on which it is told again: 2026-12-01."""
    because: Annotated[str, Field(min_length=1)]
    """The reason, for whoever asks `tracker explain`."""


WatchSilence = Annotated[Pause, BeforeValidator(silence_in_words, json_schema_input_type=SilenceText | Pause)]


class Silence(Pause):
    """Findings that are not told until a day, whichever watch selects them; `tracker explain` says why."""

    owner: str | None = None
    """The team that it belongs to; set by `teams`."""
    when: dict[str, Any]
    """What not to tell; everything in it must hold. Empty silences everything."""
    to: Words = ()
    """The receivers who are not told, by name; without it, nobody is."""


class Watch(Settings):
    """A rule: which findings, and whom to tell."""

    name: Name
    """How digests and `tracker explain` call it."""
    owner: str | None = None
    """The team that it belongs to; set by `teams`."""
    when: dict[str, Any] = Field(default_factory=dict)
    """What to select; everything in it must hold. Empty selects every finding that is told by default."""
    to: Words
    """The receivers to tell, by name."""
    urgency: Urgency = Urgency.DIGEST
    """now: a message of its own at once; digest: in the next digest; low: in the digest's last lines."""
    labels: Words = ()
    """Words of your own, shown beside the finding."""
    title: str = ""
    """What digests call its findings, with fields in braces: "{issuer}: {title}", "{name}: {before} → {value}"."""
    group_by: Annotated[Words, Field(alias="group by")] = ()
    """Fields of which findings that have the same stand together: issuer, jurisdiction, subject, source."""
    silence: WatchSilence | None = None
    """Keep it quiet for a while: until 2026-12-01, because the series is being rebased."""
    repeat_after: Annotated[Duration | None, Field(alias="repeat after")] = None
    """How long it does not tell a receiver again of the same policy or series: "7d"."""


class Schedule(Settings):
    """When a digest is due, in the time zone of the configuration."""

    at: ClockTime
    """Time of day: "08:30"."""
    days: Days = WEEKDAYS
    """Weekdays by name: [mon, tue, wed, thu, fri]."""
    when_empty: Annotated[Literal["nothing", "tell"], Field(alias="when empty")] = "nothing"
    """What is sent where there is nothing new: nothing, or a line that says so."""


class Quiet(Settings):
    """Hours in which nothing is sent; it is held until they end, never dropped."""

    from_: Annotated[ClockTime, Field(alias="from")]
    """When quiet begins: "20:00"."""
    to: ClockTime
    """When it ends: "07:00" (the next morning, if that is earlier)."""
    days: Days = WEEKDAYS
    """Weekdays on which quiet begins."""


class Receiver(Settings):
    """Whom to tell: exactly one of slack, email, file, webhook, apprise or terminal."""

    model_config = exactly_one("slack", "email", "file", "webhook", "apprise", "terminal")

    name: Name
    """How watches name it in `to`."""
    owner: str | None = None
    """The team that it belongs to; set by `teams`."""
    slack: Channel | None = None
    """A Slack channel: its id (C0123ABCD) or #name."""
    email: Addresses = ()
    """One or more mail addresses; each gets a message of its own."""
    file: FilePath | None = None
    """A folder in which each digest is written as HTML, plain text and Slack JSON."""
    webhook: WebAddress | None = None
    """An address to which each digest is posted as JSON, signed where there is a `secret`."""
    secret: Secret | None = None
    """${NAME} of an environment variable with the key that signs what goes to the webhook."""
    secret_file: FilePath | None = None
    """A file that holds that key."""
    apprise: Secret | None = None
    """${NAME} of an environment variable with an Apprise address, for all else: Teams, Matrix, Telegram, ntfy."""
    terminal: bool = False
    """true prints the digest on standard output."""
    timezone: Zone | None = None
    """The zone in which this receiver reads times, where it is not that of the configuration."""
    locale: LocaleName | None = None
    """The locale of numbers and dates for this receiver, where it is not that of the configuration."""
    digest: Schedule | None = None
    """When the digest is due; without it, after every pass that found something."""
    quiet: Quiet | None = None
    """Hours in which nothing is sent."""
    at_most: Annotated[int | None, Field(alias="at most", ge=1)] = None
    """How many entries a digest may have; the rest is folded into one line that says where to find it."""

    @property
    def kind(self) -> str:
        for way in ("slack", "email", "file", "webhook", "apprise"):
            if getattr(self, way):
                return way
        return "terminal"


class Slack(Settings):
    """How to reach Slack."""

    token: Secret | None = None
    """${SLACK_BOT_TOKEN}: a bot token (xoxb-…) with chat:write."""
    token_file: FilePath | None = None
    """A file that holds the token."""
    api_url: WebAddress = "https://slack.com/api/"
    """Another address, for tests and gateways."""
    app_token: Secret | None = None
    """${SLACK_APP_TOKEN}: an app-level token (xapp-…) with connections:write, for buttons under findings."""
    app_token_file: FilePath | None = None
    """A file that holds that token."""
    allow: Words = ()
    """Who may decide by buttons, by their ids in Slack (U024BE7LH); without it, everyone who sees the message."""
    charts: bool = False
    """true uploads charts of metrics as images; the app then needs files:write as well."""
    on_unknown: Annotated[Literal["resend", "hold"], Field(alias="on unknown")] = "resend"
    """What may have arrived, where the app may not read the channel: send it again, or hold it for a person."""


class Smtp(Settings):
    """How to send mail."""

    host: Filled
    """The mail server's name."""
    port: int = Field(default=587, ge=1, le=65535)
    """587 with starttls, 465 with tls."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """Certificates are always verified; none is for a server on this machine."""
    sender: Annotated[Address, Field(alias="from")]
    """The sender: "Policy tracker <tracker@example.org>"."""
    unsubscribe: Unsubscribe | None = None
    """Where mail programs send those who want no more: mailto:tracker@example.org or https://…"""
    username: Filled | None = None
    """Leave out where the server asks for none."""
    password: Secret | None = None
    """${SMTP_PASSWORD}"""
    password_file: FilePath | None = None
    """A file that holds the password."""


class Http(Settings):
    """How feeds and pages are fetched."""

    allow: Servers = ()
    """host:port of servers in private networks that may be fetched all the same: [10.0.0.5:8080]."""
    timeout: Duration = dt.timedelta(seconds=30)
    """How long to wait for a server."""
    listen: Server | None = None
    """Where the daemon answers /-/healthy, /-/ready and /metrics: 127.0.0.1:9464."""


class Extraction(Settings):
    """A model that names policies and metrics; every quote, number and date is checked against the text."""

    endpoint: WebAddress
    """The OpenAI-compatible address, up to its version: https://api.openai.com/v1, http://127.0.0.1:11434/v1."""
    model: Filled
    """The model's name, as the endpoint knows it."""
    key: Secret | None = None
    """${OPENAI_API_KEY}; leave out where the endpoint asks for none."""
    key_file: FilePath | None = None
    """A file that holds the key."""
    tokens: Annotated[int, Field(alias="tokens a day", ge=1)] = 1_000_000
    """How many tokens may be used in 24 hours; then, and while the endpoint is away, the grammar reads alone."""
    timeout: Duration = dt.timedelta(seconds=60)
    """How long to wait for an answer."""


class Keep(Settings):
    """How long what is no longer needed is kept. Items, findings and digests are kept for ever."""

    letters: Duration | None = None
    """The bytes of documents as they came, after they were read: "365d". Without it they are kept for ever."""
    messages: Duration = dt.timedelta(days=90)
    """What was in messages that were sent; that they were sent, and when, is kept."""


class Rules(Settings):
    """What an included file may hold; it is added to the lists of the configuration."""

    sources: tuple[Source, ...] = ()
    """Where documents come from."""
    metrics: tuple[Metric, ...] = ()
    """Metrics to follow under names of your own."""
    topics: tuple[Topic, ...] = ()
    """Words under names, for `topic` in the rules."""
    watches: tuple[Watch, ...] = ()
    """Rules: which findings, and whom to tell."""
    silences: tuple[Silence, ...] = ()
    """What is not told for a while, whichever watch selects it."""
    receivers: tuple[Receiver, ...] = ()
    """Whom to tell, where and when."""


class Team(Settings):
    """Rules, silences and receivers of a team: where its files are broken, they alone are left out."""

    name: Name
    """How messages call the team."""
    include: Words
    """Its files, as under `include`: teams/energy/*.yaml."""


class Config(Settings):
    """config.yaml, whole. Relative paths begin at the file's own folder."""

    timezone: Zone = "UTC"
    """An IANA name: Europe/Brussels. Digests are due in this zone."""
    locale: LocaleName = "en"
    """How numbers and dates are written: en, en_GB, de, fr. The words around them are English."""
    archive: WebAddress | None = None
    """Where the pages of `tracker site build` are published; digests then link to them."""
    database: Database = Field(default="sqlite:///tracker.db", validate_default=True, repr=False)
    """sqlite:///FILE or postgresql://…"""
    workers: Literal["procrastinate"] | None = None
    """procrastinate lets `tracker worker` do the work, on any number of machines; the database is then PostgreSQL."""
    include: Words = ()
    """Files whose lists of sources, metrics, watches, silences and receivers are added to these: rules/*.yaml."""
    teams: tuple[Team, ...] = ()
    """Teams with files of their own; what is broken in one team's files harms no other."""
    sources: tuple[Source, ...]
    """Where documents come from."""
    metrics: tuple[Metric, ...] = ()
    """Metrics to follow under names of your own."""
    topics: tuple[Topic, ...] = ()
    """Words under names, for `topic` in the rules."""
    watches: tuple[Watch, ...] = ()
    """Rules: which findings, and whom to tell."""
    silences: tuple[Silence, ...] = ()
    """What is not told for a while, whichever watch selects it."""
    receivers: tuple[Receiver, ...] = ()
    """Whom to tell, where and when."""
    slack: Slack | None = None
    """How to reach Slack; needed by receivers with `slack`."""
    smtp: Smtp | None = None
    """How to send mail; needed by receivers with `email`."""
    http: Http = Http()
    """How feeds and pages are fetched."""
    extraction: Extraction | None = None
    """A model that helps to read; without it the grammar reads alone, the same text always with the same result."""
    keep: Keep = Keep()
    """How long what is no longer needed is kept."""
    ping: WebAddress | None = Field(default=None, repr=False)
    """An address that is fetched after each completed round, for a service that tells you when the rounds stop."""
    ops: str | None = None
    """The receiver that is told about broken sources and receivers."""
    templates: FilePath | None = None
    """A folder with templates of your own; those that are not there come with the program."""
    vocabulary: tuple[FilePath, ...] = ()
    """YAML files with further authorities, instruments and units."""
