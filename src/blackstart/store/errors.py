"""Faults of the store. The doors turn those that an operator can mend into an exit code."""

from blackstart.base.errors import BlackstartError


class StoreError(BlackstartError):
    """The store cannot be used as it was asked to."""


class ServerUnreachableError(StoreError):
    """The database server does not answer; nothing was read or changed."""


class HomeUnreachableError(StoreError):
    """The system user that runs the database cannot enter this folder; choose another."""


class NoSystemUserError(StoreError):
    """PostgreSQL runs neither as root nor as a user without a name; no other user was found."""


class OldServerError(StoreError):
    """The database server is older than PostgreSQL 18."""


class WrongDatabaseError(StoreError):
    """This database belongs to another incident, or to the other mode; it was not opened."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer Blackstart; this one would not understand it."""


class MigrationChangedError(StoreError):
    """A migration that this database has had was changed afterwards; migrations only go forward."""


class UnknownQueryError(StoreError):
    """No query of that name stands in that file."""


class NotTheSchemaError(StoreError):
    """Rows do not have the columns and types that the table has; none was written."""


class LetterChangedError(StoreError):
    """A letter with this id is in the outbox already, with other bytes; neither was changed."""


class LetterNameError(StoreError):
    """A letter's file name must be plain: letters, digits, dots, dashes, underscores."""


class OriginalChangedError(StoreError):
    """The bytes kept for an original do not have its hash any more; they were not used."""


class KeyChangedError(StoreError):
    """The record was sealed with another key than the data folder's; nothing was sealed."""


class RecordBrokenError(StoreError):
    """The record does not hold, so nothing was sealed; run `blackstart record verify`."""
