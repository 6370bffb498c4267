import { Component } from "@odoo/owl";

import { registry } from "@web/core/registry";

import { DeskRows } from "./desk_rows";
import { follow } from "./targets";

const cards = registry.category("bpm_desk_cards");

/**
 * One card of the desk. A component registered under its name draws it, else it is rows. A card
 * with nothing in it is one sentence.
 */
export class DeskCard extends Component {
    static template = "bpm_crm_addon.DeskCard";
    static props = { card: Object, reload: Function };

    get component() {
        return cards.get(this.props.card.name, DeskRows);
    }

    get isEmpty() {
        return isEmpty(this.props.card);
    }

    /** Buttons under the rows; what leads to the rest comes last. */
    get buttons() {
        const { buttons, more } = this.props.card;
        return [...(buttons || []), ...(more ? [more] : [])];
    }

    async press(target) {
        if (await follow(this.env, target)) {
            await this.props.reload();
        }
    }
}

/** Whether there is nothing to look at in a card. */
export function isEmpty(card) {
    return Boolean(card.rows) && !card.rows.length;
}
