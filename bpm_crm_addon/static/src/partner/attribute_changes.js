import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const CATALOGUE = /^bpm\.partner\.(attribute(\.set|\.option|\.column|\.file)?|starter)$/;
const CHANGES = /^(create|write|unlink|web_save|web_save_multi|web_resequence|action_.*)$/;

/** A change of the catalogue changes forms, lists and searches: whatever is kept of them goes. */
export const attributeChangesService = {
    start() {
        rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
            const { model, method } = detail.data.params || {};
            if (CATALOGUE.test(model) && CHANGES.test(method) && !detail.error) {
                rpcBus.trigger("CLEAR-CACHES");
            }
        });
    },
};

registry.category("services").add("bpm_attribute_changes", attributeChangesService);
