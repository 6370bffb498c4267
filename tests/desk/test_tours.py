"""Tours themselves: what is written about how they end."""

from tests.common import BpmHttpCase

ENDS_WITH_A_LOOK = """
    const { registry } = odoo.loader.modules.get("@web/core/registry");
    const tours = registry.category("web_tour.tours").getEntries()
        .filter(([name]) => name.startsWith("bpm_"));
    const acts = ([, tour]) => typeof tour.steps().at(-1).run === "string";
    const acting = tours.filter(acts).map(([name]) => name);
    if (tours.length < 50 || acting.length) {
        console.error(`${tours.length} tours, ending with an act: ${acting.join(", ")}`);
    } else {
        console.log("test successful");
    }
"""


class TestTours(BpmHttpCase):
    def test_they_end_with_a_look_never_with_an_act(self):
        """The browser is closed after the last step: what an act there was to do may never reach
        the server, on a slow machine only. So the last step waits for what the act has changed."""
        self.browser_js("/odoo", ENDS_WITH_A_LOOK, "odoo.isReady === true", login="admin")
