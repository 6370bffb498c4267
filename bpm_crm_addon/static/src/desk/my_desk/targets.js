import { decide } from "../../approval/decision/decide";

/**
 * Go where a target of the desk leads: `{model, id}` a document, `{action, context}` an action,
 * `{verb, ids, name}` a decision on approval requests, `{method, model, ids}` a method that may
 * return an action. `{url}` is a link and needs no program.
 *
 * @returns {Promise<boolean>} whether the desk's content may have changed
 */
export async function follow(env, target) {
    const { action, orm } = env.services;
    if (target.verb) {
        return Boolean(await decide(env, target));
    }
    if (target.method) {
        const next = await orm.call(target.model, target.method, [target.ids]);
        if (next && next.type) {
            await action.doAction(withoutReload(next));
        }
        return true;
    }
    if (target.action) {
        await action.doAction(target.action, { additionalContext: target.context || {} });
    } else if (target.model) {
        await action.doAction({
            type: "ir.actions.act_window",
            res_model: target.model,
            res_id: target.id,
            views: [[false, "form"]],
        });
    }
    return false;
}

/** A notice may ask to reload the page it was written for: the desk reloads its card instead. */
function withoutReload(action) {
    const { next, ...params } = action.params || {};
    return next?.tag === "soft_reload" ? { ...action, params } : action;
}
