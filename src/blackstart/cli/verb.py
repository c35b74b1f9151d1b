"""The kind of command that all verbs are."""

from typing import Any

import click

from blackstart.cli import faults


class Verb(click.Command):
    """A command that ends on expected faults with a sentence and a documented exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Call the command; no traceback for what a person can mend."""
        with faults.told():
            return super().invoke(ctx)
