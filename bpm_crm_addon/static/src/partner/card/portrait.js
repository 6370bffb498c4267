import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { formatCurrency } from "@web/core/currency";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { Timeline } from "./timeline";
import { TimelineRow } from "./timeline_row";

/**
 * The tab Portrait: how a counterparty buys and pays, what is open, what was talked about. Read
 * when the tab is opened; every figure opens its documents.
 */
export class Portrait extends Component {
    static template = "bpm_crm_addon.Portrait";
    static components = { Timeline, TimelineRow };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ portrait: false, all: false });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.shown) {
                this.state.all = false;
                return this.load(next.record.resId);
            }
        });
    }

    async load(resId) {
        this.shown = resId;
        this.state.portrait = resId ? await this.orm.silent.call("res.partner", "bpm_portrait", [[resId]]) : false;
    }

    /** With talks the line of time unfolds below them, without at the end. */
    get hasTalks() {
        return this.state.portrait.lines.some((line) => line.name === "talks");
    }

    amount(row) {
        return row.amount ? formatCurrency(row.amount, row.currency_id) : "";
    }

    figureClass(part) {
        const tones = { good: "text-success", warning: "text-warning-emphasis", danger: "text-danger" };
        return `fw-bold ${tones[part.tone] || ""}`;
    }

    /** Heights of a small chart in percent of its tallest bar. */
    bars(line) {
        const most = Math.max(...line.bars, 1);
        return line.bars.map((value) => Math.max(4, Math.round((100 * Math.max(value, 0)) / most)));
    }

    async open(name) {
        const action = await this.orm.call("res.partner", "bpm_portrait_open", [[this.props.record.resId], name]);
        return this.action.doAction(action);
    }

    /** A document, or what stands behind a name. */
    openDocument({ model, id, name }) {
        if (name) {
            return this.open(name);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    quote() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sale.order",
            views: [[false, "form"]],
            context: { default_partner_id: this.props.record.resId },
        });
    }
}

registry.category("view_widgets").add("bpm_portrait", { component: Portrait });
