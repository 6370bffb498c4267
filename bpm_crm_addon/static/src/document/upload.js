import { _t } from "@web/core/l10n/translation";
import { getDataURLFromFile } from "@web/core/utils/urls";

/** What the browser has of the files, as the server takes it: [{name, data}]. */
export async function readFiles(files) {
    return Promise.all(
        [...files].map(async (file) => {
            const url = await getDataURLFromFile(file);
            return { name: file.name, data: url.split(",")[1] || "" };
        })
    );
}

const LARGEST = 50 * 1024 * 1024;

/** The sentence for files that would be refused after a long upload; nothing when all are fine. */
export function tooLarge(files) {
    const file = [...files].find((one) => one.size > LARGEST);
    return file ? _t("%s is too large: at most 50 MB.", file.name) : null;
}
