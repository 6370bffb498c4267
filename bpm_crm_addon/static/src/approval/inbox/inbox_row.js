import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { ApprovalTalk } from "../talk/talk";
import { dueLabel } from "../time";

/** One thing to decide: a line when folded, everything one needs to know when unfolded. */
export class InboxRow extends Component {
    static template = "bpm_crm_addon.InboxRow";
    static components = { ApprovalTalk, Dropdown, DropdownItem };
    static props = {
        row: Object,
        current: Boolean,
        expanded: Boolean,
        selected: Boolean,
        selectable: Boolean,
        busy: Boolean,
        onSelect: Function,
        onToggle: Function,
        onVote: Function,
        onOpen: Function,
    };

    get amount() {
        const { amount, currency_id } = this.props.row;
        return amount ? formatCurrency(amount, currency_id) : "";
    }

    get due() {
        return dueLabel(this.props.row.due);
    }

    get selectLabel() {
        return _t("Select %s", this.props.row.name);
    }

    get behalf() {
        const { absent, absent_until } = this.props.row;
        if (!absent) {
            return "";
        }
        return absent_until
            ? _t("for %(person)s (away to %(date)s)", {
                  person: absent,
                  date: formatDate(deserializeDate(absent_until)),
              })
            : _t("for %s (away)", absent);
    }

    /** Why, and for whom, of a row that is a line only. */
    get folded() {
        const { expanded, row } = this.props;
        return expanded ? "" : [row.reason, this.behalf].filter(Boolean).join(" · ");
    }

    get facts() {
        return this.props.row.facts.filter(([, value]) => value);
    }
}
