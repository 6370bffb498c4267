"""A director reading the page, for the tests of its sentences."""

from datetime import timedelta

from tests.approval.past import PastCase


class DirectorCase(PastCase):
    """``boss`` is a director with the rights of a sales manager and an accountant who reads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.person(
            "boss",
            "bpm_crm_addon.group_bpm_director",
            "sales_team.group_sale_manager",
            "account.group_account_readonly",
            tz="UTC",
        )
        cls.env.cr.execute("UPDATE account_move_line SET amount_residual = 0")
        cls.env.cr.execute("DELETE FROM account_partial_reconcile")
        cls.env.invalidate_all()

    def page(self, person=None):
        """{name: sentence} as this person reads it."""
        director = self.env["bpm.director"].with_user(person or self.boss)
        return {sentence["name"]: sentence for sentence in director.sentences()}

    def text(self, name, person=None):
        sentence = self.page(person).get(name)
        return sentence and "".join(part["text"] for part in sentence["parts"])

    def figures(self, name, person=None):
        return [part["text"] for part in self.page(person)[name]["parts"] if part["figure"]]

    def opened(self, name, key=None, person=None):
        """The documents that a sentence opens, or the action when it opens no list."""
        person = person or self.boss
        director = self.env["bpm.director"].with_user(person)
        action = director.director_open(name, key or self.page(person)[name]["open"])
        return self.env[action["res_model"]].with_user(person).search(action["domain"])

    def sent(self, ago, discount=0.0, quantity=1.0, **values):
        """A quotation that went out so many days before now."""
        quote = self.quote(discount, quantity, **values)
        quote.sudo().write({"state": "sent", "date_order": self.now - timedelta(days=ago)})
        return quote
