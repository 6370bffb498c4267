import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { useService } from "@web/core/utils/hooks";

import { KINDS, TimelineRow } from "./timeline_row";

/** Everything that happened with a counterparty, newest first, a page at a time. */
export class Timeline extends Component {
    static template = "bpm_crm_addon.Timeline";
    static components = { TimelineRow };
    static props = { resId: Number, onOpen: Function };

    setup() {
        this.orm = useService("orm");
        this.kinds = Object.entries(KINDS).map(([name, kind]) => ({ name, ...kind }));
        this.state = useState({ rows: [], next: false, chosen: [], busy: false });
        this.asked = 0;
        onWillStart(() => this.load(this.props.resId));
        onWillUpdateProps((next) => {
            if (next.resId !== this.props.resId) {
                return this.load(next.resId);
            }
        });
    }

    /** The first page; an answer that comes after a newer question is dropped. */
    async load(resId) {
        const asked = ++this.asked;
        const page = await this.read(resId);
        if (asked === this.asked) {
            Object.assign(this.state, page);
        }
    }

    read(resId, before = false) {
        return this.orm.silent.call("res.partner", "bpm_timeline", [[resId], [...this.state.chosen], before]);
    }

    async more() {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        const asked = this.asked;
        try {
            const page = await this.read(this.props.resId, this.state.next);
            if (asked === this.asked) {
                this.state.rows.push(...page.rows);
                this.state.next = page.next;
            }
        } finally {
            this.state.busy = false;
        }
    }

    async toggle(name) {
        const { chosen } = this.state;
        this.state.chosen = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
        await this.load(this.props.resId);
    }
}
