"""How the documentation is built: offline, from Markdown and from the code itself."""

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Blackstart"
release = version = metadata.version("blackstart")
extensions = ["myst_parser", "blackstart_reference"]
exclude_patterns = ["_build"]
nitpicky = True  # a link to nowhere fails the build

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = "Blackstart"
html_copy_source = False
html_show_sourcelink = False
