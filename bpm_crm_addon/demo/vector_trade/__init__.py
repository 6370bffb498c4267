"""Vector Trade, a furniture wholesaler: people, parties, goods, eighteen months and today.

`load` reads like the table of contents; each step is a file of this folder. Everything is made
through Odoo's own models, with dates counted back from the day of loading, and always the same:
chance has a fixed seed.
"""

from . import absence, approvals, campaigns, company, contracts, doubts, invoices, messages
from . import moments, orders, outreach, papers, parties, payments, people, phones, products
from . import quality, reminders, requisites, roles, rules, sheets, switches
from .history import plan
from .world import World


def load(env, history=True, progress=None):
    """Make the company in `env` (a superuser's); return its ``res.company``.

    `progress(done, total, what)` is told about each step before it begins.
    """
    world = World(env)
    steps = [company.make, people.make, products.make, sheets.make, parties.make, requisites.make]
    if history:
        steps += [past_before_rules, rules.make, past_under_rules, money]
    else:
        steps += [rules.make]
    steps += [people.leave, absence.make, moments.make, doubts.make]
    steps += [outreach.make, messages.make, phones.make, reminders.make, campaigns.make]
    steps += [papers.make, contracts.make, quality.make, figures]
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps), WORDS[step])
        step(world)
        env.flush_all()
    if progress:
        progress(len(steps), len(steps), "done")
    return world.company


def undo(env):
    """Take back what lies outside the company, before it is removed."""
    for step in (rules, company, phones, requisites, sheets, switches):
        step.undo(env)


def past_before_rules(world):
    """The first months: nobody had to be asked yet."""
    world.deals = plan(world.rng, parties.PARTIES, products.PRODUCTS)
    orders.make(world, [deal for deal in world.deals if not deal.controlled])


def past_under_rules(world):
    """The months since: what lies above a limit was asked about, and decided."""
    controlled = [deal for deal in world.deals if deal.controlled]
    orders.make(world, [deal for deal in controlled if not deal.asks])
    approvals.make(world, [deal for deal in controlled if deal.asks])


def money(world):
    """Invoices of all that was sold, what else was billed, and how it was paid."""
    invoices.make(world)
    payments.make(world)
    roles.make(world)


def figures(world):
    """What accounting knows of each customer, as the scheduled action would compute it soon."""
    moves = world.env["account.move"].search([("company_id", "=", world.company.id)])
    metrics = world.env["bpm.partner.metric"]
    metrics._refresh(moves.commercial_partner_id.ids)
    metrics._rank()
    world.env["bpm.company.metric"]._refresh(world.company)


WORDS = {
    company.make: "the company and its accounts",
    people.make: "people and sales teams",
    products.make: "products",
    sheets.make: "sheets of products",
    parties.make: "customers and suppliers",
    requisites.make: "their addresses, heads and accounts",
    past_before_rules: "quotations of the first months",
    rules.make: "approval rules",
    past_under_rules: "quotations and approvals of the last year",
    money: "invoices and payments",
    people.leave: "who has left",
    absence.make: "who is away",
    moments.make: "what waits today",
    doubts.make: "what is doubtful about the parties",
    outreach.make: "outreach",
    messages.make: "what was written to customers",
    phones.make: "messages to phones",
    reminders.make: "payment reminders",
    papers.make: "papers and dossiers",
    campaigns.make: "campaigns",
    contracts.make: "contracts",
    quality.make: "the quality of data in the last weeks",
    figures: "what accounting knows of customers",
}
