import { Component } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A dot on the line that brought the approval about; its title says why. */
export class LineFlag extends Component {
    static template = "bpm_crm_addon.LineFlag";
    static props = { ...standardFieldProps };

    get sentence() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("bpm_line_flag", { component: LineFlag, supportedTypes: ["char"] });
