"""What a refused step raises: a class of its own for programs, the usual dialog for people."""

from odoo.exceptions import UserError


class Refusal(UserError):
    """The base of every refusal with a name of its own.

    The web client knows Odoo's errors by the names of their classes, and shows any other as a
    failure of the program, without its sentence. `context` goes along with the error and names the
    dialog to use (static/src/refusal_dialog.js).
    """

    context = {"exception_class": "bpm.refusal"}
