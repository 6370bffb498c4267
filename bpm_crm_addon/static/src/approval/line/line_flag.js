import { Component, reactive, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const flags = reactive({});

/** Tell which lines brought an approval about; those told before for the same document go. */
export function setLineFlags(told, before = {}) {
    for (const id of Object.keys(before)) {
        delete flags[id];
    }
    Object.assign(flags, told);
}

/**
 * A dot on the line that brought the approval about; its title says why.
 *
 * The approval line of the document knows which lines these are, so that editing the document
 * costs nothing more.
 */
export class LineFlag extends Component {
    static template = "bpm_crm_addon.LineFlag";
    static props = { ...standardFieldProps };

    setup() {
        this.flags = useState(flags);
    }

    get sentence() {
        return this.flags[this.props.record.resId];
    }
}

registry.category("fields").add("bpm_line_flag", { component: LineFlag, supportedTypes: ["integer"] });
