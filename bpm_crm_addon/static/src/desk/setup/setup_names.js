import { Component } from "@odoo/owl";

import { RecordSelector } from "@web/core/record_selectors/record_selector";

/** Two names, kept the moment they are chosen. */
export class SetupNames extends Component {
    static template = "bpm_crm_addon.SetupNames";
    static components = { RecordSelector };
    static props = { names: Object, save: Function };

    choose(kind, id) {
        const { money, contracts } = { ...this.props.names, [kind]: id };
        return this.props.save(money, contracts);
    }
}
