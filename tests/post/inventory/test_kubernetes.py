"""Kubernetes manifests: what runs, and what its variables say that it calls."""

from tests.post.inventories_made import estate, names, needs, said


def deployment(name: str, kind: str = "Deployment", **variables: str) -> str:
    """Write a workload with the variables of its container."""
    env = "".join(
        f"\n            - {{name: {key}, value: '{value}'}}" for key, value in variables.items()
    )
    return f"""
---
apiVersion: apps/v1
kind: {kind}
metadata: {{name: {name}}}
spec:
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      containers:
        - name: main
          env: {env or "[]"}
"""


def service(name: str, **selects: str) -> str:
    """Write a service and the labels that it selects."""
    return f"""
---
apiVersion: v1
kind: Service
metadata: {{name: {name}}}
spec: {{selector: {selects}}}
"""


def test_addresses_are_inferred_dependencies() -> None:
    """Host and port, a host of a namespace, a URL with a password; the same one twice is one."""
    found = estate(
        {
            "all.yaml": deployment(
                "web",
                CART_ADDR="cart:7070",
                CART_TOO_ADDR="http://cart",
                BILL_ADDR="bill.shop.svc.cluster.local:80",
                SELF_ADDR="web:80",
                LOCAL_ADDR="localhost:1",
                EMPTY_ADDR="",
                OTHER="cart:1",
                DB_URL="postgres://user:pw@db:5432/x",
                HELP_URL="https://example.org/help",
            )
            + deployment("cart")
            + deployment("db", "StatefulSet")
            + service("cart", app="cart")
        }
    )
    assert names(found) == ["bill", "cart", "db", "web"]
    assert needs(found) == ["web > bill inferred", "web > cart inferred", "web > db inferred"]
    assert found.dependencies.row(1)[4] == (
        "inferred from the variable CART_ADDR, kubernetes: all.yaml"
    )
    assert said(found) == [("BS-LOAD-023", "all.yaml, web: bill")]
    assert found.seen["kubernetes"]["addr_env_edges"] == 3
    assert found.seen["kubernetes"]["kind_StatefulSet"] == 1


def test_a_service_leads_to_the_workloads_that_it_selects() -> None:
    """The host is a service's name, what comes back is what runs behind it."""
    found = estate(
        {
            "a.yaml": deployment("web", CART_ADDR="cart-svc:80", GONE_ADDR="gone:1"),
            "b.yaml": deployment("cart-v2")
            + service("cart-svc", app="cart-v2")
            + service("gone", app="nobody")
            + service("headless"),
        }
    )
    assert needs(found) == ["web > cart-v2 inferred", "web > gone inferred"]


def test_jobs_pods_and_lists_are_read() -> None:
    """A CronJob's pod is deeper, a Pod is its own, a List holds others."""
    found = estate(
        {
            "a.yaml": """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly}
                spec: {jobTemplate: {spec: {template: {spec: {initContainers: [
                  {env: [{name: X_ADDR, value: solo}, {name: Y_ADDR, valueFrom: {}}]}]}}}}}
              - {apiVersion: v1, kind: Pod, metadata: {name: solo}}
              - {apiVersion: v1, kind: List, items: [{kind: Pod, metadata: {name: deep}}]}
              - {apiVersion: v1, kind: Pod, metadata: {}}
              - {apiVersion: v1}
            """
        }
    )
    assert names(found) == ["nightly", "solo"]
    assert needs(found) == ["nightly > solo inferred"]
