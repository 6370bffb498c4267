"""The customer's own page of papers that were shared with them."""

from odoo.addons.portal.controllers import portal
from odoo.http import request, route


class CustomerPortal(portal.CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to count the papers shared with this customer."""
        values = super()._prepare_home_portal_values(counters)
        if "bpm_paper_count" in counters:
            papers = request.env["bpm.document"]
            allowed = papers.has_access("read")
            values["bpm_paper_count"] = papers.search_count(self._shared()) if allowed else 0
        return values

    @route(
        ["/my/papers", "/my/papers/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_papers(self, page=1):
        """The list, newest first."""
        papers = request.env["bpm.document"]
        pager = portal.pager(
            url="/my/papers", total=papers.search_count(self._shared()), page=page, step=40
        )
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "papers": papers.search(self._shared(), limit=40, offset=pager["offset"]),
                "pager": pager,
                "page_name": "bpm_papers",
                "default_url": "/my/papers",
            }
        )
        return request.render("bpm_crm_addon.portal_my_papers", values)

    def _shared(self):
        """Colleagues who look at the page see what is shared with anybody, as they may."""
        return [
            ("shared", "=", True),
            ("disposed_at", "=", False),
            ("current_version_id", "!=", False),
        ]
