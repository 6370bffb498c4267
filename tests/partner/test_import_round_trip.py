"""Case 72 and S0-09: what is exported comes back equal, attributes included."""

from tests.partner.catalogue import CatalogueCase
from tests.partner.import_case import ImportCase
from tests.partner.tables import listed, workbook

PLAIN = ["name", "phone", "email", "vat", "street", "zip", "city", "ref"]
OWN = {
    "Way in": ("way_in", "char"),
    "Shelves": ("shelves", "integer"),
    "Volume": ("volume", "float"),
    "Regular": ("regular", "boolean"),
    "Since when": ("since_when", "date"),
    "Degree": ("degree", "selection"),
    "Origin": ("origin", "many2one"),
    "Seen at": ("seen_at", "datetime"),
    "Tastes": ("tastes", "tags"),
}
BESIDE = {"Beside text": ("beside_text", "char"), "Beside sum": ("beside_sum", "integer")}


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
        cls.apart = cls.env["bpm.partner.attribute.set"].create(
            {"name": "Apart", "is_beside": True}
        )
        cls.add_all(
            *(
                {"name": name, "code": code, "type": kind, "set_id": cls.apart.id}
                for name, (code, kind) in BESIDE.items()
            )
        )
        cls.seller.tz = "Europe/Brussels"
        tastes = cls.env["bpm.partner.attribute"].search([("code", "=", "tastes")])
        cls.jazz, cls.rock = cls.env["bpm.partner.attribute.tag"].create(
            [{"name": name, "attribute_id": tastes.id} for name in ("Jazz", "Rock")]
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
            "x_bpm_seen_at": f"2026-01-{number:02} 09:30:00",
            "x_bpm_tastes": [(6, 0, (self.jazz + self.rock)[: 1 + number % 2].ids)],
            "x_bpm_beside_text": spoilt[number % len(spoilt)],
            "x_bpm_beside_sum": 100 + number,
        }

    def test_exported_deleted_and_imported_again(self):
        values = [self.made(number) for number in range(1, 31)]
        firms = self.env["res.partner"].create(values)
        own = OWN | BESIDE
        names = [*PLAIN, *(f"x_bpm_{code}" for code, _kind in own.values())]
        before = firms.read(names, load="")
        table = [self.row(firm, names) for firm in firms.with_context(tz=self.seller.tz)]
        firms.unlink()
        headings = ["Company", "Phone", "E-mail", "Tax ID", "Street", "Zip", "City", "Reference"]
        data = workbook([*headings, *own], *table)
        targets = {name: f"field:x_bpm_{code}" for name, (code, _kind) in own.items()}
        importing = self.imported(data, targets=targets)
        self.assertEqual(self.counts(importing), (30, 0, 0, 0))
        again = importing.row_ids.sorted("number").partner_id
        after = again.read(names, load="")
        for one, other in zip(before, after, strict=True):
            one.pop("id"), other.pop("id")
            self.assertEqual(other, one)

    def row(self, firm, names):
        """What a workbook shows of a firm; several choices stand in one cell."""
        [cells] = firm.export_data(names)["datas"][:1]
        cells[names.index("x_bpm_tastes")] = ", ".join(firm.x_bpm_tastes.mapped("name"))
        return cells

    def test_several_choices_are_added_made_and_taken_back(self):
        """Issue 4, part 4: every attribute is a place for a column; S0-12, tastes."""
        firm = self.env["res.partner"].create(
            {"name": "Zeta Tastes", "is_company": True, "x_bpm_tastes": [(6, 0, self.jazz.ids)]}
        )
        importing = self.imported(listed(["Company", "Tastes"], ["Zeta Tastes", "rock; Polka"]))
        self.assertEqual(self.counts(importing), (0, 1, 0, 0))
        self.assertEqual(sorted(firm.x_bpm_tastes.mapped("name")), ["Jazz", "Polka", "Rock"])
        self.assertEqual(
            importing.preview["rows"][0]["changes"],
            [["Zeta Tastes", "Tastes", "Jazz", "Jazz, Polka, Rock"]],
        )
        importing.bpm_undo()
        self.assertEqual(firm.x_bpm_tastes, self.jazz)

    def test_what_is_only_said_of_a_new_one_does_not_keep_it(self):
        """Undone, it is removed, not archived: values beside, choices, roles and doubts go too."""
        role = self.env["bpm.partner.role"].create({"name": "Carrier"})
        self.env["bpm.partner.attribute"].search([("code", "=", "shelves")]).history = True
        importing = self.imported(
            listed(
                ["Company", "Tastes", "Beside text", "Shelves", "Roles", "Tax ID"],
                ["Zeta Talked Of", "Jazz", "hello", "3", "Carrier", "7721537681"],
            )
        )
        firm = self.called("Zeta Talked Of")
        self.assertEqual((firm.bpm_role_ids, firm.x_bpm_beside_text), (role, "hello"))
        importing.bpm_undo()
        self.assertFalse(firm.exists())
        self.assertEqual(importing.archived_count, 0)

    def test_a_moment_is_that_of_the_importing_persons_clock(self):
        self.imported(listed(["Company", "Seen at"], ["Zeta Moment", "05.01.2026 10:30"]))
        moment = self.called("Zeta Moment").x_bpm_seen_at
        self.assertEqual(str(moment), "2026-01-05 09:30:00")

    def test_moments_that_are_none_and_those_taken_back(self):
        """An accounting program's empty day is empty; one beyond all calendars cannot be read."""
        self.seller.tz = "America/New_York"
        firm = self.env["res.partner"].create(
            {"name": "Zeta Moment", "is_company": True, "x_bpm_seen_at": "2026-01-05 09:30:00"}
        )
        importing = self.imported(
            listed(
                ["Company", "Seen at"],
                ["Zeta Moment", "06.01.2026"],
                ["Zeta None", "01.01.0001 0:00:00"],
                ["Zeta Ever", "31.12.9999 20:00"],
            ),
            modes={"Seen at": "overwrite"},
        )
        self.assertEqual(str(firm.x_bpm_seen_at), "2026-01-06 05:00:00")
        self.assertFalse(self.called("Zeta None").x_bpm_seen_at)
        self.assertEqual(self.counts(importing), (1, 1, 0, 1))
        importing.bpm_undo()
        self.assertEqual(str(firm.x_bpm_seen_at), "2026-01-05 09:30:00")
