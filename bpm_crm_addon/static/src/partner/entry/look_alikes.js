import { Component, onWillUnmount, useEffect, useState, xml } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const WAIT = 300; // milliseconds without a key before anybody is looked for

/**
 * "Maybe this one?": chips of known counterparties under what is being typed. They suggest and
 * stop nobody; a tap opens the one that was meant instead.
 */
export class LookAlikes extends Component {
    static template = xml`
        <div class="o_bpm_look_alikes d-flex flex-wrap align-items-center gap-1" aria-live="polite">
            <t t-if="state.alike.length">
                <span class="text-muted me-1">Maybe this one?</span>
                <button t-foreach="state.alike" t-as="one" t-key="one.id" type="button" t-att-title="one.why"
                        class="o_bpm_look_alike btn btn-sm btn-light border rounded-pill text-start" t-on-click="() => props.open(one)">
                    <b t-out="one.name"/> <span class="text-muted" t-out="one.why"/>
                </button>
            </t>
        </div>`;
    static props = {
        name: { type: String, optional: true },
        phone: { type: String, optional: true },
        email: { type: String, optional: true },
        vat: { type: String, optional: true },
        open: Function,
        onHints: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ alike: [] });
        this.asked = 0;
        this.look = useDebounced(() => this.ask(), WAIT);
        useEffect(
            (...typed) => void (typed.some(Boolean) ? this.look() : this.forget()),
            () => [this.props.name, this.props.phone, this.props.email, this.props.vat]
        );
        onWillUnmount(() => this.asked++);
    }

    forget() {
        this.asked++;
        this.state.alike = [];
    }

    /** An answer that comes after a newer question is dropped; without an answer nothing is said. */
    async ask() {
        const asked = ++this.asked;
        const { name, phone, email, vat } = this.props;
        let hints;
        try {
            hints = await this.orm.silent.call("res.partner", "bpm_entry_hints", [], { name, phone, email, vat });
        } catch {
            return;
        }
        if (asked === this.asked) {
            this.state.alike = hints.alike;
            this.props.onHints?.(hints);
        }
    }
}

/** The chips in the form of a new counterparty. */
export class LookAlikesWidget extends Component {
    static template = xml`
        <LookAlikes name="text('name')" phone="text('phone')" email="text('email')" vat="text('vat')" open.bind="open"/>`;
    static components = { LookAlikes };
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
    }

    text(name) {
        return this.props.record.data[name] || "";
    }

    /** What was typed is let go, else leaving the form would save it. */
    async open(one) {
        await this.props.record.discard();
        await this.action.doAction(
            { type: "ir.actions.act_window", res_model: "res.partner", res_id: one.id, views: [[false, "form"]] },
            { stackPosition: "replaceCurrentAction" }
        );
    }
}

registry.category("view_widgets").add("bpm_look_alikes", { component: LookAlikesWidget });
