import { reactive } from "@odoo/owl";

import { fields } from "@mail/core/common/record";
import { Store } from "@mail/core/common/store_service";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";

import { APPROVAL_CHANGED } from "../decision/decide";

/**
 * How many decisions wait for the person who is logged in.
 *
 * The first number comes with the data every page fetches anyway (the mail store), later ones by
 * the bus, always absolute; after a lost connection it is asked for once.
 */
export const approvalCounter = {
    dependencies: ["bus_service", "orm"],
    start(env, { bus_service: bus, orm }) {
        const counter = reactive({ count: 0, shown: false });

        function set({ count, shown }) {
            counter.count = count;
            counter.shown = Boolean(shown || count || counter.shown);
        }
        bus.subscribe("bpm.approval/pending", (payload) => set(payload));
        bus.subscribe("bpm.approval/updated", ({ documents }) =>
            env.bus.trigger(APPROVAL_CHANGED, documents)
        );
        bus.addEventListener("BUS:RECONNECT", async () =>
            set(await orm.silent.call("bpm.approval.slot", "bpm_pending", []))
        );
        return Object.assign(counter, { set });
    },
};
registry.category("services").add("bpm_approval_counter", approvalCounter);

patch(Store.prototype, {
    setup() {
        super.setup(...arguments);
        this.bpm_approval = fields.Attr(null, {
            onUpdate() {
                if (this.bpm_approval) {
                    this.env.services.bpm_approval_counter?.set(this.bpm_approval);
                }
            },
        });
    },
});
