import { Component, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** The number in the top bar; only for people who are asked now and then. */
export class ApprovalSystray extends Component {
    static template = "bpm_crm_addon.ApprovalSystray";
    static props = {};

    setup() {
        this.action = useService("action");
        this.counter = useState(useService("bpm_approval_counter"));
    }

    get number() {
        return this.counter.count > 99 ? "99+" : this.counter.count;
    }

    get title() {
        return this.counter.count
            ? _t("Waiting for me: %s", this.number)
            : _t("Nothing waits for me");
    }

    open() {
        this.action.doAction("bpm_crm_addon.action_bpm_approval_inbox", { clearBreadcrumbs: true });
    }
}

registry
    .category("systray")
    .add("bpm_crm_addon.approvals", { Component: ApprovalSystray }, { sequence: 22 });
