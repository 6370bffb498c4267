import { Component, onWillUpdateProps, useState } from "@odoo/owl";

import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Below the attributes: how they changed, as a line in time, and what they were on a day. */
export class AttributePast extends Component {
    static template = "bpm_crm_addon.AttributePast";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ open: false, day: "", past: { changes: [], as_of: [] } });
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.shown) {
                Object.assign(this.state, { open: false, day: "" });
            }
        });
    }

    async toggle() {
        if (!this.state.open) {
            await this.load();
        }
        this.state.open = !this.state.open;
    }

    async load() {
        const { resId, resModel } = this.props.record;
        this.shown = resId;
        this.state.past = await this.orm.call(resModel, "bpm_attribute_past", [[resId], this.state.day || false]);
    }

    async choose(ev) {
        this.state.day = ev.target.value;
        await this.load();
    }

    day(text) {
        return formatDate(deserializeDate(text));
    }
}

registry.category("view_widgets").add("bpm_attribute_past", { component: AttributePast });
