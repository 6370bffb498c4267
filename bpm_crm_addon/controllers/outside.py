"""What pages for people outside share: no session, nothing kept, nothing from elsewhere."""

from odoo.http import request

# No cross-site check: mail programs have no session, and the signature stands for the right.
SIGNED = {"type": "http", "auth": "public", "csrf": False, "save_session": False}
HEADERS = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    ),
]


def unknown(template):
    """The answer to a link nobody knows (any more); which of the two, it does not say."""
    response = request.render(template, {}, headers=HEADERS)
    response.status_code = 404
    return response
