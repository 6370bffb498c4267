"""The world of the import's tests: somebody who may import, and a short way through."""

from tests.common import BpmCase
from tests.partner.tables import base64_of


class ImportCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.be")
        cls.seller = cls.importer("import_seller")

    @classmethod
    def importer(cls, login, *groups):
        """A user who may create counterparties."""
        wanted = ["base.group_user", "base.group_partner_manager", *groups]
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": f"Test {login}",
                    "login": login,
                    "password": login,
                    "email": f"{login}@test.invalid",
                    "group_ids": [(6, 0, [cls.env.ref(group).id for group in wanted])],
                }
            )
        )

    def opened(self, data, name="list.xlsx", by=None):
        """The import that a file begins."""
        imports = self.env["bpm.partner.import"].with_user(by or self.seller)
        return imports.browse(imports.bpm_open(name, base64_of(data))["id"])

    def looked(self, data, modes=None, targets=None, by=None, **options):
        """An import with its preview. `modes`, `targets`: {heading: choice} that differ from what
        is offered."""
        importing = self.opened(data, by=by)
        importing.bpm_map(
            [
                [
                    (targets or {}).get(one["heading"], one["target"]),
                    (modes or {}).get(one["heading"], one["mode"]),
                ]
                for one in importing.columns
            ],
            **options,
        )
        importing.bpm_preview()
        return importing

    def imported(self, data, **options):
        """An import that has run."""
        importing = self.looked(data, **options)
        importing.bpm_run()
        return importing

    def counts(self, importing):
        """(created, updated, unchanged, rejected), which together are the rows of the file."""
        importing.invalidate_recordset()
        found = tuple(
            importing[f"{name}_count"] for name in ("created", "updated", "unchanged", "rejected")
        )
        self.assertEqual(sum(found), importing.row_count)
        self.assertEqual(importing.row_count, len(importing.sudo().row_ids))
        return found

    def called(self, name):
        """The counterparties of that name."""
        return self.env["res.partner"].search([("name", "=", name)])
