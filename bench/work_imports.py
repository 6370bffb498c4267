"""A long list as a person brings it: a workbook, opened, looked through and imported in portions."""

import base64
import io
import resource
import time

import data
import xlsxwriter

HEADINGS = "Company;Kind;Phone;E-mail;Tax ID;Street;City;Country;Reference".split(";")


def twice(env, count):
    """{"new": {step: seconds}, "known": the same once everybody is there, "memory": MB more}."""
    from odoo.addons.bpm_crm_addon.models.partner import import_reader

    import_reader.PATIENCE = 3600  # a busy machine: what counts is processor time
    content = workbook(count)
    before = memory()
    new, known = one(env, content, "first.xlsx"), one(env, content, "second.xlsx")
    return {"new": new, "known": known, "memory": memory() - before}


def workbook(count):
    """The list as base64, as the browser sends it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, line in enumerate([HEADINGS, *data.visitors(count)]):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text)
    book.close()
    return base64.b64encode(file.getvalue()).decode()


def one(env, content, name):
    """Seconds of processor time by step; portions are committed as the scheduled action does."""
    imports, found = env["bpm.partner.import"], {}
    with timed(env, found, "open"):
        importing = imports.browse(imports.bpm_open(name, content)["id"])
        importing.bpm_map([[one["target"], one["mode"]] for one in importing.columns])
    with timed(env, found, "look"):
        importing.bpm_preview()
    with timed(env, found, "import"):
        importing.bpm_run()
        env.cr.commit()
        while importing.state == "running":
            importing._go_on()
    return found


class timed:
    """Add the seconds of a step to ``found``, commit included."""

    def __init__(self, env, found, name):
        self.env, self.found, self.name = env, found, name

    def __enter__(self):
        self.start = self.seconds()

    def __exit__(self, *_error):
        self.env.cr.commit()
        self.env.invalidate_all()
        self.found[self.name] = self.seconds() - self.start

    def seconds(self):
        """Processor time of this process, its children and its connection; the wall's elsewhere."""
        import clock

        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = clock.busy_seconds(self.env.cr)
        return busy + children.ru_utime + children.ru_stime if busy else time.perf_counter()


def memory():
    """The most this process has occupied so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
