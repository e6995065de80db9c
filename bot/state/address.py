"""Where the state is kept: the text of ``DATABASE_URL`` turned into SQLAlchemy's address, with the driver ours."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

FILE_NAME = "state.sqlite"
_POSTGRES = ("postgresql", "postgres")


class AddressError(ValueError):
    """An address that cannot be used; the sentence never repeats it, it may hold a password."""


def database_address(text: str | None, data_dir: Path) -> URL:
    """The address of the state.

    Args:
        text: ``sqlite:``, ``sqlite:///file``, ``postgresql://…`` or ``postgres://…``; None or empty for a file
            in the data folder.
        data_dir: the data folder.

    Raises:
        AddressError: another scheme, a driver, or no address at all.
    """
    if not text or text == "sqlite:":
        return URL.create("sqlite", database=str(data_dir / FILE_NAME))
    scheme, _, rest = text.partition(":")
    if scheme == "sqlite" and not rest.startswith("//"):
        return URL.create("sqlite", database=rest)
    try:
        given = make_url(text)
    except (ArgumentError, ValueError):
        raise AddressError(
            "it is no address: write sqlite:///file or postgresql://user:password@host/name"
        ) from None
    if "+" in given.drivername:
        raise AddressError("the driver is chosen by the program: write sqlite: or postgresql: without one")
    if given.drivername == "sqlite":
        if given.host:
            raise AddressError("a SQLite file has no host: write sqlite:///file, with three slashes")
        return given if given.database else URL.create("sqlite", database=str(data_dir / FILE_NAME))
    if given.drivername in _POSTGRES:
        if not given.database:
            raise AddressError("the address names no database: write postgresql://user:password@host/name")
        return given.set(drivername="postgresql+psycopg")
    raise AddressError("only sqlite: and postgresql: are supported")
