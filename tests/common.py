"""The base of every database test, and makers of what tests need."""

from odoo.tests import HttpCase, TransactionCase, tagged


@tagged("standard", "post_install", "-at_install")
class BpmCase(TransactionCase):
    """A test in a transaction that is rolled back.

    Odoo gives these tags only to classes below odoo.addons; "standard" also installs
    Odoo's block on outgoing requests.
    """


@tagged("standard", "post_install", "-at_install")
class BpmHttpCase(HttpCase):
    """A test that goes through HTTP or a browser: start_tour, browser_js, url_open."""
