"""Capabilities the demo company shows: on with it, and off again when they were on for it only."""

from .world import MODULE

PREFIX = f"{MODULE}.demo_switched_"


def on(env, capability):
    """Switch a capability on, by the end of its group's name, and remember that it was off."""
    everybody, switch = env.ref("base.group_user"), _group(env, capability)
    if switch not in everybody.all_implied_ids:
        everybody._apply_group(switch)
        env["ir.config_parameter"].set_param(PREFIX + capability, "True")


def undo(env):
    """Switch off what was switched on for the company."""
    found = env["ir.config_parameter"].search([("key", "=like", f"{PREFIX}%")])
    for parameter in found:
        group = _group(env, parameter.key.removeprefix(PREFIX))
        env.ref("base.group_user")._remove_group(group)
    found.unlink()


def _group(env, capability):
    return env.ref(f"{MODULE}.group_bpm_capability_{capability}")
