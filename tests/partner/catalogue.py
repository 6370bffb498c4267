"""A data steward and a catalogue of attributes, made once per class; the registry is put back."""

from odoo.tests import new_test_user
from tests.common import BpmCase
from tests.partner.people import steward_and_seller

HOLDERS = ("res.partner", "crm.lead", "bpm.contract")


class KeepsRegistry:
    """For test cases that make attributes."""

    @classmethod
    def begin_catalogue(cls):
        """`steward` and `set` of a catalogue without any others; return a seller.

        Attributes the database has already would be asked of the documents here, too.
        """
        cls.env["bpm.partner.attribute"].search([("code", "!=", False)]).action_retire()
        cls.steward, seller = steward_and_seller(cls.env)
        cls.set = cls.env["bpm.partner.attribute.set"].create({"name": "Test set"})
        return seller

    def setUp(self):
        # Registered first, so run last: after the savepoint of the test is rolled back.
        self.addCleanup(self._put_registry_back, self._generated())
        super().setUp()

    def _generated(self):
        """The generated fields; a reload of the registry makes other objects of them."""
        return [
            field
            for name in HOLDERS
            for field in self.registry[name]._fields.values()
            if field.name.startswith("x_bpm_")
        ]

    def _put_registry_back(self, before):
        now = self._generated()
        if len(now) != len(before) or any(
            one is not other for one, other in zip(now, before, strict=True)
        ):
            self.registry._setup_models__(self.env.cr)


class CatalogueCase(KeepsRegistry, BpmCase):
    """`steward` keeps the catalogue and has no right in Odoo's own configuration; `seller` keeps
    counterparties; `clerk` is anybody inside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.begin_catalogue()
        cls.clerk = new_test_user(cls.env, "test_clerk", "base.group_user")
        cls.partners = cls.env["res.partner"].create(
            [{"name": "Test firm", "is_company": True}, {"name": "Test person"}]
        )
        cls.firm, cls.person = cls.partners

    @classmethod
    def add(cls, name, type_="char", **values):
        """An attribute made by the steward."""
        return cls.add_all({"name": name, "type": type_, **values})

    @classmethod
    def add_all(cls, *vals_list):
        """Several attributes, made by the steward in one reload."""
        model = cls.env["bpm.partner.attribute"].with_user(cls.steward)
        return model.create([{"set_id": cls.set.id, **vals} for vals in vals_list])

    def doubts(self, partner):
        """{attribute's code: (what, suggestion)} of the open doubts about a counterparty."""
        findings = self.env["bpm.partner.finding"].search(
            [("partner_id", "=", partner.id), ("state", "=", "open")]
        )
        return {one.attribute_id.code: (one.kind, one.suggestion or None) for one in findings}
