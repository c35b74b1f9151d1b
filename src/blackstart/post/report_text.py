"""Writes reports: Markdown to read and mail, HTML to open, CSV and JSON to work with."""

from html import escape

from blackstart.base.canonical import Json
from blackstart.estate.telling.report_document import Report, Section, Sheet

# A cell that begins so would be a formula in a spreadsheet (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
STYLE = (
    "body{font:1rem/1.45 system-ui,sans-serif;max-width:70rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;font-size:.85rem}"
    "th,td{text-align:left;padding:.2rem .4rem;border-bottom:1px solid #999;"
    "overflow-wrap:anywhere;vertical-align:top}"
    ".mode{font-weight:800;border:3px solid;padding:.1rem .6rem;display:inline-block}"
)


def heading(report: Report) -> str:
    """Write what stands on every file: mode, incident, what it is, and of which day."""
    return f"{report.case.mode} · {report.case.incident} · {report.title} · {report.day}"


def markdown(report: Report) -> str:
    """Write a report as Markdown."""
    lines = [f"# {_plain(heading(report))}", ""]
    for section in report.sections:
        lines += [f"## {_plain(section.title)}", ""]
        lines += [line for each in section.sentences for line in (_plain(each), "")]
        if section.sheet is not None:
            lines += [*_markdown_table(section.sheet), ""]
    return "\n".join(lines)


def _markdown_table(sheet: Sheet) -> list[str]:
    if not sheet.rows:
        return ["Nothing."]
    rows = (" | ".join(map(_cell, row)) for row in (sheet.heads, *sheet.rows))
    first, *rest = (f"| {row} |" for row in rows)
    return [first, "|" + "---|" * len(sheet.heads), *rest]


def _plain(text: str) -> str:
    """Keep a text from becoming markup; backticks stay, they are ours."""
    return " ".join(text.split()).replace("<", "&lt;").replace("[", "\\[")


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def html(report: Report) -> str:
    """Write a report as one HTML file that asks for nothing."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        (
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">"
        ),
        f"<title>{escape(heading(report))}</title><style>{STYLE}</style></head><body>",
        f'<p class="mode">{escape(report.case.mode)}</p>',
        f"<h1>{escape(heading(report))}</h1>",
        *(_html_section(section) for section in report.sections),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _html_section(section: Section) -> str:
    said = "".join(f"<p>{escape(each)}</p>" for each in section.sentences)
    table = _html_table(section.sheet) if section.sheet is not None else ""
    return f"<h2>{escape(section.title)}</h2>{said}{table}"


def _html_table(sheet: Sheet) -> str:
    if not sheet.rows:
        return "<p>Nothing.</p>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in sheet.heads)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def csv(report: Report, sheet: Sheet) -> str:
    """Write a table as CSV; mode and incident are its first columns, so that no file lacks them."""
    own = (report.case.mode, report.case.incident)
    rows = (("Mode", "Incident", *sheet.heads), *((*own, *row) for row in sheet.rows))
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows)


def _quoted(text: str) -> str:
    """Quote a cell, so that no spreadsheet takes it for a formula."""
    safe = f"'{text}" if text.startswith(FORMULA) else text
    return '"' + safe.replace('"', '""') + '"'


def document(report: Report) -> dict[str, Json]:
    """Give a report as a document of JSON."""
    return {
        "day": report.day.isoformat(),
        "incident": report.case.incident,
        "mode": report.case.mode,
        "sections": [_section(section) for section in report.sections],
        "title": report.title,
    }


def _section(section: Section) -> dict[str, Json]:
    sheet = section.sheet
    rows: list[Json] = (
        [] if sheet is None else [dict(zip(sheet.heads, row, strict=True)) for row in sheet.rows]
    )
    return {"rows": rows, "sentences": list(section.sentences), "title": section.title}
