import { reactive } from "@odoo/owl";

import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { createPointerState } from "@web_tour/js/tour_pointer/tour_pointer_state";
import { TourPointer } from "@web_tour/js/tour_pointer/tour_pointer";
import { tourState } from "@web_tour/js/tour_state";

import { FIRST_APPROVAL } from "./first_approval_tour";

/**
 * Leads a person through the steps of the first approval, with Odoo's own pointer.
 *
 * Odoo's way of starting a tour by hand switches onboarding on for that person: every other tour
 * would then start by itself, and an unfinished one come back on each page. This one is played
 * here, can be stopped at any moment, and is over when the page is left.
 */
export const firstApproval = {
    dependencies: ["action", "notification", "orm", "overlay"],
    start(env, { action, notification, orm, overlay }) {
        const guide = reactive({ running: false });
        let end = () => {};

        async function start() {
            end();
            await loadBundle("web_tour.interactive");
            await action.doAction({
                type: "ir.actions.act_window",
                name: _t("New Quotation"),
                res_model: "sale.order",
                views: [[false, "form"]],
            });
            play();
        }

        function play() {
            const { TourInteractive } = odoo.loader.modules.get(
                "@web_tour/js/tour_interactive/tour_interactive"
            );
            const { steps } = registry.category("web_tour.tours").get(FIRST_APPROVAL);
            const tour = new TourInteractive({ name: FIRST_APPROVAL, steps: steps() });
            const pointer = createPointerState();
            const removePointer = overlay.add(
                TourPointer,
                { pointerState: pointer.state, bounce: true },
                { sequence: 1100 }
            );
            const closeNotice = notification.add(_t("Guided first approval: 8 steps."), {
                type: "info",
                sticky: true,
                buttons: [{ name: _t("Stop"), onClick: () => end() }],
                onClose: () => end(),
            });
            end = () => {
                end = () => {};
                guide.running = false;
                tour.observer?.disconnect();
                tour.removeListeners();
                removePointer();
                tourState.clear();
                closeNotice();
            };
            guide.running = true;
            tourState.setCurrentIndex(0);
            tour.start(env, pointer, () => finish());
        }

        async function finish() {
            end();
            await orm.call("bpm.desk", "desk_dismiss", ["first_approval"]);
            notification.add(_t("That is all there is to it. What you ask for is on My Desk."), {
                type: "success",
            });
        }

        return Object.assign(guide, { start });
    },
};
registry.category("services").add("bpm_first_approval", firstApproval);
