import { Component } from "@odoo/owl";

import { formatCurrency } from "@web/core/currency";
import { deserializeDate, deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

export const KINDS = {
    mail: { icon: "fa-envelope-o", label: _t("Mail") },
    sms: { icon: "fa-mobile", label: _t("SMS") },
    note: { icon: "fa-sticky-note-o", label: _t("Notes") },
    call: { icon: "fa-phone", label: _t("Calls") },
    meeting: { icon: "fa-calendar-o", label: _t("Meetings") },
    quote: { icon: "fa-file-text-o", label: _t("Quotations") },
    invoice: { icon: "fa-money", label: _t("Invoices") },
};

/** One thing that happened: when, what, by whom; a tap opens it where it stands elsewhere. */
export class TimelineRow extends Component {
    static template = "bpm_crm_addon.TimelineRow";
    static props = { row: Object, onOpen: Function };

    get kind() {
        return KINDS[this.props.row.kind];
    }

    get day() {
        const { at, day } = this.props.row;
        return formatDate(at ? deserializeDateTime(at) : deserializeDate(day));
    }

    get amount() {
        const { amount, currency_id: currency } = this.props.row;
        return amount ? formatCurrency(amount, currency) : "";
    }
}
