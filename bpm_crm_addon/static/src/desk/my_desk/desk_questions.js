import { Component, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";

import { follow } from "./targets";

/** What data stewards ask: a note with a line to answer in, and never a dialog. */
export class DeskQuestions extends Component {
    static template = "bpm_crm_addon.DeskQuestions";
    static props = { card: Object, reload: Function };

    setup() {
        this.state = useState({ answers: {}, busy: false });
    }

    open(row) {
        return follow(this.env, row.open);
    }

    async answer(row) {
        const text = (this.state.answers[row.key] || "").trim();
        if (!text || this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.env.services.orm.call("bpm.partner.question", "bpm_answer", [[row.key], text]);
        } finally {
            this.state.busy = false;
        }
        await this.props.reload();
    }
}

registry.category("bpm_desk_cards").add("questions", DeskQuestions);
