import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatMonetary } from "@web/views/fields/formatters";

/** One reminder in full: what is open, and the text as the recipient will read it. */
export class ReviewItem extends Component {
    static template = "bpm_crm_addon.ReviewItem";
    static props = { item: Object, text: { type: [Object, { value: null }] }, busy: Boolean, maySend: Boolean, onPress: Function };

    get verbs() {
        return [
            { verb: "skip", label: _t("Skip once"), key: "X" },
            { verb: "promise", label: _t("Promise…"), key: "P" },
            { verb: "dispute", label: _t("Dispute…"), key: "D" },
        ];
    }

    /** The mail in a frame of its own: nothing in it can act or change the page. */
    get page() {
        const style = "<style>body{font:14px/1.5 system-ui,sans-serif;margin:12px;color:#212529;background:#fff;overflow-wrap:break-word}a{pointer-events:none}</style>";
        return style + this.props.text.body;
    }

    get papersLabel() {
        return _t("Invoices attached: %s", this.props.text.papers);
    }

    amount(line) {
        return formatMonetary(line.amount, { currencyId: line.currency_id });
    }
}
