import { Component, onWillStart, onWillUpdateProps, useEffect, useState, xml } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// Chips that lead to a method of their own; the others open documents.
const METHODS = {
    roles: "action_bpm_roles",
    do_not_contact: "action_bpm_stop_list",
    registry_ask: "action_bpm_registry",
    registry_waiting: "action_bpm_registry",
    registry_answer: "action_bpm_registry_suggestion",
};

/**
 * The chips at the head of a counterparty: read beside the form and not before it, so that the
 * form is there at once. A click leads to what a chip speaks of.
 */
export class PartnerChips extends Component {
    static template = xml`
        <div class="o_bpm_chips d-flex flex-wrap align-items-center gap-1 mt-1">
            <button t-foreach="state.chips" t-as="chip" t-key="chip.name" type="button" t-att-data-name="chip.name"
                    class="btn btn-sm rounded-pill" t-attf-class="text-bg-{{ chip.tone }}"
                    t-on-click="() => this.open(chip)" t-out="chip.text"/>
        </div>`;
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ chips: [] });
        this.asked = 0;
        const bus = useService("bus_service");
        const answered = ({ partner_id: id }) => id === this.props.record.resId && this.load(id);
        useEffect(
            () => {
                bus.subscribe("bpm.registry/done", answered);
                return () => bus.unsubscribe("bpm.registry/done", answered);
            },
            () => []
        );
        this.shown = this.wasDirty = false;
        onWillStart(() => void this.load(this.props.record.resId));
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.shown) {
                this.state.chips = [];
            }
            const saved = this.wasDirty && !next.record.dirty;
            this.wasDirty = next.record.dirty;
            // Loaded anew after a dialog, such as “Do not contact”: another object, the same number.
            const isAnew = next.record !== this.props.record;
            if (saved || isAnew || next.record.resId !== this.shown) {
                this.load(next.record.resId);
            }
        });
    }

    async load(resId) {
        const asked = ++this.asked;
        this.shown = resId;
        const chips = resId ? await this.orm.silent.call("res.partner", "bpm_chips", [[resId]]) : [];
        if (asked === this.asked) {
            this.state.chips = chips;
        }
    }

    async open({ name }) {
        const ids = [this.props.record.resId];
        const method = METHODS[name.startsWith("role_") ? "roles" : name];
        const action = method
            ? await this.orm.call("res.partner", method, [ids])
            : await this.orm.call("res.partner", "bpm_portrait_open", [ids, name]);
        await this.action.doAction(action, { onClose: () => this.props.record.load() });
        if (method === METHODS.registry_ask) {
            await this.load(ids[0]);
        }
    }
}

registry.category("view_widgets").add("bpm_partner_chips", { component: PartnerChips });
