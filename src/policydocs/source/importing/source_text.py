"""The text of a document as anybody sees it, by the shortest way: what an import is measured against.

Nothing here judges: no furniture, no headings, no sense. It is independent of the readers on purpose.
"""

from __future__ import annotations

from policydocs.source.characters import decode_leniently, without_forbidden
from policydocs.source.kinds import DOCX, HTML, MARKDOWN, ODT, PDF, RTF


def source_text(kind: str, data: bytes, *, path: str) -> str:
    """All that a person could read in the document, paragraphs in lines.

    Raises:
        InputError: it cannot be read.
    """
    if kind == HTML:
        return _html(data, path)
    if kind == DOCX:
        from policydocs.source.docx_package import words_of_word_file  # noqa: PLC0415

        words = words_of_word_file(data, path=path)
        margins = dict.fromkeys(words.margins)  # the same header of several pages is one
        return without_forbidden("\n".join((*words.body, *words.notes, *margins)))
    if kind == ODT:
        from policydocs.source.odt import text_of_odt  # noqa: PLC0415

        return text_of_odt(data, path=path)
    if kind == RTF:
        from policydocs.source.rtf import text_of_rtf  # noqa: PLC0415

        return text_of_rtf(data, path=path)
    if kind == PDF:
        from policydocs.source.pdf import text_of_pdf  # noqa: PLC0415

        return text_of_pdf(data, path=path)
    text = without_forbidden(decode_leniently(data, path=path)[0])
    if kind == MARKDOWN:
        from policydocs.source.importing.markdown_markup import markdown_text  # noqa: PLC0415

        return markdown_text(text)
    return text


def _html(data: bytes, path: str) -> str:
    from policydocs.source.html import parsed_page  # noqa: PLC0415
    from policydocs.source.html_blocks import BLOCKS, SILENT  # noqa: PLC0415

    root = parsed_page(data, path=path)
    body = root.find("body")
    parts: list[str] = []
    unseen = frozenset(["script", "style", "template", "head"])
    from lxml.etree import iterwalk  # noqa: PLC0415

    hidden = 0
    for event, node in iterwalk(root if body is None else body, events=("start", "end")):
        silent = not isinstance(node.tag, str) or node.tag in unseen
        if event == "start":
            hidden += silent
            text = node.text
        else:
            hidden -= silent
            text = node.tail
        if node.tag in BLOCKS or node.tag in SILENT or node.tag in {"br", "option", "button", "img"}:
            parts.append("\n")
        if not hidden and text:
            parts.append(text)
    return "".join(parts)
