"""How invoices were paid: entries of the bank, twice a week, matched with what they pay."""

from collections import Counter
from datetime import timedelta

from odoo.fields import Command

from .history import days_after_due


def make(world):
    """Write down what the bank received, and match it with the invoices."""
    payments = _plan(world)
    bank = world.env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", world.company.id)], limit=1
    )
    days = {}
    for date, move, amount in payments:
        days.setdefault(date, []).append((move, amount))
    dates = sorted(days)
    counters = Counter()
    entries = world.env["account.move"].create(
        [_entry(world, bank, date, days[date], counters) for date in dates]
    )
    entries._post(soft=False)
    pairs = []
    for date, entry in zip(dates, entries):
        lines = entry.line_ids.filtered("partner_id").sorted("sequence")
        pairs += [
            _receivable(move) | line
            for (move, _amount), line in zip(days[date], lines, strict=True)
        ]
    credits = [
        _receivable(credit.reversed_entry_id) | _receivable(credit) for credit in world.credits
    ]
    world.env["account.move.line"]._reconcile_plan(credits + pairs)


def _plan(world):
    """[(date, invoice, amount)]: what of each invoice was paid when, up to yesterday."""
    credited = {credit.reversed_entry_id: credit.amount_total for credit in world.credits}
    planned = []
    for move, party, ago in world.bills:
        habit = world.table[party].habit
        days = days_after_due(world.rng, habit, ago)
        first = _booked(max(move.invoice_date_due + timedelta(days=days), move.invoice_date))
        total = move.currency_id.round(move.amount_total - credited.get(move, 0))
        if total <= 0:
            continue
        if habit == "partial" and world.rng.random() < 0.6:
            half = move.currency_id.round(total * world.rng.choice((0.3, 0.5, 0.7)))
            planned.append((first, move, half))
            later = _booked(first + timedelta(days=world.rng.randint(15, 40)))
            planned.append((later, move, move.currency_id.round(total - half)))
        else:
            planned.append((first, move, total))
    return [payment for payment in planned if payment[0] < world.today]


def _booked(date):
    """The day this payment is booked on: the next Tuesday or Friday."""
    return date + timedelta(days=(1, 0, 2, 1, 0, 3, 2)[date.weekday()])


def _entry(world, bank, date, payments, counters):
    """Values of the bank's entry of one day: a line per payment, in that order, and their sum."""
    receivable = {move: _receivable(move).account_id.id for move, _amount in payments}
    total = sum(amount for _move, amount in payments)
    counters[date.year] += 1
    return {
        "move_type": "entry",
        "journal_id": bank.id,
        "date": date,
        "name": f"{bank.code}/{date.year}/{counters[date.year]:05}",
        "ref": bank.name,
        "line_ids": [
            Command.create(
                {
                    "sequence": number,
                    "account_id": receivable[move],
                    "partner_id": move.commercial_partner_id.id,
                    "name": move.name,
                    "credit": amount,
                }
            )
            for number, (move, amount) in enumerate(payments)
        ]
        + [
            Command.create(
                {
                    "sequence": len(payments),
                    "account_id": bank.default_account_id.id,
                    "name": bank.name,
                    "debit": total,
                }
            )
        ],
    }


def _receivable(move):
    return move.line_ids.filtered(lambda line: line.display_type == "payment_term")
