"""The names that Word's XML goes by."""

from __future__ import annotations

from policydocs.source.names import SECTION_ID

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

#: Bookmarks that begin so carry a section's id; a leading "_" hides a bookmark from Word's list of them.
_ID_MARK = "_id_"
_LONGEST_BOOKMARK = 40  #: characters, in Word


def id_bookmark(section_id: str) -> str:
    """The bookmark of a heading, which carries its section's id; "" for an id that none can hold.

    Bookmarks take letters, digits and underscores: "-" becomes "_", "_" becomes "__".
    """
    if not SECTION_ID.fullmatch(section_id):
        return ""
    name = _ID_MARK + section_id.replace("_", "__").replace("-", "_")
    return name if len(name) <= _LONGEST_BOOKMARK else ""


def marked_id(bookmark: str) -> str:
    """The id that a bookmark of ours carries; "" for any other bookmark."""
    if not bookmark.startswith(_ID_MARK):
        return ""
    parts = bookmark.removeprefix(_ID_MARK).split("__")
    section_id = "_".join(part.replace("_", "-") for part in parts)
    return section_id if SECTION_ID.fullmatch(section_id) else ""
