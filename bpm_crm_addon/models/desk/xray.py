"""The X-ray: what a database already tells about discounts, orders, money and clients.

Nothing is set up, nothing written, nothing sent. A card NAME of CARDS is three methods, in a file
of its own: `_card_NAME` makes the sentences, `_open_NAME` shows the documents behind a figure,
`_worst_NAME` is the table of the ten worst.
"""

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import formatLang

READERS = ("bpm_crm_addon.group_bpm_admin", "bpm_crm_addon.group_bpm_director")
CARDS = ("discounts", "orders", "money", "parties", "sleeping", "leak")
FIGURE = "\N{WORD JOINER}"  # where a sentence has its figure
WORST = 10


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    # === WHAT THE SCREEN ASKS FOR === #

    @api.model
    @api.readonly
    def xray_cards(self):
        """The cards in their order: dictionaries of name and title."""
        self._check_reader()
        titles = self._titles()
        return [{"name": name, "title": titles[name]} for name in CARDS]

    @api.model
    @api.readonly
    def xray_card(self, name):
        """One card.

        :param name: of CARDS
        :return: name, title, enough (False: one sentence says what is missing), sentences
            (text, before, figure, after, open: key of the documents or False), button (label
            and key, or False), note, worst (title, columns, rows; or False)
        """
        self._check_reader()
        self._check_name(name)
        card = {"enough": True, "button": False, "note": "", "worst": False}
        card |= getattr(self, f"_card_{name}")()
        return {"name": name, "title": self._titles()[name], **card}

    @api.model
    @api.readonly
    def xray_open(self, name, key):
        """The action that shows the documents behind a figure, or opens what mends the card.

        :param name: of CARDS
        :param key: what the sentence or the button carried
        """
        self._check_reader()
        self._check_name(name)
        action = getattr(self, f"_open_{name}")(key)
        if not action:
            raise UserError(
                self.env._("This figure is no longer on the X-ray. Open the X-ray again.")
            )
        return action

    # === RIGHTS === #

    def _check_reader(self):
        if not any(self.env.user.has_group(group) for group in READERS):
            raise AccessError(
                self.env._(
                    "The X-ray is shown to directors and administrators of the Workdesk. Ask an "
                    "administrator for one of these jobs."
                )
            )

    def _check_name(self, name):
        if name not in CARDS:
            raise UserError(self.env._("The X-ray has no such part. Open the X-ray again."))

    def _titles(self):
        return {
            "discounts": self.env._("Discounts"),
            "orders": self.env._("Orders"),
            "money": self.env._("Money"),
            "parties": self.env._("Counterparties"),
            "sleeping": self.env._("Sleeping Buyers"),
            "leak": self.env._("Client Base"),
        }

    # === PARTS OF A CARD === #

    def _sentence(self, text, figure, key=False, model=None):
        """A sentence with one figure.

        :param text: the translated sentence, FIGURE in the figure's place
        :param figure: the figure as it is shown
        :param key: opens its documents, when `model` may be read at all
        """
        before, _mark, after = text.partition(FIGURE)
        can_open = bool(key) and (not model or self.env[model].has_access("read"))
        return {
            "text": f"{before}{figure}{after}",
            "before": before,
            "figure": figure,
            "after": after,
            "open": key if can_open else False,
        }

    def _plain(self, text):
        """A sentence without a figure."""
        return {"text": text, "before": text, "figure": "", "after": "", "open": False}

    def _too_little(self, text):
        """A card that has not enough data, and says so."""
        return {"enough": False, "sentences": [self._plain(text)]}

    def _number(self, number):
        return formatLang(self.env, number, digits=0)

    def _money(self, amount):
        """An amount in the company's currency, without cents."""
        currency = self.env.company.currency_id
        return formatLang(self.env, amount, currency_obj=currency, rounding_unit="units")

    def _share(self, part, whole):
        return self.env._("%s %%", self._number(100 * part / whole))

    # === OPENING === #

    def _list(self, title, model, domain, **more):
        """The action that shows a list, with cards on a telephone."""
        self.env[model].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": domain,
            "context": {},
            **more,
        }

    def _ready_rule(self, **defaults):
        """The action that puts an approval on what was found; None for whoever may not."""
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin"):
            return None
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_approval_ready_rule"
        )
        context = {f"default_{name}": value for name, value in defaults.items()}
        return {**action, "context": context}

    def _rule_button(self, label):
        """The button for `_ready_rule`, for those who may switch a rule on."""
        may = self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin")
        capability = self.env.user.has_group("bpm_crm_addon.group_bpm_capability_approval")
        return {"label": label, "key": "rule"} if may and capability else False
