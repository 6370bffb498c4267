"""What Vector Trade says to its customers: outreach is switched on and live."""

from datetime import timedelta

from . import switches


def make(world):
    """Switch it on: three months ago, after a week of rehearsal."""
    switches.on(world.env, "outreach")
    since = world.moment(97)
    world.company.write(
        {
            "bpm_outreach_mode": "live",
            "bpm_outreach_since": since,
            "bpm_outreach_live_since": since + timedelta(days=7),
        }
    )
