import { Component, onWillStart, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { SetupChecklist } from "./setup_checklist";

/** Configuration ▸ Set-up: the checklist as a page, and below it what can wait. */
export class SetupPage extends Component {
    static template = "bpm_crm_addon.SetupPage";
    static components = { Layout, SetupChecklist };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ setup: null });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.setup = await this.orm.call("bpm.setup", "setup_state", []);
    }

    open({ action, context }) {
        return this.action.doAction(action, { additionalContext: context, onClose: () => this.load() });
    }
}

registry.category("actions").add("bpm_setup", SetupPage);
