import { ImportRecords } from "@base_import/import_records/import_records";
import { patch } from "@web/core/utils/patch";

/** One import door: the gear of the list of contacts opens ours, with Odoo's own as a link inside. */
patch(ImportRecords.prototype, {
    importRecords() {
        if (this.env.searchModel.resModel === "res.partner") {
            return this.action.doAction("bpm_crm_addon.action_bpm_partner_import");
        }
        return super.importRecords(...arguments);
    },
});
