import { Component, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";

import { tellRefusal } from "../../refusal";
import { decide } from "../../approval/decision/decide";
import { InboxRow } from "../../approval/inbox/inbox_row";

/** The most urgent decisions, as rows of the inbox; the first is open and can be decided on. */
export class DeskInbox extends Component {
    static template = "bpm_crm_addon.DeskInbox";
    static components = { InboxRow };
    static props = { card: Object, reload: Function };

    setup() {
        this.state = useState({ current: false, busy: false });
    }

    get rows() {
        return this.props.card.rows;
    }

    get currentId() {
        const chosen = this.rows.find((row) => row.id === this.state.current);
        return (chosen || this.rows[0]).id;
    }

    select(row) {
        if (this.currentId !== row.id) {
            this.state.current = row.id;
            this.env.services.orm.silent.call("bpm.approval.slot", "bpm_seen", [[row.id]]);
        }
    }

    async vote(verb, row) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await decide(this.env, { verb, ids: [row.request_id], name: row.name });
        } catch (error) {
            tellRefusal(this.env.services.notification, error);
        } finally {
            this.state.busy = false;
        }
        await this.props.reload();
    }

    open(row) {
        return this.env.services.action.doAction("bpm_crm_addon.action_bpm_approval_request_page", {
            props: { resId: row.request_id, resIds: this.rows.map((one) => one.request_id) },
        });
    }
}

registry.category("bpm_desk_cards").add("inbox", DeskInbox);
