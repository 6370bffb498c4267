import { registry } from "@web/core/registry";

const XRAY = "bpm_xray";

/**
 * Notes once that somebody has opened the X-ray, from wherever: the X-ray itself only reads.
 */
export const xraySeen = {
    dependencies: ["action", "orm"],
    start(env, { action, orm }) {
        let told = false;
        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", () => {
            if (!told && action.currentController?.action.tag === XRAY) {
                told = true;
                orm.silent.call("bpm.setup", "xray_seen", []);
            }
        });
    },
};
registry.category("services").add("bpm_xray_seen", xraySeen);
