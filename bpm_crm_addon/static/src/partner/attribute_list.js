import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

/** The catalogue of attributes: each opens in one small dialog above the list. */
export class AttributeListController extends ListController {
    setup() {
        super.setup();
        this.actionService = useService("action");
    }

    async createRecord({ group } = {}) {
        const set = group?.groupByField?.name === "set_id" && group.value;
        await this.openDialog(false, set ? { default_set_id: set } : {});
    }

    async openRecord(record) {
        await this.openDialog(record.resId);
    }

    async openDialog(resId, context = {}) {
        await this.actionService.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Attribute"),
                res_model: "bpm.partner.attribute",
                res_id: resId,
                views: [[false, "form"]],
                target: "new",
                context,
            },
            { onClose: () => this.model.load() }
        );
    }
}

registry.category("views").add("bpm_attribute_list", {
    ...listView,
    Controller: AttributeListController,
});
