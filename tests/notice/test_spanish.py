"""Each plain kind of change told in Spanish, and a whole Spanish notice."""

from __future__ import annotations

from datetime import date

import pytest

from policydocs.compare.compare import compare
from policydocs.document import BulletList, Document, Heading, Paragraph, plain_text, walk_blocks
from policydocs.model import Policy, Practice
from policydocs.notice.build import change_notice, told_changes
from policydocs.notice.plain import language_remarks
from policydocs.notice.version_line import VersionLine
from policydocs.source.markdown import read_policy

CARTAS = "## Cartas\n\nEl portal guarda nuestras cartas aparte del otro correo. Lo abro cada mañana.\n\n"
PUEBLO = "## El pueblo\n\nVermont es pequeño, y un día podemos estar en la misma fila del mercado.\n\n"
LISTA = "## Medios\n\n- Llame al consultorio.\n- Escríbame una carta.\n"
TABLA = "## Precios\n\n| Visita | Precio |\n| --- | --- |\n| Larga | {} |\n| Corta | $90 |\n"


def policy(body: str, *, title: str = "Mensajes", more: str = "", practice: Practice | None = None) -> Policy:
    return read_policy(
        f"---\ntitle: {title}\n{more}---\n\n{body}\n",
        path="policies/messages.es.md",
        slug="messages.es",
        practice=practice,
        language="es",
    )


def told(old: str, new: str) -> list[str]:
    changes = told_changes(compare(policy(old), policy(new)))
    return [sentence for change in changes for sentence in change.sentences]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (PUEBLO, PUEBLO + CARTAS, [
            "Hay una parte nueva: “Cartas”."
            " Comienza así: “El portal guarda nuestras cartas aparte del otro correo”."]),
        (PUEBLO + CARTAS, PUEBLO, ["Quité la parte “Cartas”."]),
        (CARTAS, CARTAS.replace("## Cartas", "## Correo"), [
            "La parte “Cartas” ahora se llama “Correo”. El texto es el mismo."]),
        (CARTAS + PUEBLO, PUEBLO + CARTAS, ["La parte “Cartas” cambia de lugar. El texto es el mismo."]),
        (LISTA, LISTA + "- Use el portal.\n", [
            "En “Medios”, la lista ahora tiene también: “Use el portal”."]),
        (LISTA + "- Use el portal.\n", LISTA, ["En “Medios”, la lista ya no tiene: “Use el portal”."]),
        (TABLA.format("$150"), TABLA.format("$165"), [
            "En “Precios”, “Larga” ahora es $165. Antes era $150."]),
        ("## Llamadas\n\nContesto en 24 horas.", "## Llamadas\n\nContesto en 48 horas.", [
            "“Llamadas” ahora dice “48 horas”. Antes decía “24 horas”."]),
        ("## Llamadas\n\nLlame de día.", "## Llamadas\n\nLlame de día. ¿Puede hablar despacio?", [
            "“Llamadas” ahora también dice: “¿Puede hablar despacio?”."]),
        ("Trabajo de día.", "Trabajo de noche.", [
            "El comienzo del documento ahora dice: “Trabajo de noche”."]),
    ],
)  # fmt: skip
def test_a_change_is_told_in_a_plain_sentence(old: str, new: str, sentences: list[str]) -> None:
    assert told(old, new) == sentences


def test_a_position_that_turned_is_told_with_the_words_as_they_were() -> None:
    old = "## Mensajes de texto\n\nNo acepto mensajes de texto sobre las citas."
    new = "## Mensajes de texto\n\nAcepto mensajes de texto sobre las citas."

    (sentence,) = told(old, new)

    assert "Acepto mensajes de texto sobre las citas" in sentence
    assert "Until now" not in sentence


def test_several_who_speak_say_we() -> None:
    nosotros = "Nuestro equipo y nosotros le atendemos. Nos llama, y nuestra puerta está abierta.\n\n"

    assert told(nosotros + CARTAS, nosotros) == ["Quitamos la parte “Cartas”."]


def test_a_changed_number_is_told_and_to_be_written_down() -> None:
    notice = notice_of(*(whole_policy(phone) for phone in ("360-555-0100", "360-555-0111")))

    said = texts(notice)

    assert "El número de teléfono ahora es 360-555-0111. Antes era 360-555-0100." in said
    assert any("anote lo que cambia: el número de teléfono." in one for one in said)


def test_a_whole_notice_holds_no_english_word_of_ours() -> None:
    notice = notice_of(*(whole_policy(phone) for phone in ("360-555-0100", "360-555-0111")))

    assert notice.language == "es"
    assert notice.version_line == "Versión 1.1 · Comienza el 4 de marzo de 2027"
    assert notice.page_label == "Página {page} de {pages}"
    assert [plain_text(one.inlines) for one in notice.blocks if isinstance(one, Heading)] == [
        "Qué cambia",
        "Por qué",
        "Cuándo comienza",
        "Qué debe hacer usted",
        "Sus opciones",
        "Cómo preguntar",
    ]
    ours = " ".join([notice.title, notice.version_line, *texts(notice)]).lower().split()
    assert not {"the", "and", "is", "was", "please", "version", "you", "policy", "monday"} & set(ours)


def test_the_hours_are_told_in_spanish() -> None:
    old, new = whole_policy("360-555-0100"), whole_policy("360-555-0100", hours="los lunes")

    assert "El horario ahora es los lunes. Antes era de lunes a viernes." in texts(notice_of(old, new))


def test_that_its_plainness_was_not_checked_is_said() -> None:
    notice = notice_of(*(whole_policy(phone) for phone in ("360-555-0100", "360-555-0111")))

    (remark,) = language_remarks(notice)

    assert "knows English only" in remark


def whole_policy(phone: str, hours: str = "de lunes a viernes") -> tuple[Policy, Practice]:
    practice = Practice(
        "harbor",
        "Harbor Counseling",
        {"phone": phone, "hours": "Monday to Friday"},
        translated={"es": {"hours": hours}},
    )
    text = "Llámeme al {{ practice.phone }}, {{ practice.hours }}. Contesto mi buzón de voz cada día."
    return policy(text, practice=practice), practice


def notice_of(old: tuple[Policy, Practice], new: tuple[Policy, Practice]) -> Document:
    return change_notice(
        compare(old[0], new[0], old_practice=old[1], new_practice=new[1]),
        practice=new[1],
        old_version=VersionLine("1.0.0", date(2026, 3, 1)),
        new_version=VersionLine("1.1.0", date(2027, 3, 4)),
        effective=date(2027, 3, 4),
        today=date(2027, 1, 4),
        reasons={"*": "Cambié de compañía."},
    )


def texts(notice: Document) -> list[str]:
    return [
        plain_text(block.inlines)
        for block in walk_blocks(notice.blocks)
        if isinstance(block, Paragraph) and not isinstance(block, BulletList)
    ]
