import { odooExceptionTitleMap, WarningDialog } from "@web/core/errors/error_dialogs";
import { registry } from "@web/core/registry";

/** A refusal with a class of its own, shown as Odoo shows any refusal: its sentence, no details. */
export class RefusalDialog extends WarningDialog {
    inferTitle() {
        return odooExceptionTitleMap.get("odoo.exceptions.UserError").toString();
    }
}

registry.category("error_dialogs").add("bpm.refusal", RefusalDialog);
