import { Component, onWillStart, onWillUpdateProps, useEffect, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** One line on an invoice: what is said next about its payment, what stops it, what was said. */
export class PaymentLine extends Component {
    static template = "bpm_crm_addon.PaymentLine";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ line: null, open: false });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(async ({ record }) => {
            if (record !== this.props.record) {
                this.state.open = false;
                await this.load(record);
            }
        });
        this.reloadAfterSaving();
    }

    async load(record) {
        const asked = (this.asked = Symbol());
        const line = record.resId ? await this.orm.silent.call("account.move", "bpm_payment_line", [[record.resId]]) : null;
        if (asked === this.asked) {
            this.state.line = line;
        }
    }

    reloadAfterSaving() {
        let wasDirty = false;
        useEffect(
            (dirty) => {
                if (wasDirty && !dirty) {
                    this.load(this.props.record);
                }
                wasDirty = dirty;
            },
            () => [this.props.record.dirty]
        );
    }

    async press({ name, model, id }) {
        const { record } = this.props;
        if (model) {
            await this.action.doAction({ type: "ir.actions.act_window", res_model: model, res_id: id, views: [[false, "form"]] });
            return;
        }
        if (!(await record.save())) {
            return;
        }
        const result = await this.orm.call("account.move", name, [[record.resId]]);
        const reload = () => record.model.load();
        await (result?.type ? this.action.doAction(result, { onClose: reload }) : reload());
    }
}

registry.category("view_widgets").add("bpm_payment_line", { component: PaymentLine });
