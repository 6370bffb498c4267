"""The login page of a demo database offers the demo company's people with one click.

The click posts a login and the password everybody knows through Odoo's own form: there is no
other way in than before, and none at all once a person has chosen a password.
"""

from odoo import http
from odoo.addons.web.controllers.home import Home
from odoo.http import request


class DemoLogin(Home):
    @http.route()
    def web_login(self, redirect=None, **kw):
        """Override of `web` to hand the people to the page, when there are any."""
        response = super().web_login(redirect=redirect, **kw)
        if getattr(response, "is_qweb", False):
            response.qcontext["bpm_demo_people"] = request.env[
                "bpm.demo.company"
            ]._who_may_sign_in()
        return response
