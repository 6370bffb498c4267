import { Component, onMounted, onWillStart, useState } from "@odoo/owl";

import { router } from "@web/core/browser/router";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { DeskCard } from "../my_desk/desk_card";
import { DirectorSentences } from "./director_sentences";

/** The director's page: read on a phone without opening a menu. */
export class DirectorPage extends Component {
    static template = "bpm_crm_addon.DirectorPage";
    static components = { DeskCard, DirectorSentences, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ sentences: [], lists: [] });
        onWillStart(() => this.load());
        onMounted(() => {
            this.followLink();
            this.loadLists();
        });
    }

    async load() {
        this.state.sentences = await this.orm.call("bpm.director", "sentences");
    }

    /** They read more than the sentences do, so they come after them. */
    async loadLists() {
        this.state.lists = await this.orm.call("bpm.director", "director_lists");
    }

    /** A link of the Monday mail says which sentence to open; coming back must not open it again. */
    async followLink() {
        const name = router.current.sentence;
        const wanted = this.state.sentences.find((sentence) => sentence.name === name);
        if (name) {
            router.pushState({ sentence: undefined }, { replace: false, sync: true });
        }
        if (wanted?.open) {
            this.action.doAction(await this.orm.call("bpm.director", "director_open", [name, wanted.open]));
        }
    }

    openTimes() {
        this.action.doAction("bpm_crm_addon.action_bpm_approval_report");
    }

    openAdvice() {
        this.action.doAction("bpm_crm_addon.action_bpm_approval_advice");
    }
}

registry.category("actions").add("bpm_director", DirectorPage);
