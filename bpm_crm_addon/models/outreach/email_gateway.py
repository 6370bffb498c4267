"""Handing e-mails over through Odoo's mail servers: the only place of the addon that sends.

Odoo's own queue sends again what may have arrived (a server killed after the text was accepted).
Here a connection knows how far a message has got, and engine/smtp_answer.py says what that means.
"""

import smtplib
import time
from contextlib import suppress
from email.utils import make_msgid
from typing import NamedTuple

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import UserError
from odoo.tools import email_domain_extract

from ...engine.smtp_answer import Answer, judge

IDLE = 20  # seconds after which a connection is looked at before it is used
MOST_PER_CONNECTION = 100
OURS = (AssertionError, UnicodeError, ValueError, smtplib.SMTPNotSupportedError)


class Prepared(NamedTuple):
    """A mail ready to be handed over, and who writes it, which decides on the connection."""

    mail: object
    sender: object


class EmailGateway:
    """The connections of one run of the worker, one per sender and mail server.

    ``has_just_opened``: whether the last `connect` opened a connection.
    """

    def __init__(self):
        self.sessions = {}
        self.used = {}  # {key: (how often, when last)}
        self.has_just_opened = False

    def close(self):
        """Say goodbye to every server; one that is gone already does not matter."""
        for key in list(self.sessions):
            self._drop(key)

    def _drop(self, key):
        session = self.sessions.pop(key, None)
        self.used.pop(key, None)
        if session:
            with suppress(OSError):  # smtplib's errors are some of these
                session.quit()

    # === BEFORE THE CLAIM === #

    def connect(self, env, way, sender):
        """Have a connection for a sender; return None, or the Answer of a server in trouble."""
        key = sender.server, sender.address
        self.has_just_opened = False
        if self._is_usable(key):
            return None
        self._drop(key)
        servers = env["ir.mail_server"]
        try:
            session = servers._connect__(mail_server_id=key[0] or None, smtp_from=key[1])
        except (OSError, smtplib.SMTPException, UserError) as error:
            return judge("connect", detail=_words(error))
        if session:  # Odoo gives none while its own tests run
            _watch(session)
        self.sessions[key], self.used[key] = session, (0, time.monotonic())
        self.has_just_opened = True
        return None

    def _is_usable(self, key):
        if key not in self.sessions:
            return False
        session, (times, last) = self.sessions[key], self.used[key]
        if session is None or time.monotonic() - last < IDLE:
            return times < MOST_PER_CONNECTION
        try:
            return session.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    # === IN THE CLAIM === #

    def build(self, message, sender=None, way=None):
        """The Prepared mail; whatever is wrong with it shows now, before the claim."""
        sender = sender or message.department_id._sender(message.company_id)
        if not sender.address:
            raise UserError(
                message.env._(
                    "No sender: write an e-mail address on the company's card, or a sender on the "
                    "department (Workdesk ▸ Configuration ▸ Messages & Gateways ▸ Departments)."
                )
            )
        headers = {"Auto-Submitted": "auto-generated", **message._bpm_unsubscribe_headers()}
        mail = message.env["ir.mail_server"]._build_email__(
            email_from=sender.address,
            email_to=[message.address],
            subject=" ".join((message.subject or "").split()),
            body=message.body or "",
            subtype="html",
            reply_to=sender.reply_to or False,
            attachments=[
                (file.name, file.raw or b"", file.mimetype) for file in message.attachment_ids
            ],
            message_id=message.external_id,
            headers=headers,
        )
        return Prepared(mail, sender)

    # === AFTER THE COMMIT OF THE CLAIM === #

    def hand_over(self, message, prepared):
        """Give the mail to the server; return its Answer. Nothing of the message is read."""
        mail, sender = prepared
        key = sender.server, sender.address
        session, (times, _last) = self.sessions[key], self.used[key]
        self.used[key] = times + 1, time.monotonic()
        if session:
            session.bpm_phase = "envelope"
        # What Odoo would ask the company for once per mail.
        servers = message.env["ir.mail_server"].with_context(
            domain_bounce_address=sender.bounce or mail["From"],
            domain_notifications_email=sender.notifications or mail["From"],
        )
        try:
            servers.send_email(mail, smtp_session=session)
        except Exception as error:  # noqa: BLE001 whatever it is, the phase says what it means
            answer = _answer(getattr(session, "bpm_phase", "envelope"), _original(error))
            if answer.trouble or answer.state == "unknown":
                self._drop(key)
            return answer
        return Answer("sent")


def new_message_id(message, sender):
    """A Message-Id of our own, known before anybody has the message."""
    domain = email_domain_extract(sender.address) or "localhost"
    return make_msgid(idstring=f"bpm-{message.id}", domain=domain)


def _watch(session):
    """Let the connection remember whether the text was on its way when something went wrong."""
    transmit = session.data

    def data(content):
        session.bpm_phase = "content"
        try:
            return transmit(content)
        except smtplib.SMTPDataError:  # the server would not even have the text
            session.bpm_phase = "envelope"
            raise

    session.data = data


def _original(error):
    """What the server said, where Odoo has wrapped it."""
    return error.__context__ or error if isinstance(error, MailDeliveryException) else error


def _answer(phase, error):
    if phase == "envelope" and isinstance(error, OURS):  # no server has seen it
        return Answer("failed", "broken", _words(error))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return judge(phase, None, _words(error))
    words = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return judge(phase, code, f"{code} {words}"[:500])


def _words(error):
    return (str(error) or type(error).__name__)[:500]
