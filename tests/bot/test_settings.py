from __future__ import annotations

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Places, Settings, SettingsError, places, settings
from tests.bot.editions import ROOT

EXAMPLE = ROOT / ".env.example"
ALIASES = {str(field.validation_alias): name for name, field in Settings.model_fields.items()}


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own settings and .env out."""
    monkeypatch.chdir(tmp_path)
    for name in ALIASES:
        monkeypatch.delenv(name, raising=False)


def test_the_example_names_every_setting_and_no_other_each_with_a_comment() -> None:
    assert set(dotenv_values(EXAMPLE)) == set(ALIASES)
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[A-Z_]+=", line):
            assert lines[number - 1].startswith("# "), line


def test_the_example_holds_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())
    assert settings() == Settings.model_construct(
        **{name: field.default for name, field in Settings.model_fields.items()}
    )
    assert settings().secret() is None


def test_every_setting_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {
        "DISCORD_TOKEN": "t",
        "DISCORD_TOKEN_FILE": "f",
        "DOSSIER_GUILD_IDS": "1, 2 3",
        "DATABASE_URL": "postgres://u:p@h/n",
        "DOSSIER_OPERATOR_CHANNEL_ID": "123",
        "DOSSIER_HTTP_PORT": "8080",
        "DOSSIER_DATA_DIR": "d",
        "DOSSIER_SEEDS_DIR": "s",
        "DOSSIER_EDITION": "e",
        "DOSSIER_DOCUMENTS_DIR": "c",
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "json",
    }
    assert set(given) == set(ALIASES)
    (tmp_path / ".env").write_text("".join(f"{name}=from-file\n" for name in given))
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    found = settings()
    assert found.guild_ids == (1, 2, 3)
    assert found.operator_channel_id == 123
    assert found.http_port == 8080
    assert (found.data_dir, found.seeds_dir, found.edition_file) == (Path("d"), Path("s"), Path("e"))
    assert found.documents_dir == Path("c")
    assert (found.log_level, found.log_format) == ("DEBUG", "json")
    assert found.database().render_as_string(hide_password=False) == "postgresql+psycopg://u:p@h/n"
    secret = found.secret()
    assert secret is not None
    assert secret.get_secret_value() == "t"
    assert "'t'" not in repr(found)
    assert "u:p" not in repr(found)


def test_the_edition_is_in_the_data_folder_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_DATA_DIR", "elsewhere")
    assert places().edition_file == Path("elsewhere/edition.sqlite")


def test_the_state_is_in_the_data_folder_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_DATA_DIR", "elsewhere")
    assert str(settings().database()) == "sqlite:///elsewhere/state.sqlite"


def test_a_bad_address_of_the_state_is_told_without_repeating_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:canary@host/name")
    with pytest.raises(SettingsError, match=r"^DATABASE_URL: only sqlite: and postgresql:") as caught:
        settings().database()
    assert "canary" not in str(caught.value)


def test_what_needs_no_token_does_not_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "canary")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "canary")
    monkeypatch.setenv("DOSSIER_GUILD_IDS", "not checked here")
    found = places()
    assert type(found) is Places
    assert "canary" not in repr(found.__dict__)


def test_the_token_file_is_read_when_there_is_no_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("from-file\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    for own, expected in (("", "from-file"), ("from-variable", "from-variable")):
        monkeypatch.setenv("DISCORD_TOKEN", own)
        secret = settings().secret()
        assert secret is not None
        assert secret.get_secret_value() == expected


@pytest.mark.parametrize(
    ("content", "part"), [(None, "No such file"), (b"\n", "is empty"), (b"\xff\xfe\x00", "it is not text")]
)
def test_a_bad_token_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, part: str
) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(path))
    with pytest.raises(SettingsError, match=part) as caught:
        settings().secret()
    assert str(caught.value).startswith(f"DISCORD_TOKEN_FILE: {path}")


def test_an_env_file_that_is_no_text_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    for read in (places, settings):
        with pytest.raises(SettingsError, match=r"^\.env cannot be read: it is not text"):
            read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOSSIER_GUILD_IDS", "canary"),
        ("DOSSIER_GUILD_IDS", "12,canary"),
        ("DOSSIER_GUILD_IDS", "[1]"),
        ("DOSSIER_GUILD_IDS", "-5"),
        ("DOSSIER_GUILD_IDS", "²"),
        ("DOSSIER_OPERATOR_CHANNEL_ID", "canary"),
        ("DOSSIER_OPERATOR_CHANNEL_ID", "-12"),
        ("DOSSIER_HTTP_PORT", "canary"),
        ("DOSSIER_HTTP_PORT", "65536"),
        ("LOG_LEVEL", "canary"),
        ("LOG_FORMAT", "canary"),
    ],
)
def test_a_bad_value_is_named_in_a_sentence_that_does_not_repeat_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        settings()
    sentence = str(caught.value)
    assert sentence.startswith(f"{name}: ")
    assert len(sentence) > len(name) + 10
    assert value not in sentence


def test_all_bad_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("DOSSIER_GUILD_IDS", "here")
    with pytest.raises(
        SettingsError, match=r"LOG_LEVEL: .*DOSSIER_GUILD_IDS: |DOSSIER_GUILD_IDS: .*LOG_LEVEL: "
    ):
        settings()
