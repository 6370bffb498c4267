"""A set of attributes that is stored beside, with every type that has a column."""

from tests.partner.catalogue import CatalogueCase


class BesideCase(CatalogueCase):
    """Every type that has a column, in a set that is stored beside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sets = cls.env["bpm.partner.attribute.set"].with_user(cls.steward)
        cls.set = sets.create({"name": "Far away", "is_beside": True})
        cls.text, cls.shelves, cls.degree, cls.origin, *_rest = cls.add_all(
            {"name": "Way in", "is_indexed": True},
            {"name": "Shelves", "type": "integer", "history": True},
            {"name": "Degree", "type": "selection", "history": True, "option_ids": [
                (0, 0, {"name": "High"}), (0, 0, {"name": "Low"})]},
            {"name": "Origin", "type": "many2one", "comodel": "res.country"},
            {"name": "VIP", "type": "boolean"},
            {"name": "Volume", "type": "monetary"},
            {"name": "Since", "type": "date"},
            {"name": "Last visit", "type": "datetime"},
            {"name": "Own number", "validator": "pattern", "pattern": "[A-Z]{2}[0-9]{4}"},
            {"name": "Found by", "applies_to": "lead", "history": True},
        )  # fmt: skip

    def rows(self, model="res.partner"):
        """Number of rows beside counterparties (or leads)."""
        pointer = self.env["bpm.partner.attribute"]._place_pointer(self.text.place)
        return self.env[self.env[model]._fields[pointer].comodel_name].sudo().search_count([])
