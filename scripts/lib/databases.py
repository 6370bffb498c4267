"""Databases: three prepared layers nobody works in, and copies of them in seconds.

`odoo` is Odoo alone with its demo data; `addon` adds the addon and the demo company without its
history, which is what tests want; `demo` is the demo company with its eighteen months. A change
of the addon's files makes the next copy prepare the layers above Odoo again.
"""

import re
import shutil
import subprocess

import cluster
import ours
import server
from ours import exists
from place import (
    ADDON,
    CHECKOUT,
    DATA,
    LOGS,
    ODOO_SERIES,
    ROOT,
    Progress,
    digest,
    fail,
    fingerprint,
    locked,
)

MODULES = (
    "sale_management",
    "crm",
    "account",
    "sms",
    "calendar",
    "contacts",
    "portal",
    "attachment_indexation",
)
LANGUAGES = "en_US,ru_RU,uk_UA"  # the first one becomes the users'
LAYERS = {
    "odoo": f"odoo_template_{ODOO_SERIES.replace('.', '_')}",
    "addon": "bpm_template",
    "demo": "bpm_template_demo",
}
# Debian's package leaves this file out; the web client's console error for it would fail
# every browser test. Removed from development databases only, never in the addon.
FINISH_ODOO = """
env['ir.asset'].create({
    'name': 'left out of the Debian package',
    'bundle': 'web.assets_backend',
    'directive': 'remove',
    'path': 'mail/static/lib/selfie_segmentation/selfie_segmentation.js',
})
bundle = env['ir.qweb']._get_asset_bundle('web.assets_frontend', js=True, css=True)
bundle.css(), bundle.js()
env.cr.commit()
"""
# Odoo loads demo data with a module when all it depends on have theirs. The addon's own would be
# the whole history: one module below it says for a moment that it has none.
WITHOUT_DEMO = "UPDATE ir_module_module SET demo = %s WHERE name = 'attachment_indexation'"
TELL = """
import sys
def tell(done, total, what):
    print(f"{done} {total} {what}", file=sys.stderr, flush=True)
"""
LOAD_COMPANY = """
env['bpm.demo.company']._load(history=False, progress=tell)
env.cr.commit()
"""
# From the beginning, since the history comes before what waits today.
LOAD_HISTORY = """
company = env['bpm.demo.company']
company._remove()
company._load(progress=tell)
company._open_for(env.ref('base.user_admin'))
env.cr.commit()
"""
# Pages of a copy then open without seconds of compiling scripts and styles. Tours need them there:
# compiled inside a test they are rolled back with it, and hold its only cursor meanwhile; a page
# whose other requests wait for more than 20 s gets an error page where it expects JSON. Odoo's own
# `_pregenerate_assets_bundles` would take a minute, for bundles that are never used here.
FINISH_ADDON = """
for name in ('web.assets_web', 'web.assets_web_print', 'web.assets_backend_lazy',
             'web.assets_frontend', 'web.assets_frontend_lazy', 'web.assets_frontend_minimal',
             'web.report_assets_common', 'web.assets_tests',
             'web.assets_emoji', 'bus.websocket_worker_assets'):
    bundle = env['ir.qweb']._get_asset_bundle(name, js=True, css=True)
    bundle.css(), bundle.js()
env.cr.commit()
"""


def check_name(name):
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,50}", name):
        fail(f"{name!r} is no name for a database: use small letters, digits and underscores.")
    return name


def check_free(name):
    check_name(name)
    if name in LAYERS.values():
        fail(f"{name} is a template that nobody works in: choose another name.")


def clone(name, layer="demo"):
    """A fresh copy of a prepared layer under `name`, with its files."""
    check_free(name)
    with locked("template", CHECKOUT):
        ensure_odoo_layer()
        if layer != "odoo":
            ensure_addon_layer()
        if layer == "demo":
            ensure_demo_layer()
        drop(name)
        copy(LAYERS[layer], name)


def copy(source, target):
    """The filestore, then createdb -T: a database that is there has its files, whatever happened.

    Nobody is connected to a template, and nobody changes its files.
    """
    files = DATA / "filestore"
    if (files / source).is_dir():
        shutil.rmtree(files / target, ignore_errors=True)
        # Odoo never writes into a file of its store: copies may share them.
        command = ["cp", "-a", "--link", files / source, files / target]
        if subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode:
            shutil.rmtree(files / target, ignore_errors=True)
            shutil.copytree(files / source, files / target)
    disconnect(source)
    cluster.query(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    ours.mark(target, f"copy of {source}")


def drop(name):
    check_name(name)
    ours.check(name)
    if exists(name):
        cluster.query(f'ALTER DATABASE "{name}" IS_TEMPLATE false')
        disconnect(name)
        cluster.query(f'DROP DATABASE "{name}"')
    shutil.rmtree(DATA / "filestore" / name, ignore_errors=True)


def disconnect(name):
    cluster.query(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        f" WHERE datname = '{name}' AND usename = current_user AND pid != pg_backend_pid()"
    )


def addon_digest():
    """A fingerprint of what the addon installs; compiled files are not part of it."""
    return digest(
        path
        for path in (ROOT / ADDON).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def make_template(built, name, recipe):
    """Give a database just built its name and close it: nobody can connect to it by mistake."""
    drop(name)
    disconnect(built)
    ours.mark(built, "unfinished")
    cluster.query(f'ALTER DATABASE "{built}" RENAME TO "{name}"')
    files = DATA / "filestore"
    if (files / built).is_dir():
        (files / built).rename(files / name)
    cluster.query(f'ALTER DATABASE "{name}" IS_TEMPLATE true ALLOW_CONNECTIONS false')
    ours.mark(name, recipe)


def begin(name, recipe):
    """The name to build a template under, or None when it is there, made from this recipe."""
    if ours.made_from(name) == recipe:
        return None
    ours.check(name)  # before minutes of work
    building = ours.being_built(name)
    drop(building)
    return building


def ensure_odoo_layer():
    """Odoo's applications with demo data; made once, and again when this recipe changes."""
    name, recipe = LAYERS["odoo"], fingerprint(MODULES, LANGUAGES, FINISH_ODOO)
    if not (building := begin(name, recipe)):
        return
    install(
        building,
        ["-i", ",".join(MODULES), "--with-demo", f"--load-language={LANGUAGES}"],
        "Preparing a database: Odoo's applications, demo data, Russian and Ukrainian (2 minutes)",
        expected=80,
    )
    load(building, FINISH_ODOO, "Compiling the scripts and styles of Odoo's pages (seconds)")
    drop(LAYERS["addon"])
    drop(LAYERS["demo"])
    make_template(building, name, recipe)


def ensure_addon_layer():
    """The addon on top, and the demo company of today; made again when a file of it changed."""
    name, recipe = LAYERS["addon"], addon_digest()
    if not (building := begin(name, recipe)):
        return
    copy(LAYERS["odoo"], building)
    cluster.query(WITHOUT_DEMO % "false", building)
    title = f"Installing {ADDON} into a copy (half a minute)"
    install(building, ["-i", ADDON], title)
    cluster.query(WITHOUT_DEMO % "true", building)
    load(building, LOAD_COMPANY, "The demo company without its history (20 seconds)")
    load(building, FINISH_ADDON, "Compiling the scripts and styles of the pages (20 seconds)")
    make_template(building, name, recipe)


def ensure_demo_layer():
    """Eighteen months of the demo company on top of the layer with the addon."""
    name, recipe = LAYERS["demo"], addon_digest()
    if not (building := begin(name, recipe)):
        return
    copy(LAYERS["addon"], building)
    load(building, LOAD_HISTORY, "Eighteen months of the demo company (a minute or two)")
    make_template(building, name, recipe)


def load(name, script, title):
    """Run a script in Odoo's shell, telling how far it is when it calls `tell`."""
    step = Progress(title)

    def told(line):
        if found := re.match(r"(\d+) (\d+) (\S.*)$", line):
            step.at(int(found[1]), int(found[2]), f" steps: {found[3]}")

    server.shell(name, TELL + script, told)
    step.done()


def install(name, arguments, title, expected=0):
    """Run Odoo once over the database, telling how many modules are done."""
    step = Progress(title)
    log = LOGS / f"{name}.log"
    if not server.once(["-d", name, *arguments], log, step, expected):
        fail(f"Odoo could not prepare the database {name}: {why(log)} (log: {log})")
    step.done()


def why(log):
    """The line of a log that says what went wrong."""
    text = log.read_text()
    raised = re.findall(r"^(?:[A-Za-z_]\w*\.)*[A-Z]\w*: .*$", text, re.MULTILINE)
    errors = re.findall(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) .*$", text, re.MULTILINE)
    return (raised or errors or text.strip().splitlines() or ["nothing in the log"])[-1].strip()
