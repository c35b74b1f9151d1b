"""The embedded server and fresh stores, for the one test of this folder that looks into a store."""

from tests.fixtures_store import home, server, store

__all__ = ["home", "server", "store"]  # a fixture is found where its name is
