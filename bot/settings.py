"""The only reader of the environment: two frozen typed objects, with and without the token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.port import NO_PORT, as_port

if TYPE_CHECKING:
    from sqlalchemy.engine import URL


ENV_FILE = ".env"
P = TypeVar("P", bound="Places")


class SettingsError(Exception):
    """A setting is wrong; the sentence names it and says what it takes."""


class Places(BaseSettings):
    """Where things are and how to log: all that a program without a token needs.

    Attributes:
        data_dir: what the program writes.
        seeds_dir: the curated facts.
        edition: the built fact base; in the data folder unless set.
        documents_dir: the team's own copies of the documents, ``<id>.txt``; passages are not shown unless set.
        log_level: how much is logged.
        log_format: ``text`` for people, ``json`` for machines.
    """

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    data_dir: Path = Field(Path("data"), validation_alias="DOSSIER_DATA_DIR")
    seeds_dir: Path = Field(Path("seeds"), validation_alias="DOSSIER_SEEDS_DIR")
    edition: Path | None = Field(None, validation_alias="DOSSIER_EDITION")
    documents_dir: Path | None = Field(None, validation_alias="DOSSIER_DOCUMENTS_DIR")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", validation_alias="LOG_LEVEL")
    log_format: Literal["text", "json"] = Field("text", validation_alias="LOG_FORMAT")

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: str) -> str:
        return value.upper()

    @property
    def edition_file(self) -> Path:
        """The edition's path."""
        return self.edition or self.data_dir / "edition.sqlite"


class Settings(Places):
    """Everything the bot needs to serve Discord.

    Attributes:
        token: the bot's token; ``token_file`` is read when it is not given itself.
        guild_ids: when set, commands are registered only there and other servers are refused.
        database_url: where the state is kept; a SQLite file in the data folder when not set. May hold a password.
        http_port: where the pages on the bot's health are served; 0 takes a free one; not served when not set.
        operator_channel_id: where operators are told what is wrong; the application's owner when not set.
    """

    token: SecretStr | None = Field(None, validation_alias="DISCORD_TOKEN")
    token_file: Path | None = Field(None, validation_alias="DISCORD_TOKEN_FILE")
    guild_ids: Annotated[tuple[int, ...], NoDecode] = Field((), validation_alias="DOSSIER_GUILD_IDS")
    database_url: SecretStr | None = Field(None, validation_alias="DATABASE_URL")
    http_port: int | None = Field(None, validation_alias="DOSSIER_HTTP_PORT")
    operator_channel_id: int | None = Field(None, ge=1, validation_alias="DOSSIER_OPERATOR_CHANNEL_ID")

    @field_validator("http_port", mode="before")
    @classmethod
    def _port(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        port = as_port(value)
        if port is None:
            raise ValueError(NO_PORT)
        return port

    @field_validator("guild_ids", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = value.replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError("server ids are numbers, separated by commas or spaces")
        return tuple(int(part) for part in parts)

    def database(self) -> URL:
        """The address of the state, for its driver.

        Raises:
            SettingsError: it is none, or of another kind of database; the sentence does not repeat it.
        """
        from bot.state.address import (  # noqa: PLC0415 - slow to import, and only serving needs it
            AddressError,
            database_address,
        )

        text = None if self.database_url is None else self.database_url.get_secret_value()
        try:
            return database_address(text, self.data_dir)
        except AddressError as error:
            raise SettingsError(f"DATABASE_URL: {error}") from None

    def secret(self) -> SecretStr | None:
        """The token, from the variable or its file; None when neither is set.

        Raises:
            SettingsError: the file cannot be read or is empty.
        """
        if self.token is not None or self.token_file is None:
            return self.token
        try:
            text = self.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"DISCORD_TOKEN_FILE: {self.token_file} cannot be read: {_reason(error)}"
            ) from None
        if not text:
            raise SettingsError(f"DISCORD_TOKEN_FILE: {self.token_file} is empty: put the bot's token in it")
        return SecretStr(text)


def places() -> Places:
    """Read the settings without the token.

    Raises:
        SettingsError: naming every wrong variable.
    """
    return _read(Places)


def settings() -> Settings:
    """Read all settings.

    Raises:
        SettingsError: naming every wrong variable; values are not repeated, one may be a secret.
    """
    return _read(Settings)


def _read(model: type[P]) -> P:
    try:
        return model()
    except ValidationError as error:
        raise SettingsError(_sentences(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{ENV_FILE} cannot be read: {_reason(error)}") from None


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return getattr(error, "strerror", None) or "it is not text in UTF-8"


def _sentences(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].removeprefix('Value error, ')}"
        for detail in error.errors(include_input=False)
    )
