"""Numbers of a Word file's lists and clauses: Word counts them when it shows the file."""

from itertools import islice

from docx.oxml.ns import qn

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# Beyond what people write; a file that goes further was made to keep a server busy.
LARGEST, LONGEST, DEEPEST = 1_000, 50, 12


class Numbers:
    """Asked for each paragraph in its order; answers what stands before its text."""

    def __init__(self, document):
        self.levels, self.counts, self.lists = {}, {}, {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in numbering.findall(qn("w:abstractNum")):
            number = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                self.levels[number, int(level.get(qn("w:ilvl")))] = (
                    _value(level, "w:numFmt") or "decimal",
                    (_value(level, "w:lvlText") or "")[:LONGEST],
                    int(_value(level, "w:start") or 1),
                )
        for one in numbering.findall(qn("w:num")):
            self.lists[one.get(qn("w:numId"))] = _value(one, "w:abstractNumId")

    def of(self, paragraph):
        """(what stands before the paragraph, its depth); ("", 0) where nothing does."""
        found = _numbered(paragraph)
        if not found:
            return "", 0
        abstract, depth = self.lists.get(found[0]), found[1]
        if (abstract, depth) not in self.levels:
            return "", 0
        kind, text, start = self.levels[abstract, depth]
        counts = self.counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if kind == "bullet":
            return "•", depth + 1
        for level in range(depth + 1):
            how, _text, first = self.levels.get((abstract, level), ("decimal", "", 1))
            text = text.replace(f"%{level + 1}", _figure(counts.get(level, first), how))
        return text, depth + 1


def styles_of(paragraph):
    """The style of a paragraph and those it builds on, in a file that may lead them in a circle."""

    def each(style):
        while style is not None:
            yield style
            style = style.base_style

    return list(islice(each(paragraph.style), DEEPEST))


def _numbered(paragraph):
    """(id of the list, level) of a paragraph, by itself or by its style; None."""
    for one in (paragraph._p.pPr, *(style.element.pPr for style in styles_of(paragraph))):
        numbers = one.numPr if one is not None else None
        if numbers is not None and numbers.numId is not None:
            level = numbers.ilvl.val if numbers.ilvl is not None else 0
            return (str(numbers.numId.val), level) if numbers.numId.val else None
    return None


def _value(element, name):
    found = element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _figure(number, how):
    if how in ("lowerLetter", "upperLetter"):
        text = LETTERS[(number - 1) % len(LETTERS)]
    elif how in ("lowerRoman", "upperRoman") and 0 <= number <= LARGEST:
        text, rest = "", number
        for size, letters in ROMAN:
            text += letters * (rest // size)
            rest %= size
    else:
        return str(number)
    return text.upper() if how.startswith("upper") else text
