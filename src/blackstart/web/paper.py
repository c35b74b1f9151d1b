"""Templates become HTML here; whatever they show is escaped, and hides nothing."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from blackstart.base.visible import visible
from blackstart.web.code import code, linked

TEMPLATES = Environment(
    loader=PackageLoader("blackstart.web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["code"] = code
TEMPLATES.filters["linked"] = linked
TEMPLATES.filters["visible"] = visible


def written(template: str, page: object) -> str:
    """Write a page as HTML.

    Args:
        template: name of the template.
        page: what it shows, with `mode` and `incident`.
    """
    return TEMPLATES.get_template(template).render(page=page)
