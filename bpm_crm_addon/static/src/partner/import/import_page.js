import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { ImportColumns } from "./import_columns";
import { ImportDrop } from "./import_drop";
import { ImportPreview } from "./import_preview";
import { ImportResult } from "./import_result";

const MODEL = "bpm.partner.import";
const LOOK_AGAIN = 1500; // milliseconds, while rows are imported in the background
const STEP_OF = { new: 0, draft: 1, mapped: 1, previewed: 2, running: 3, done: 3, undone: 3 };

/**
 * Import of counterparties from any table: drop the file, check the columns, see what changes,
 * import. Everything that is shown is one answer of the server, the page of one import.
 */
export class ImportPage extends Component {
    static template = "bpm_crm_addon.ImportPage";
    static components = { ImportColumns, ImportDrop, ImportPreview, ImportResult, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ page: { state: "new", last: [] }, step: 0, busy: false });
        // My Desk names the import it leads to in the action's context.
        onWillStart(() => this.load(this.props.resId || this.props.action.context?.bpm_import_id));
        onWillUnmount(() => clearTimeout(this.timer));
        this.steps = [_t("The file"), _t("The columns"), _t("What changes"), _t("Result")];
    }

    async load(id) {
        this.show(
            id
                ? await this.orm.call(MODEL, "bpm_page", [[id]])
                : await this.orm.call(MODEL, "bpm_start_page", [])
        );
    }

    /** Put an answer of the server on the screen; a running import is looked at again. */
    show(page) {
        this.state.page = page;
        this.state.step = STEP_OF[page.state];
        this.env.config.setDisplayName(page.name || _t("Import from Excel"));
        clearTimeout(this.timer);
        if (page.state === "running") {
            this.timer = setTimeout(() => this.follow(page.id), LOOK_AGAIN);
        }
    }

    async follow(id) {
        this.show(await this.orm.silent.call(MODEL, "bpm_page", [[id]]));
    }

    /** One step at a time: a second click while the server works does nothing. */
    async call(method, args, kwargs = {}) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            this.show(await this.orm.call(MODEL, method, args, kwargs));
        } finally {
            this.state.busy = false;
        }
    }

    // --- steps -------------------------------------------------------------------------------

    async open(file) {
        const content = (await getDataURLFromFile(file)).split(",")[1] || "";
        await this.call("bpm_open", [], { name: file.name, content });
    }

    chooseTable(number) {
        return this.call("bpm_choose_table", [[this.state.page.id], number]);
    }

    /** What columns may hold, once somebody has added an attribute: the choices made stay. */
    async readTargets() {
        const { id } = this.state.page;
        const { targets } = await this.orm.call(MODEL, "bpm_page", [[id]]);
        this.state.page.targets = targets;
        return targets;
    }

    async look({ columns, automations, profileName }) {
        const ids = [this.state.page.id];
        await this.call("bpm_map", [ids, columns], { automations, profile_name: profileName || null });
        await this.call("bpm_preview", [ids]);
    }

    run() {
        return this.call("bpm_run", [[this.state.page.id]]);
    }

    undo() {
        return this.call("bpm_undo", [[this.state.page.id]]);
    }

    async settle() {
        const { id } = this.state.page;
        await this.orm.call(MODEL, "action_settle_rejects", [[id]]);
        await this.load(id);
    }

    back() {
        this.state.step = 1;
    }

    startAnew() {
        return this.load();
    }

    // --- going elsewhere ---------------------------------------------------------------------

    openPlainImport() {
        return this.action.doAction({
            type: "ir.actions.client",
            tag: "import",
            params: { active_model: "res.partner", context: {} },
        });
    }

    async openCounterparties() {
        const window = await this.orm.call(MODEL, "bpm_counterparties", [[this.state.page.id]]);
        return this.action.doAction(window);
    }
}

registry.category("actions").add("bpm_partner_import", ImportPage);
