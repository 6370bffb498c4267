"""How good the data were in the last weeks: the steward has verified some cards every week."""

from odoo import fields

WEEKS = 8
GAINED = {"complete": 0.02, "verified": 0.09}  # a week, of what there is today


def make(world):
    """Count today, and note for each week before it a little less."""
    quality = world.env["bpm.partner.quality"]
    world.env.flush_all()
    world.env.cr.execute(quality._counting(world.company.id, world.today, world.now))
    quality.invalidate_model()
    rows = quality.search([("company_id", "=", world.company.id), ("day", "=", world.today)])
    quality.create([_before(row, week) for week in range(1, WEEKS + 1) for row in rows])


def _before(row, weeks):
    [values] = row.copy_data({"day": fields.Date.subtract(row.day, weeks=weeks)})
    for name, share in GAINED.items():
        values[name] = round(row[name] * (1 - share * weeks))
        values[f"{name}_share"] = 100.0 * values[name] / row.parties
    return values
