"""What Vector Trade says to its customers: outreach is switched on and live."""

from datetime import timedelta

OUTREACH = "bpm_crm_addon.group_bpm_capability_outreach"
# Set when outreach was switched on for this company, to be switched off with it.
SWITCHED_ON = "bpm_crm_addon.demo_outreach"


def make(world):
    """Switch it on: three months ago, after a week of rehearsal."""
    _switch_on(world.env)
    since = world.moment(97)
    world.company.write(
        {
            "bpm_outreach_mode": "live",
            "bpm_outreach_since": since,
            "bpm_outreach_live_since": since + timedelta(days=7),
        }
    )


def _switch_on(env):
    everybody, switch = env.ref("base.group_user"), env.ref(OUTREACH)
    if switch not in everybody.all_implied_ids:
        everybody._apply_group(switch)
        env["ir.config_parameter"].set_param(SWITCHED_ON, "True")


def undo(env):
    """Switch it off again when it was this company that had switched it on."""
    found = env["ir.config_parameter"].search([("key", "=", SWITCHED_ON)])
    if found:
        env.ref("base.group_user")._remove_group(env.ref(OUTREACH))
        found.unlink()
