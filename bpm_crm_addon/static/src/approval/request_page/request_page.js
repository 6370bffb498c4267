import { Component, onWillStart, onWillUpdateProps, useEffect, useRef } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { hidePDFJSButtons } from "@web/core/utils/pdfjs";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { useApprovalChanges } from "../decision/decide";
import { ApprovalChain } from "../line/approval_chain";
import { ApprovalTalk } from "../talk/talk";
import { dueLabel, shortTime } from "../time";

const LEVELS = {
    open: "text-bg-warning",
    approved: "text-bg-success",
    rejected: "text-bg-danger",
    returned: "text-bg-danger",
};

/**
 * What is being approved, on one page: the paper as it was submitted, the facts, the people.
 *
 * Read by people who may have no right on the document itself.
 */
export class ApprovalRequestPage extends Component {
    static template = "bpm_crm_addon.ApprovalRequestPage";
    static components = { ApprovalChain, ApprovalTalk };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.paper = useRef("paper");
        useEffect(
            (paper) => {
                if (paper) {
                    hidePDFJSButtons(paper, {});
                }
            },
            () => [this.paper.el]
        );
        onWillStart(() => this.markSeen(this.props.record));
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                this.markSeen(record);
            }
        });
        useApprovalChanges((model, id) => {
            const { res_model, res_id } = this.page;
            if (model === res_model && id === res_id) {
                this.props.record.model.load();
            }
        });
    }

    markSeen(record) {
        if (record.data.bpm_my_turn) {
            this.orm.silent.call("bpm.approval.request", "bpm_page_seen", [[record.resId]]);
        }
    }

    get page() {
        return this.props.record.data.bpm_page || {};
    }

    get amount() {
        return this.page.amount ? formatCurrency(this.page.amount, this.page.currency_id) : "";
    }

    get facts() {
        return (this.page.facts || []).filter(([, value]) => value);
    }

    get talk() {
        return this.page.talk || [];
    }

    get offerTotal() {
        const { offer, currency_id } = this.page;
        return offer?.total ? formatCurrency(offer.total, currency_id) : "";
    }

    get levelClass() {
        return LEVELS[this.page.state] || "text-bg-secondary";
    }

    get due() {
        return this.page.state === "open" ? dueLabel(this.page.due) : { text: "" };
    }

    get asked() {
        const { requester, submitted_at } = this.page;
        return _t("%(person)s, %(time)s", { person: requester, time: submitted_at ? shortTime(submitted_at) : "" });
    }

    get readerUrl() {
        return `/bpm/approval/${this.props.record.resId}/read`;
    }
}

registry.category("view_widgets").add("bpm_approval_page", { component: ApprovalRequestPage });
