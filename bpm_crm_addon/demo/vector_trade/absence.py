"""Who is away this week, and who decides meanwhile."""

from datetime import timedelta


def make(world):
    """Nadia is away since the day before yesterday; Anna stands in for her."""
    absence = world.env["bpm.approval.substitution"].create(
        {
            "user_id": world.people["koval"].id,
            "substitute_id": world.people["leader"].id,
            "date_from": world.day(2),
            "date_to": world.today + timedelta(days=6),
        }
    )
    world.name({"demo_absence_koval": absence})
