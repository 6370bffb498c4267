"""Signed contracts a company already has: each file becomes a card to check, filled by its text."""

from odoo import api, models

from ...engine.contract_guess import guess


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    @api.model
    def _from_files(self, files):
        """Make a card to check of each file; return them in that order.

        `files`: [{"name", "raw", "text"}], text being what the file says where it is known.
        """
        guesses = [guess(file.get("text")) for file in files]
        parties = self._parties_of(guesses)
        numbers = self._free_numbers([one.number for one in guesses])
        kinds = {kind.code: kind for kind in self.env["bpm.contract.type"].search([])}
        other = next(iter(kinds.values()), self.env["bpm.contract.type"])
        contracts = self.create(
            [
                {
                    "type_id": kinds.get(one.kind, other).id,
                    "partner_id": party.id,
                    "name": file["name"].rpartition(".")[0] or file["name"],
                    "their_number": one.number or False,
                    "number": number,
                    "date": one.dated,
                    "date_start": one.dated,
                    "date_end": one.until if _follows(one) else False,
                }
                for file, one, party, number in zip(files, guesses, parties, numbers, strict=True)
            ]
        )
        contracts._put({"to_check": True})
        for contract, file in zip(contracts, files, strict=True):
            contract._add_scan(file["name"], file["raw"])
        return contracts

    @api.model
    def _free_numbers(self, numbers):
        """Each number, or False where it is none, stands in the register or came before."""
        taken, result = self._numbers_taken(set(numbers) - {""}, self.env.company), []
        for number in numbers:
            result.append(number if number and number not in taken else False)
            taken.add(number)
        return result

    @api.model
    def _parties_of(self, guesses):
        """The other side of each guess: by tax number, else by a name in quotes; two queries."""
        partners = self.env["res.partner"]
        own = self.env.company.partner_id
        numbers = {number for one in guesses for number in one.tax_numbers}
        names = {name for one in guesses for name in one.names}
        by_number = {
            (partner.vat or "").upper(): partner
            for partner in partners.search([("vat", "in", list(numbers))]) - own
        }
        firms = partners.search([("is_company", "=", True), ("name", "in", list(names))]) - own
        by_name = {firm.name: firm for firm in firms}
        return [
            next(
                (
                    known[word]
                    for known, words in ((by_number, one.tax_numbers), (by_name, one.names))
                    for word in words
                    if word in known
                ),
                partners,
            )
            for one in guesses
        ]


def _follows(one):
    return one.until and (not one.dated or one.until >= one.dated)
