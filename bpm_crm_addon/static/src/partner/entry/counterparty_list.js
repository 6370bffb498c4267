import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { enterQuickly } from "./quick_entry";

/** "+ Counterparty" floats over the list on a phone; the list then shows who was noted down. */
export class CounterpartyListController extends ListController {
    static template = "bpm_crm_addon.CounterpartyList";

    enter() {
        enterQuickly(this.env, () => this.model.load());
    }
}

/** The same over the cards, which a phone shows first. */
export class CounterpartyKanbanController extends KanbanController {
    static template = "bpm_crm_addon.CounterpartyKanban";

    enter() {
        enterQuickly(this.env, () => this.model.load());
    }
}

const views = registry.category("views");
views.add("bpm_counterparty_list", { ...listView, Controller: CounterpartyListController });
views.add("bpm_counterparty_kanban", { ...kanbanView, Controller: CounterpartyKanbanController });
