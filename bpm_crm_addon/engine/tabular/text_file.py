"""A text file of columns: which encoding it has, what separates its columns, its cells."""

import csv
import re

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = ";\t,|"
LOOKED_AT = 60  # lines by which the separator is judged
CYRILLIC = re.compile("[а-яёіїєґ]")
ODD = re.compile("[\u0400-\u040f\u0450\u0452-\u0455\u0458-\u045f\u2500-\u259f№¤§©¬®°±µ]")


def encoding_of(data):
    """The encoding of these bytes.

    >>> encoding_of("Имя".encode()), encoding_of("Имя".encode("utf-8-sig"))
    ('utf-8', 'utf-8-sig')
    >>> encoding_of("Название;Телефон".encode("cp1251")), encoding_of("Name".encode("utf-16"))
    ('cp1251', 'utf-16')
    >>> encoding_of("Name".encode("utf-16-le")), encoding_of("Société".encode("cp1252"))
    ('utf-16-le', 'cp1252')
    >>> encoding_of("Название;Телефон".encode("cp866"))
    'cp866'
    """
    for start, encoding in BOMS:
        if data.startswith(start):
            return encoding
    sample = data[:4096]
    if sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1:2] == b"\0" else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return max(("cp1252", "cp1251", "cp866"), key=lambda name: _likelihood(data[:65536], name))
    return "utf-8"


def _likelihood(data, encoding):
    """How much this looks like a text of that encoding: letters in words, few odd signs."""
    text = data.decode(encoding, "replace")
    if encoding == "cp1252":  # accents stand single among plain letters
        foreign = re.findall("[^\x00-\x7f]+", text)
        return sum(1 for run in foreign if len(run) == 1) - sum(len(run) > 2 for run in foreign)
    return len(CYRILLIC.findall(text.lower())) - 3 * len(ODD.findall(text))


def delimiter_of(text):
    """What separates the columns: the sign that gives most lines the same number of columns.

    >>> delimiter_of("Name;Phone\\nAnn, Ltd;1\\nBob, Inc;2\\n"), delimiter_of("a,b\\n1,2\\n")
    (';', ',')
    >>> delimiter_of("only\\none column\\n")
    ';'
    """
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]

    def score(delimiter):
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        several = [count for count in counts if count > 1]
        if not several:
            return 0
        usual = max(set(several), key=several.count)
        return several.count(usual) / len(counts) * min(usual, 8)

    return max(DELIMITERS, key=score)


def grid_of(data):
    """The cells of a text file as rows of texts.

    >>> grid_of("Имя;Телефон\\n\\"Анна; Ltd\\";0032\\n".encode("cp1251"))
    [['Имя', 'Телефон'], ['Анна; Ltd', '0032']]
    """
    text = data.decode(encoding_of(data), "replace").replace("\0", "")
    if text[:4].lower() == "sep=":  # Excel's own hint
        hint, _newline, text = text.partition("\n")
        return _rows(text, hint[4:5] or ";")
    return _rows(text, delimiter_of(text))


def _rows(text, delimiter):
    csv.field_size_limit(1_000_000)
    return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
