"""My Desk: one page of rows, a union of the cards of a person's jobs."""

from odoo import api, models
from odoo.exceptions import AccessError

from .desk_cards import BY_NAME, LEADING, cards_of

ROWS = 5


class BpmDesk(models.AbstractModel):
    """What My Desk shows, read in one call; slow cards follow one by one after the first paint.

    A card is plain values: ``{"name", "title", "note", "rows", "more", "buttons", "empty"}``;
    all but name and title may be missing. A row: ``{"key", "title", "note", "text", "words",
    "amount", "currency_id", "at", "since", "due", "day", "tone", "open", "buttons"}``, of which key
    and title are needed. ``empty``: ``{"sentence", "button"}``. ``wide``: it stands above the
    columns; ``plain``: its component draws the frame and the title itself; ``leads``: the first
    button of its first row is the page's highlighted one.

    What is pressed is told by a target: ``{"model", "id"}`` opens a document, ``{"action"}`` an
    action by its external id or as values, ``{"verb", "ids", "name"}`` is a decision on approval
    requests, ``{"method", "model", "ids"}`` a method, ``{"url"}`` an address. A button is a target
    with a ``label``, and perhaps an ``icon``.
    """

    _name = "bpm.desk"
    _description = "My Desk"

    # === CALLED BY THE SCREEN === #

    @api.model
    def desk(self):
        """Everything the first paint needs.

        :return: ``{"jobs", "cards", "primary", "offer", "nothing"}``; a card whose ``pending`` is
            set has no content yet, see `desk_card`
        """
        self._check_colleague()
        jobs = self._jobs()
        cards = [self._shown(card, jobs) for card in cards_of(jobs, self._switched_on())]
        return {
            "jobs": jobs,
            "cards": [card for card in cards if card],
            "primary": self._primary(jobs),
            "offer": self._offer(jobs),
            "nothing": self._nothing(jobs),
        }

    @api.model
    def desk_card(self, name):
        """The content of one card of the current user, or False when there is nothing to show.

        :param str name: as given by `desk`
        """
        self._check_colleague()
        jobs = self._jobs()
        if BY_NAME.get(name) not in cards_of(jobs, self._switched_on()):
            raise AccessError(
                self.env._("This part of the desk is not yours. Reload the page to see what is.")
            )
        return self._content(BY_NAME[name], jobs)

    # === CARDS === #

    def _shown(self, card, jobs):
        if card.slow:
            leads = card.name in LEADING.get(jobs[0], ())
            main = jobs[0] in card.jobs
            return {"name": card.name, "pending": True, "main": main, "leads": leads}
        return self._content(card, jobs)

    def _content(self, card, jobs):
        """The card with its rows, or False. An empty card is worth a sentence only to those whose
        first job it belongs to."""
        main = jobs[0] in card.jobs
        content = getattr(self, f"_card_{card.name}")()
        if not content or ("rows" in content and not content["rows"] and not main):
            return False
        leads = card.name in LEADING.get(jobs[0], ())
        return {"name": card.name, "main": main, "leads": leads, **content}

    @api.model
    def _listed(self, rows, more, limit=ROWS):
        """Rows of a card of which one more than shown was asked for: ``more`` leads to the rest."""
        return {"rows": rows[:limit], "more": more if len(rows) > limit else False}

    # === AROUND THE CARDS === #

    @api.model
    def _primary(self, jobs):
        """The one thing a salesperson does most: note down whom they have met."""
        if "salesperson" not in jobs or not self.env["res.partner"].has_access("create"):
            return False
        return {
            "label": self.env._("Counterparty"),
            "icon": "fa-plus",
            "main": jobs[0] == "salesperson",
            "action": {"type": "ir.actions.client", "tag": "bpm_quick_entry"},
        }

    @api.model
    def _nothing(self, jobs):
        """What to do next when all cards are empty."""
        if "salesperson" in jobs and self.env["sale.order"].has_access("create"):
            return {
                "sentence": self.env._(
                    "Nothing came back to you, nothing is under way, and nobody needs a call. "
                    "Make a quotation: if it needs an approval, it says so itself."
                ),
                "button": {"label": self.env._("New Quotation"), "action": self._new_quotation()},
            }
        return {
            "sentence": self.env._(
                "Nothing waits for you now. What colleagues ask you for will appear here."
            ),
            "button": self._away_button() if "approval" in self._switched_on() else False,
        }

    @api.model
    def _new_quotation(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Quotation"),
            "res_model": "sale.order",
            "views": [[False, "form"]],
        }

    @api.model
    def _away_button(self):
        return {"label": self.env._("I'm away…"), "action": "bpm_crm_addon.action_bpm_absence"}

    @api.model
    def _check_colleague(self):
        if not self.env.user._is_internal():
            raise AccessError(
                self.env._("My Desk is for people who work here. Ask an administrator for a login.")
            )
