import { Component, useState } from "@odoo/owl";

import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";

import { dueLabel, shortTime } from "../../approval/time";
import { follow } from "./targets";

/** The rows of a card: what it is about opens it, at most one button beside. */
export class DeskRows extends Component {
    static template = "bpm_crm_addon.DeskRows";
    static props = { card: Object, reload: Function };

    setup() {
        this.state = useState({ busy: false });
    }

    get rows() {
        return this.props.card.rows.map((row) => ({
            ...row,
            buttons: row.buttons || [],
            amount: row.amount ? formatCurrency(row.amount, row.currency_id) : "",
            due: row.day ? { text: formatDate(deserializeDate(row.day)), level: "muted" } : dueLabel(row.due),
            time: row.since ? _t("since %s", shortTime(row.since)) : row.at ? shortTime(row.at) : "",
        }));
    }

    async press(target) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            if (await follow(this.env, target)) {
                await this.props.reload();
            }
        } finally {
            this.state.busy = false;
        }
    }
}
