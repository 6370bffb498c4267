"""The approval line as the person who is asked reads it: who asks, why, in whose words."""

from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_line_waiting(self, request):
        line = super()._bpm_line_waiting(request)
        if line["slot_id"]:
            line["sentence"] = self.env._(
                "%(person)s asks for your approval: %(reason)s",
                person=request.requester_id.name,
                reason=request.reason or request.route_id.sudo().name,
            )
            line["comment"] = request.comment or ""
            line["detail"] = []  # that they have seen it, they know
        return line
