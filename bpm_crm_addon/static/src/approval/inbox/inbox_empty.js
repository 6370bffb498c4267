import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { shortSpan, shortTime } from "../time";

/** An inbox with nothing in it: what was decided last, how quickly one answers, and a way out. */
export class InboxEmpty extends Component {
    static template = "bpm_crm_addon.InboxEmpty";
    static props = { last: [Object, Boolean], onOpen: Function, onAway: Function };

    get lastLabel() {
        return _t("%(document)s, %(time)s", { document: this.props.last.title, time: shortTime(this.props.last.at) });
    }

    get pace() {
        const { minutes } = this.props.last;
        return minutes ? _t("Average time to answer this month: %s.", shortSpan(minutes)) : "";
    }
}
