"""Case 72 and S0-09: what is exported comes back equal, attributes included."""

from tests.partner.catalogue import CatalogueCase
from tests.partner.import_case import ImportCase
from tests.partner.tables import workbook

PLAIN = ["name", "phone", "email", "vat", "street", "zip", "city", "ref"]
OWN = {
    "Way in": ("way_in", "char"),
    "Shelves": ("shelves", "integer"),
    "Volume": ("volume", "float"),
    "Regular": ("regular", "boolean"),
    "Since when": ("since_when", "date"),
    "Degree": ("degree", "selection"),
    "Origin": ("origin", "many2one"),
}


class TestRoundTrip(CatalogueCase, ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        choices = [(0, 0, {"name": "High"}), (0, 0, {"name": "Low"})]
        more = {
            "selection": {"option_ids": choices},
            "many2one": {"comodel": "res.country"},
        }
        cls.add_all(
            *(
                {"name": name, "code": code, "type": kind, **more.get(kind, {})}
                for name, (code, kind) in OWN.items()
            )
        )

    def made(self, number):
        """A firm with something in every field, and with texts a spreadsheet would spoil."""
        spoilt = ("=1+1", "@home", "+32 470 12 34 56", "0032", "12345678901234567890")
        return {
            "name": f"Round {number} Works",
            "is_company": True,
            "phone": f"+32 9 111 22 {number:02}",
            "email": f"round{number}@works.example",
            "vat": f"{10_000_000 + number}",
            "street": f"{number} Main Street",
            "zip": f"{number:04}",
            "city": "Gent",
            "ref": f"{number:020}",
            "x_bpm_way_in": spoilt[number % len(spoilt)],
            "x_bpm_shelves": number,
            "x_bpm_volume": number + 0.25,
            "x_bpm_regular": number % 2 == 0,
            "x_bpm_since_when": f"19{number % 100:02}-02-28",
            "x_bpm_degree": ("high", "low")[number % 2],
            "x_bpm_origin": self.env.ref("base.ua").id,
        }

    def test_exported_deleted_and_imported_again(self):
        values = [self.made(number) for number in range(1, 31)]
        firms = self.env["res.partner"].create(values)
        names = [*PLAIN, *(f"x_bpm_{code}" for code, _kind in OWN.values())]
        before = firms.read(names, load="")
        table = firms.export_data(names)["datas"]
        firms.unlink()
        headings = ["Company", "Phone", "E-mail", "Tax ID", "Street", "Zip", "City", "Reference"]
        data = workbook([*headings, *OWN], *table)
        targets = {name: f"field:x_bpm_{code}" for name, (code, _kind) in OWN.items()}
        importing = self.imported(data, targets=targets)
        self.assertEqual(self.counts(importing), (30, 0, 0, 0))
        again = importing.row_ids.sorted("number").partner_id
        after = again.read(names, load="")
        for one, other in zip(before, after, strict=True):
            one.pop("id"), other.pop("id")
            self.assertEqual(other, one)
