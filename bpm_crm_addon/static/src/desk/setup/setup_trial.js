import { Component, useEffect, useState } from "@odoo/owl";

import { useService } from "@web/core/utils/hooks";

import { useApprovalChanges } from "../../approval/decision/decide";

const INBOX = "bpm_crm_addon.action_bpm_approval_inbox";

/** Send oneself a trial approval, open it on the phone, and see here that it was decided. */
export class SetupTrial extends Component {
    static template = "bpm_crm_addon.SetupTrial";
    static props = { trial: Object, done: Boolean, busy: Boolean, call: Function, refresh: Function };

    setup() {
        this.action = useService("action");
        this.ui = useState(useService("ui"));
        useApprovalChanges(() => this.props.refresh());
        this.refreshWhenDecided();
    }

    /** The phone decides, this page learns it by the counter of what waits. */
    refreshWhenDecided() {
        const counter = useState(useService("bpm_approval_counter"));
        let known = counter.count;
        useEffect(
            (count) => {
                if (count !== known) {
                    known = count;
                    this.props.refresh();
                }
            },
            () => [counter.count]
        );
    }

    openInbox() {
        return this.action.doAction(INBOX);
    }
}
