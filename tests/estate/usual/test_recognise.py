"""What a service is, by what inventories carry of it; what they do not say stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.estate.tables import LAYERS
from blackstart.estate.usual.kinds import KIND, KINDS, PLAIN
from blackstart.estate.usual.recognise import kind_of, with_kinds
from blackstart.estate.usual.words import ENDS, PERHAPS, SAYS
from tests.estate.made import frame

# A service's name, and what it is taken for: "" is unknown.
NAMED = [
    ("postgres-14", "database"),
    ("postgres-14-postgis", "database"),
    ("mongo-3.6", "database"),
    ("DB2", "database"),
    ("Customer Databases", "database"),
    ("publisher-redis", "cache"),
    ("govuk_crawler_worker-redis", "cache"),
    ("rabbitmq", "queue"),
    ("IBM MQ", "queue"),
    ("elasticsearch7", "search engine"),
    ("nginx-proxy", "web proxy"),
    ("LOAD_BALANCERS", "load balancer"),
    ("core-switching", "network core"),
    ("vpn-suppliers", "network core"),
    ("dns-internal", "names, addresses and time"),
    ("time-servers", "names, addresses and time"),
    ("Active Directory", "directory"),
    ("ActiveDirectory", "directory"),
    ("corp forest root DC01", "directory: root domain"),
    ("emea child-domain", "directory: child domain"),
    ("Azure AD Connect", "directory sync"),
    ("keycloak", "sign-on"),
    ("PKI", "certificates and keys"),
    ("esx-03", "hypervisor"),
    ("k3s", "container platform"),
    ("Veeam Backup", "backup vault"),
    ("SAP ERP", "ERP core"),
    ("SAP HANA", "database"),
    ("edi-gateway", "EDI and file gateway"),
    ("sftp-banks", "EDI and file gateway"),
    ("MES Solihull", "plant control"),
    ("smtp-relay", "mail"),
    ("grafana", "monitoring"),
    ("docker-registry", "software delivery"),
    ("minio", "object store"),
    ("nas02", "storage"),
    ("publisher-worker", "worker"),
    ("collections-app-live", PLAIN),
    ("account-api-lite", PLAIN),
    ("search-api-v2", PLAIN),
    # The last word counts, because that is what the thing is.
    ("keycloak-db", "database"),
    ("elasticsearch-6-init", "worker"),
    ("kafka-ui", PLAIN),
    ("oauth2-proxy", "sign-on"),
    ("postgres-13-email-alert-api", "database"),
    ("queue-consumer", "worker"),
    # False friends, and things beside the one that is named.
    ("discovery", ""),
    ("ad", ""),
    ("email", ""),
    ("router-lite", ""),
    ("email-alert-service-lite", ""),
    ("currency-exchange", ""),
    ("swift", ""),
    ("vault", ""),
    ("order-monitoring", ""),
    ("DC01", ""),
    ("planet", ""),
    ("batch-tracking", ""),
    ("consumer-loans", ""),
    ("ignition", ""),
    ("Acme Cloud", ""),
    ("govuk_app_config-lite", ""),
    ("redis-exporter", ""),
    ("postgres-backup", ""),
    ("", ""),
    ("13", ""),
]

# A service's name, its image, type or class, and what it is taken for.
DESCRIBED = [
    ("store", "postgres:14", "database"),
    ("store", "docker.example:5000/bitnami/postgresql:15@sha256:00ff", "database"),
    ("store", "${POSTGRES_IMAGE}", "database"),
    ("store", "${STORE_IMAGE:-mariadb:11}", "database"),
    ("a", "hashicorp/vault:1.15", "certificates and keys"),
    ("a", "minio/mc", ""),
    ("a", "redis/insight", ""),
    ("a", "oliver006/redis_exporter", ""),
    ("broker", "confluentinc/cp-kafka:7.5", "queue"),
    ("PRD-ERP-01", "cmdb_ci_db_mssql_instance", "database"),
    ("mail01", "cmdb_ci_email_server", "mail"),
    ("angular", "library", ""),
    ("shop", "website", PLAIN),
    ("shop", "service", ""),
    ("nightly", "CronJob", "worker"),
    ("scheduler", "frappe/erpnext:v16", "worker"),
    ("backend", "frappe/erpnext:v16", "ERP core"),
    ("publisher-redis", "eclipse-temurin:8-jre", "cache"),
    ("publisher-worker", "postgres:14", "worker"),
    ("backup", "postgres:14", ""),
]

# A service's name, the layer that an inventory states, and what it is taken for.
STATED = [
    ("postgres", "platform", "database"),
    ("postgres", "application", PLAIN),
    ("postgres", "recovery", ""),
    ("vault-manager", "application", PLAIN),
    ("Manufacturing execution systems", "application", "plant control"),
    ("redis-exporter", "application", PLAIN),
    ("mail-worker", "platform", ""),
]


@pytest.mark.parametrize(("service", "kind"), NAMED)
def test_a_name_tells_the_kind(service: str, kind: str) -> None:
    """Word by word, whatever case, plural or number; unknown is better than mistaken."""
    assert kind_of(service, None, "unknown") == kind


@pytest.mark.parametrize(("service", "described_as", "kind"), DESCRIBED)
def test_an_image_type_or_class_tells_more(service: str, described_as: str, kind: str) -> None:
    """An image counts by its own name, not by its owner's; what the name ends with goes first."""
    assert kind_of(service, described_as, "unknown") == kind


@pytest.mark.parametrize(("service", "layer", "kind"), STATED)
def test_a_stated_layer_is_never_overruled(service: str, layer: str, kind: str) -> None:
    """A kind of another layer is a false friend; a stated application is one."""
    assert kind_of(service, None, layer) == kind


def test_every_kind_is_known_by_a_word() -> None:
    """The tables of kinds and words name the same kinds, and a word stands in one place."""
    said = {*SAYS, *ENDS, *PERHAPS}
    assert said - {""} == set(KIND)
    assert len(KIND) == len(KINDS)
    assert {kind.layer for kind in KINDS} == set(LAYERS) - {"unknown"}
    words = [
        word.replace(" ", "")
        for table in (SAYS, ENDS, PERHAPS)
        for patterns in table.values()
        for word in patterns.split(", ")
    ]
    assert len(words) == len(set(words))
    assert all(kind.source and min(kind.by_gate.values()) > 0 for kind in KINDS)


def test_a_layer_that_nobody_said_is_that_of_the_kind() -> None:
    """What was said stays, what is known is filled, what is not stays unknown."""
    rows = frame(
        "services",
        {"service": "a", "layer": "unknown", "described_as": "redis"},
        {"service": "b", "layer": "unknown"},
        {"service": "c", "layer": "network"},
    )
    columns = ("service", "layer", "kind", "layer_said")
    assert with_kinds(rows).select(columns).rows() == [
        ("a", "platform", "cache", False),
        ("b", "unknown", "", False),
        ("c", "network", "", True),
    ]


@given(st.text(max_size=40), st.none() | st.text(max_size=40), st.sampled_from(LAYERS))
def test_any_text_gives_an_answer(service: str, described_as: str | None, layer: str) -> None:
    """A kind of the stated layer, or none."""
    kind = kind_of(service, described_as, layer)
    assert not kind or layer in ("unknown", KIND[kind].layer)
