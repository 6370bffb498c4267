import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The cards of a merge side by side: whose value wins is a click, on a phone as well. */
export class MergePage extends Component {
    static template = "bpm_crm_addon.MergePage";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
    }

    get page() {
        return this.props.record.data[this.props.name] || { columns: [], lines: [], follow: [] };
    }

    get isPrepared() {
        return this.page.state === "prepared";
    }

    async keep(column) {
        if (this.isPrepared && !column.is_kept) {
            await this.call("action_keep", column.id);
        }
    }

    async choose(line, cell) {
        if (this.isPrepared && !cell.wins) {
            await this.call("action_choose", line.id, cell.partner);
        }
    }

    async call(method, ...args) {
        await this.orm.call("bpm.partner.merge", method, [[this.props.record.resId], ...args]);
        await this.props.record.load();
    }
}

registry.category("fields").add("bpm_merge", { component: MergePage, supportedTypes: ["json"] });
