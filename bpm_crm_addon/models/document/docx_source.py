"""A Word file as an upload: is it one, and is it harmless?

Judged by its table of contents first, so that nothing is unpacked that is too large; then part by
part: no DTD (and with it no external entity), no macros, nothing embedded, nothing fetched.
"""

import io
import re
import zipfile

from ...engine.tabular.zip_limits import Entry, danger

LARGEST = 10 * 2**20
LARGEST_PART = 8 * 2**20
MAIN = "word/document.xml"
DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
FETCHING = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b")
FIELD_CODE = re.compile(rb"<w:instrText[^>]*>(.*?)</w:instrText>", re.DOTALL)
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.DOTALL)


def fault_of(raw):
    """What is wrong with the bytes of a Word file: a word; None when nothing is."""
    if len(raw) > LARGEST:
        return "too_large"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if found := danger([_entry(info) for info in entries]):
                return found
            names = {info.filename for info in entries}
            if MAIN not in names or "[Content_Types].xml" not in names:
                return "no_word_file"
            return next(filter(None, (_fault_of_part(archive, info) for info in entries)), None)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        return "no_word_file"  # among them: packed with a password


def _entry(info):
    return Entry(info.filename, info.compress_size, info.file_size, info.external_attr >> 16)


def _fault_of_part(archive, info):
    name = info.filename.lower()
    if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name:
        return "macro"
    if "/embeddings/" in name:
        return "embedded"
    if not name.endswith((".xml", ".rels", ".vml")):
        return None
    if info.file_size > LARGEST_PART:
        return "too_large"
    text = _as_utf8(archive.read(info))
    if text is None or DTD.search(text):
        return "dtd"
    if name.endswith(".rels"):
        return "fetches" if any(_fetches(one) for one in EXTERNAL.findall(text)) else None
    codes = b"".join(FIELD_CODE.findall(text))
    return "fetches" if FETCHING.search(codes) else None


def _fetches(relationship):
    """An outside link that a reader clicks is harmless; what Word loads by itself is not."""
    return b"/hyperlink" not in relationship


def _as_utf8(text):
    """XML of a part in UTF-8; None when it is written in something else that may hide a DTD."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return text.decode("utf-16").encode()
        except UnicodeDecodeError:
            return None
    if b"\x00" in text[:64]:
        return None
    declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", text)
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        return None
    return text
