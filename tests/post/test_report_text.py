"""Reports as text: mode and incident on each, nothing becomes markup or a formula."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from blackstart.estate.running.statement import Case
from blackstart.estate.telling.report_document import Report, Section, Sheet
from blackstart.post.report_text import csv, document, html, markdown

EVIL = "<script>alert(1)</script> | [a](b)"
SHEET = Sheet(name="t", heads=("Who", "What"), rows=((EVIL, "=1+1"), ("b", "-2")))
EMPTY = Sheet(name="e", heads=("Who",), rows=())


def report(*sections: Section) -> Report:
    """Make a report of some sections."""
    case = Case(incident="bearing-works", mode="LIVE")
    return Report(title="Handover", case=case, day=date(2025, 9, 25), sections=sections)


FULL = report(
    Section(title="First", sentences=("One.", EVIL), sheet=SHEET),
    Section(title="Second", sheet=EMPTY),
    Section(title="Third", sentences=("Only this.",)),
)


def test_markdown_is_text() -> None:
    """Headings, sentences, tables; what is empty says so; nothing becomes markup."""
    said = markdown(FULL)
    assert said.startswith("# LIVE · bearing-works · Handover · 2025-09-25\n")
    assert "| Who | What |\n|---|---|\n" in said
    assert "Nothing." in said
    assert "<script" not in said
    assert "\\|" in said


def test_html_asks_for_nothing() -> None:
    """One file: no script, no link, no picture, and a policy that forbids them."""
    said = html(FULL)
    assert "LIVE" in said
    assert "<script" not in said
    assert "default-src 'none'" in said
    assert "src=" not in said.replace("default-src", "").replace("style-src", "")
    assert "<p>Nothing.</p>" in said


def test_csv_starts_no_formula() -> None:
    """Every row says mode and incident; a cell that a spreadsheet would compute is quoted."""
    said = csv(FULL, SHEET)
    assert said.splitlines()[0] == '"Mode","Incident","Who","What"'
    assert '"\'=1+1"' in said
    assert '"\'-2"' in said
    assert said.count('"LIVE","bearing-works"') == 2


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell: str) -> None:
    """Whatever a service is called."""
    line = csv(report(), Sheet(name="t", heads=("A",), rows=((cell,),))).split("\r\n", 1)[1]
    inside = line.removeprefix('"LIVE","bearing-works","')
    assert not inside.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_document_has_rows_by_the_names_of_their_columns() -> None:
    """For a program: the same, without layout."""
    told = document(FULL)
    assert told["mode"] == "LIVE"
    sections = told["sections"]
    assert isinstance(sections, list)
    assert sections[0]["rows"][1] == {"Who": "b", "What": "-2"}
    assert sections[2]["rows"] == []
