import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { tellRefusal } from "../../refusal";
import { askFor } from "../decision/decide";

/** Moving a card hands the decision over: it asks why first, and the card stays when there is no
 * answer. What was handed over is another decision, so the board is read anew. */
class WaitingRenderer extends KanbanRenderer {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.notification = useService("notification");
    }

    async sortRecordDrop(recordId, groupId, { parent }) {
        const { groups, model } = this.props.list;
        const from = groups.find((group) => group.id === groupId);
        const to = groups.find((group) => group.id === parent?.dataset.id);
        const card = from?.list.records.find((record) => record.id === recordId);
        parent?.classList.remove("o_kanban_hover");
        if (!card || !to || to === from) {
            return;
        }
        const what = _t("%(document)s, to %(person)s", { document: card.data.title, person: to.displayName });
        const given = await askFor(this.env, "move", what);
        if (!given) {
            return;
        }
        try {
            await this.orm.call(card.resModel, "bpm_hand_over", [[card.resId], to.value, given.comment]);
        } catch (error) {
            tellRefusal(this.notification, error);
        }
        await model.load();
    }
}

registry.category("views").add("bpm_waiting_board", { ...kanbanView, Renderer: WaitingRenderer });
