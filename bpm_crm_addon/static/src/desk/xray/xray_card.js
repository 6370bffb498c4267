import { Component, useState } from "@odoo/owl";

/** One card: sentences with figures that open their documents, one button, the ten worst. */
export class XrayCard extends Component {
    static template = "bpm_crm_addon.XrayCard";
    static props = { card: Object, onOpen: Function, onRetry: Function };

    setup() {
        this.state = useState({ unfolded: false });
    }

    get heading() {
        return `o_bpm_xray_${this.props.card.name}`;
    }
}
