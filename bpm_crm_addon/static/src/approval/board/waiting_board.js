import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** A decision that was handed over is another one: the board is read anew after a card was moved. */
class WaitingRenderer extends KanbanRenderer {
    async sortRecordDrop(...moved) {
        await super.sortRecordDrop(...moved);
        await this.props.list.model.load();
    }
}

registry.category("views").add("bpm_waiting_board", { ...kanbanView, Renderer: WaitingRenderer });
