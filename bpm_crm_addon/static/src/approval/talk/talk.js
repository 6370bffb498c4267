import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { shortTime } from "../time";

/** What was asked and answered about an approval, newest last. */
export class ApprovalTalk extends Component {
    static template = "bpm_crm_addon.ApprovalTalk";
    static props = { talk: Array };

    get rows() {
        return this.props.talk.map((row) => ({
            ...row,
            head: _t("%(who)s → %(whom)s, %(time)s", {
                who: row.who,
                whom: row.whom,
                time: row.at ? shortTime(row.at) : "",
            }),
            foot: row.answered_at ? `${row.answered_by}, ${shortTime(row.answered_at)}` : "",
        }));
    }
}
