"""compose.yaml, read as text: what the bot may do there, what bounds it, and where its secrets are."""

from __future__ import annotations

import yaml

from tests.bot.test_dockerfile import IGNORE, ROOT, SECRET, environment, let_in

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
BOT, POSTGRES = COMPOSE["services"]["dossier"], COMPOSE["services"]["postgres"]


def test_compose_takes_every_right_away_but_the_data_folder() -> None:
    assert BOT["read_only"] is True
    assert BOT["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in BOT["security_opt"]
    assert [volume.split(":")[1] for volume in BOT["volumes"]] == ["/data"]
    assert BOT["tmpfs"] == ["/tmp"]  # noqa: S108 - the container's own
    assert not {"privileged", "ports", "user", "network_mode", "cap_add"} & BOT.keys()


def test_compose_keeps_the_image_s_places_whatever_the_settings_file_says() -> None:
    places = {name: value for name, value in environment().items() if name.startswith("DOSSIER_")}
    token = {"DISCORD_TOKEN_FILE": f"/run/secrets/{BOT['secrets'][0]}"}
    assert BOT["environment"] == places | token
    assert len(places) == 3


def test_compose_bounds_memory_logs_and_the_wait_for_an_end() -> None:
    assert BOT["restart"] == POSTGRES["restart"] == "unless-stopped"
    assert BOT["mem_limit"].endswith("m")
    assert int(BOT["mem_limit"][:-1]) >= 160
    assert int(BOT["stop_grace_period"][:-1]) >= 10
    for service in (BOT, POSTGRES):
        assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


def test_compose_starts_postgresql_only_with_its_profile() -> None:
    assert "profiles" not in BOT
    assert POSTGRES["profiles"] == ["postgres"]
    assert BOT["depends_on"] == {"postgres": {"condition": "service_healthy", "required": False}}
    assert POSTGRES["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert "ports" not in POSTGRES


def test_compose_holds_no_secret_only_the_names_of_their_files() -> None:
    assert set(COMPOSE["secrets"]) == {*BOT["secrets"], *POSTGRES["secrets"]}
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
        assert not let_in(f"secrets/{name}", IGNORE)
    for service in (BOT, POSTGRES):
        for variable, value in service["environment"].items():
            assert not SECRET.search(variable) or str(value).startswith("/run/secrets/"), variable
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"secrets/", ".env", "data/"} <= set(ignored)
