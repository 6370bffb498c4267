import { Component, onMounted, onWillStart, useEffect, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { SIZES } from "@web/core/ui/ui_service";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { APPROVAL_CHANGED } from "../../approval/decision/decide";
import { DeskCard, isEmpty } from "./desk_card";
import { follow } from "./targets";

const MODEL = "bpm.desk";

/**
 * My Desk: what a person has to look at, as rows. One call brings everything that is read fast;
 * what takes longer follows card by card.
 */
export class BpmDesk extends Component {
    static template = "bpm_crm_addon.Desk";
    static components = { DeskCard, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.ui = useState(useService("ui"));
        this.guide = useState(useService("bpm_first_approval"));
        this.display = { controlPanel: {} };
        this.state = useState({ cards: [], offer: false, primary: false, nothing: false });
        onWillStart(() => this.load());
        onMounted(() => this.loadSlow());
        this.refresh = useDebounced(() => this.load(), 100);
        useBus(this.env.bus, APPROVAL_CHANGED, () => this.refresh());
        this.followCounter();
    }

    /** Something was asked of this person, or decided elsewhere. */
    followCounter() {
        const counter = useState(useService("bpm_approval_counter"));
        let known = counter.count;
        useEffect(
            (count) => {
                if (count !== known) {
                    known = count;
                    this.refresh();
                }
            },
            () => [counter.count]
        );
    }

    // --- loading -----------------------------------------------------------------------------

    /** The fast cards, in one call; slow ones that are there already stay as they are. */
    async load() {
        const { cards, ...around } = await this.orm.call(MODEL, "desk", []);
        const known = Object.fromEntries(this.state.cards.map((card) => [card.name, card]));
        const read = cards.map((card) => (card.pending && known[card.name]) || card);
        Object.assign(this.state, around, { cards: placed(read) });
    }

    loadSlow() {
        const slow = this.state.cards.filter((card) => card.pending);
        return Promise.all(slow.map((card) => this.loadCard(card.name)));
    }

    /** Read one card anew; it goes when there is nothing to show. */
    async loadCard(name) {
        let content;
        try {
            content = await this.orm.silent.call(MODEL, "desk_card", [name]);
        } catch {
            content = { name, failed: true, main: true };
        }
        this.state.cards = this.state.cards
            .map((card) => (card.name === name ? content && { ...content, side: card.side } : card))
            .filter(Boolean);
    }

    // --- what is shown -----------------------------------------------------------------------

    /** A card that may turn out to be absent takes no place while it is being read. */
    get filled() {
        const lead = this.state.cards.find((card) => card.leads && !isEmpty(card));
        return this.state.cards
            .filter((card) => !isEmpty(card) && (!card.pending || card.main))
            .map((card) => (card === lead ? { ...card, highlighted: true } : card));
    }

    get wideCards() {
        return this.filled.filter((card) => card.wide);
    }

    /** One column, or two on a wide screen. */
    get columns() {
        const narrow = this.filled.filter((card) => !card.wide);
        if (this.ui.size < SIZES.XL) {
            return [narrow];
        }
        return [0, 1].map((side) => narrow.filter((card) => card.side === side));
    }

    /** One sentence each, below everything else. */
    get emptyCards() {
        return this.state.cards.filter(isEmpty);
    }

    get isAllEmpty() {
        return this.emptyCards.length === this.state.cards.length;
    }

    // --- acting ------------------------------------------------------------------------------

    async press(target) {
        if (await follow(this.env, target)) {
            await this.load();
        }
    }

    startGuide() {
        return this.guide.start();
    }

    async dismissOffer() {
        const { name } = this.state.offer;
        this.state.offer = false;
        await this.orm.call(MODEL, "desk_dismiss", [name]);
    }
}

/** Give each card its side of a wide screen, which it keeps while others come and go. */
function placed(cards) {
    let place = 0;
    return cards.map((card) => ({ ...card, side: isEmpty(card) || card.wide ? 0 : place++ % 2 }));
}

registry.category("actions").add("bpm_desk", BpmDesk);
