"""Which links of a campaign were followed; which mails were opened, if the company wants to know.

A link leads to a page of ours that counts and goes on to where it was meant to lead. It holds the
numbers of member and link and a signature; where it leads stands in the database, so that nobody
can make our page lead elsewhere. Whoever follows a link is not asked for more than that.
"""

import re

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.tools import SQL

from ..audit.signed_link import number_of_short, numbers_of, short_signer, sign

HREF = re.compile(r"""(<a\b[^>]*?\bhref=)(["'])(https?://[^"']+)\2""", re.IGNORECASE)
# In a text to a phone; a full stop after it ends the sentence.
PLAIN = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")
CLICK, OPEN = "bpm-click", "bpm-open"


class BpmCampaignLink(models.Model):
    _name = "bpm.campaign.link"
    _description = "Link in a campaign"
    _order = "id"
    _rec_name = "url"

    campaign_id = fields.Many2one(
        "bpm.campaign", required=True, index=True, ondelete="cascade", readonly=True
    )
    url = fields.Char("Address", required=True, readonly=True)
    clicks = fields.Integer(readonly=True)

    _once = models.UniqueIndex("(campaign_id, md5(url))")

    @api.model
    def _bpm_follow(self, payload, count=True):
        """Where a signed link leads, None for a wrong one; counted unless a program only asks."""
        numbers = numbers_of(self.env, CLICK, payload, 2) or self._numbers_of_short(payload)
        link = self.sudo().browse(numbers[1:]).exists()
        if link and count:
            self._count_click(numbers[0], link.id)
        return link.url or None

    def _numbers_of_short(self, payload):
        """[member, link] of a link in a text to a phone: as short as it can be, “12.3f-k2bx7s4bqa”;
        [] for whatever is not ours."""
        link, _dot, text = payload.partition(".")
        if not re.fullmatch("[0-9]{1,9}", link):
            return []
        member = number_of_short(self.env, f"{CLICK} {link}", text)
        return [member, int(link)] if member else []

    def _count_click(self, member, link):
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_campaign_member
                      SET clicks = coalesce(clicks, 0) + 1,
                          clicked_at = coalesce(clicked_at, now() AT TIME ZONE 'UTC')
                    WHERE id = %s""",
                member,
            )
        )
        self.env.cr.execute(
            SQL("UPDATE bpm_campaign_link SET clicks = coalesce(clicks, 0) + 1 WHERE id = %s", link)
        )
        self.env["bpm.campaign.member"].browse(member).invalidate_recordset()
        self.browse(link).invalidate_recordset()

    @api.model
    def _bpm_opened(self, payload):
        """Note that a mail was opened."""
        numbers = numbers_of(self.env, OPEN, payload)
        if numbers:
            self.env.cr.execute(
                SQL(
                    """UPDATE bpm_campaign_member
                          SET opened_at = coalesce(opened_at, now() AT TIME ZONE 'UTC')
                        WHERE id = %s""",
                    numbers[0],
                )
            )
            self.env["bpm.campaign.member"].browse(numbers[0]).invalidate_recordset()


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    link_ids = fields.One2many("bpm.campaign.link", "campaign_id", copy=False)

    def _link(self, letters):
        """Let the links of these letters lead by our page."""
        written = [one for one in letters if one.item]
        mails = [one for one in written if one.item["channel"] == "email"]
        if self.track_clicks and written:
            links = self._links_of(written)
            base, signers = self.get_base_url(), {}
            for letter in written:
                is_mail = letter.item["channel"] == "email"
                linked = self._linked if is_mail else self._linked_short
                letter.item["body"] = linked(letter, links, base, signers)
        if self.company_id.bpm_outreach_pixel:
            for letter in mails:
                letter.item["body"] += self._pixel(letter)

    def _links_of(self, letters):
        """{address: id}; those that are new are made."""
        urls = {url for one in letters for url in _urls(one.item)}
        known = {link.url: link.id for link in self.link_ids}
        new = sorted(urls - known.keys())
        made = self.env["bpm.campaign.link"].sudo().create(
            [{"campaign_id": self.id, "url": url} for url in new]
        )  # fmt: skip
        return known | dict(zip(new, made.ids, strict=True))

    def _linked(self, letter, links, base, _signers):
        def replaced(found):
            before, quote, url = found.groups()
            link = links[str(Markup(url).unescape())]
            payload = sign(self.env, CLICK, letter.to.about, link)
            return f"{before}{quote}{base}/bpm/l/{payload}{quote}"

        return Markup(HREF.sub(replaced, str(letter.item["body"])))

    def _linked_short(self, letter, links, base, signers):
        def replaced(found):
            link = links[found[0]]
            if link not in signers:
                signers[link] = short_signer(self.env, f"{CLICK} {link}")
            return f"{base}/bpm/l/{link}.{signers[link](letter.to.about)}"

        return PLAIN.sub(replaced, str(letter.item["body"]))

    def _pixel(self, letter):
        payload = sign(self.env, OPEN, letter.to.about)
        source = escape(f"{self.get_base_url()}/bpm/o/{payload}")
        return Markup('<img src="%s" width="1" height="1" alt=""/>') % source


def _urls(item):
    """The addresses a letter leads to."""
    if item["channel"] == "email":
        return {str(Markup(url[2]).unescape()) for url in HREF.findall(str(item["body"]))}
    return set(PLAIN.findall(str(item["body"])))


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_outreach_pixel = fields.Boolean(
        string="Count opened mails",
        help="Mails of campaigns carry an invisible picture. Many mail programs hide whether it "
        "was shown, and in many countries the recipient has to agree to it.",
    )
