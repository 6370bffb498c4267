"""Papers of Vector Trade: a dossier of three out of five, one to look at, an offer twice."""

from datetime import timedelta
from importlib.util import find_spec
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from odoo.fields import Command

from . import switches
from .parties import party
from .world import MODULE, Text

MANAGER = f"{MODULE}.group_bpm_contract_manager"
BUYERS = "[('is_company', '=', True), ('customer_rank', '>', 0)]"


class Need(NamedTuple):
    """A required paper: the code of its kind, what it is called, and what its absence means."""

    kind: str
    name: Text
    severity: str
    days: int
    valid_months: int = 0


class Scan(NamedTuple):
    """A paper that is there: whose, of which kind, from so many days ago; `until` in days."""

    party: str
    kind: str
    ago: int
    until: int | None = None
    to_check: bool = False


NEEDS = (
    Need("charter", Text("Charter", "Устав", "Статут"), "warn", 14),
    Need(
        "registration",
        Text("Registration certificate", "Свидетельство о регистрации", "Витяг з реєстру"),
        "warn", 14,
    ),
    Need(
        "power_of_attorney",
        Text("Power of attorney of whoever signs", "Доверенность подписанта",
             "Довіреність підписанта"),
        "block", 7,
    ),
    Need("bank_details", Text("Bank details", "Банковские реквизиты", "Банківські реквізити"),
         "note", 14, 12),
    Need("licence", Text("Licence", "Лицензия", "Ліцензія"), "note", 30),
)  # fmt: skip
SCANS = (
    Scan("openwood", "charter", 700),
    Scan("openwood", "registration", 690),
    Scan("openwood", "power_of_attorney", 340, 21),
    Scan("openwood", "bank_details", 420),
    Scan("medica", "charter", 300),
    Scan("medica", "registration", 300),
    Scan("medica", "power_of_attorney", 100, 265),
    Scan("medica", "bank_details", 90),
    Scan("medica", "licence", 90),
    Scan("kombo", "charter", 2, to_check=True),
)
EMPTY = ("gemini", "azure")  # nothing has been brought yet
OFFERED = "free"  # the quotation below every limit


def make(world):
    """Who looks after papers, what is needed, what is there, and an offer from a template."""
    switches.on(world.env, "contract")
    world.people["lawyer"].group_ids = [Command.link(world.env.ref(MANAGER).id)]
    needs = _needs(world)
    _scans(world, needs)
    firms = [party(world, key) for key in dict.fromkeys((*(s.party for s in SCANS), *EMPTY))]
    world.env["bpm.dossier"]._bpm_for(world.env["res.partner"].union(*firms))
    _offer(world)


def _kind(world, code):
    return world.env.ref(f"{MODULE}.document_type_{code}")


def _needs(world):
    """What this company asks of its buyers."""
    needs = world.env["bpm.dossier.requirement"].create(
        [
            {
                "name": world.say(need.name),
                "sequence": number,
                "company_id": world.company.id,
                "type_id": _kind(world, need.kind).id,
                "model_name": "res.partner",
                "domain": BUYERS,
                "severity": need.severity,
                "days": need.days,
                "valid_months": need.valid_months,
            }
            for number, need in enumerate(NEEDS)
        ]
    )
    world.translate(needs, [need.name for need in NEEDS])
    return {need.kind: record for need, record in zip(NEEDS, needs, strict=True)}


def _scans(world, needs):
    papers = world.env["bpm.document"].create(
        [
            {
                "name": needs[scan.kind].name,
                "type_id": needs[scan.kind].type_id.id,
                "res_model": "res.partner",
                "res_id": party(world, scan.party).id,
                "company_id": world.company.id,
                "user_id": party(world, scan.party).user_id.id,
                "date": world.day(scan.ago),
                "valid_until": scan.until is not None and world.today + timedelta(days=scan.until),
                "to_check": scan.to_check,
            }
            for scan in SCANS
        ]
    )
    papers._bpm_add_version(
        [{"name": f"{scan.kind}.pdf", "raw": scanned(scan.kind.replace("_", " "), scan.party)}
         for scan in SCANS]
    )  # fmt: skip


def scanned(heading, name):
    """A page that looks like a scan of a paper, in Latin letters: its font knows no others."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 120, heading.upper())
    canvas.setFont("Helvetica", 14)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 160, name.capitalize())
    canvas.setStrokeColorRGB(0.3, 0.3, 0.7)
    canvas.circle(A4[0] - 150, 170, 55)
    canvas.drawString(A4[0] - 175, 165, "SEAL")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _offer(world):
    """An offer from the template in the language of the database, made again after a change."""
    order = world.env.ref(f"{MODULE}.demo_quote_{OFFERED}", raise_if_not_found=False)
    code = (world.lang or "en")[:2]
    template = world.env.ref(
        f"{MODULE}.template_offer_{code if code in ('en', 'ru', 'uk') else 'en'}"
    )
    if order and find_spec("docxtpl"):
        order, template = (world.as_user(one, "salesperson") for one in (order, template))
        template._bpm_generate(order)
        order.validity_date = world.today + timedelta(days=45)
        template._bpm_generate(order)
