/** The files of what was dropped, those in folders too, in the order of their paths. */
export async function filesOf(dropped) {
    // Asked for before anything is awaited: the browser forgets what was dropped.
    const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) {
        return [...dropped.files];
    }
    const found = await Promise.all(entries.map(filesUnder));
    return found.flat();
}

async function filesUnder(entry) {
    if (entry.name.startsWith(".")) {
        return [];
    }
    if (entry.isFile) {
        return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
    }
    const inside = await allOf(entry.createReader());
    inside.sort((one, other) => one.name.localeCompare(other.name));
    const found = await Promise.all(inside.map(filesUnder));
    return found.flat();
}

/** A reader hands out a hundred at a time. */
async function allOf(reader) {
    const all = [];
    for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (!some.length) {
            return all;
        }
        all.push(...some);
    }
}
