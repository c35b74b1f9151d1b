"""The words by which a kind is known: products and functions as inventories write them.

A word counts only as a whole word ("discovery" is no "disco"), whatever its case, its plural or
the number at its end ("redis-6", "LOAD_BALANCERS"); several count side by side, joined or not.
Words that mean something else as often are left out: ad (advertisement), router, exchange, swift,
monitoring, queue, vault, batch, plc. To be unknown is better than to be mistaken.

Source: the products' own names; that a service which is called so is one of them: an assumption.
"""

# Anywhere in a name; the last one counts, because that is what the thing is: a
# keycloak-db is a database.
SAYS = {
    "backup vault": (
        "veeam, veeam backup, commvault, rubrik, cohesity, netbackup, avamar, data domain, "
        "bacula, bareos, restic, velero, spectrum protect, backup vault, backup server, backup "
        "repository, backup storage, recovery vault"
    ),
    "network core": (
        "firewall, fortigate, fortinet, palo alto, pfsense, opnsense, core switch, core "
        "switching, core network, network core, core router, edge router, ip router, ip switch, "
        "netgear, vpn, openvpn, wireguard, lan, wan, wlan, vlan, sd wan, wifi"
    ),
    "names, addresses and time": (
        "dns, bind9, coredns, unbound, powerdns, dnsmasq, infoblox, name server, dhcp, dhcpd, "
        "ipam, ntp, ntpd, chrony, time server"
    ),
    "load balancer": "load balancer, lb, big ip, f5, netscaler, keepalived, metallb, lvs",
    "directory: root domain": "forest root, root domain, root dc, root domain controller",
    "directory: child domain": "child domain, child dc, child domain controller",
    "directory": (
        "active directory, ad ds, ad dc, ad forest, domain controller, ldap, ldaps, openldap, "
        "slapd, freeipa, 389ds, samba ad, samba dc, apacheds, edirectory, directory server, "
        "directory service"
    ),
    "directory sync": (
        "ad connect, azure ad connect, entra connect, aad connect, dirsync, directory sync, "
        "ldap sync, identity sync"
    ),
    "sign-on": (
        "keycloak, ad fs, okta, authelia, authentik, dex, ory hydra, ory kratos, shibboleth, "
        "saml, sso, oidc, oauth2 proxy, single sign on, identity provider, idp, entra id, azure "
        "ad, ping federate, zitadel, kanidm"
    ),
    "certificates and keys": (
        "pki, certificate authority, ad cs, step ca, cert manager, ejbca, openbao, hashicorp "
        "vault, bank vaults, sealed secrets, external secrets, key vault, secrets manager, hsm, "
        "ocsp"
    ),
    "storage": (
        "ceph, glusterfs, nfs, nas, file server, netapp, longhorn, rook, openebs, isilon, "
        "iscsi, lustre, san storage, storage array"
    ),
    "object store": (
        "minio, s3, seaweedfs, openstack swift, object store, object storage, blob storage, radosgw"
    ),
    "hypervisor": (
        "vmware, esx, esxi, vcenter, vsphere, hyper v, proxmox, nutanix, xenserver, xcp ng, "
        "kvm, libvirt, ovirt, hypervisor, openstack"
    ),
    "container platform": (
        "kubernetes, k8s, k3s, rke2, openshift, rancher, containerd, podman, docker swarm, "
        "nomad, kubemaster, kubelet, etcd, calico, cilium, flannel, istio, linkerd, container "
        "platform"
    ),
    "database": (
        "postgres, postgresql, postgis, pgvector, mysql, mariadb, percona, mongo, mongodb, "
        "ferretdb, cassandra, scylladb, couchdb, couchbase, db2, mssql, sql server, oracle db, "
        "oracle database, oracle rac, sybase, informix, hana, neo4j, janusgraph, nebulagraph, "
        "arangodb, arcadedb, influxdb, timescaledb, questdb, tdengine, iotdb, clickhouse, "
        "druid, cockroachdb, tidb, vitess, yugabytedb, qdrant, milvus, weaviate, chromadb, db, "
        "dbms, rdbms, database"
    ),
    "search engine": "elasticsearch, opensearch, solr, meilisearch, typesense, search engine",
    "cache": "redis, valkey, memcached, keydb, hazelcast, cache",
    "web proxy": (
        "nginx, haproxy, traefik, envoy, caddy, httpd, openresty, varnish, varnish cache, "
        "squid, ingress, kong, apisix, emissary, api gateway, proxy, web server"
    ),
    "mail": (
        "postfix, exim, sendmail, dovecot, smtp, imap, zimbra, mailcow, mail server, email "
        "server, mail relay, mail gateway, exchange server, microsoft exchange, exchange online"
    ),
    "monitoring": (
        "prometheus, grafana, alertmanager, loki, grafana tempo, thanos, victoriametrics, "
        "jaeger, zipkin, skywalking, nagios, icinga, zabbix, kibana, logstash, fluentd, fluent "
        "bit, filebeat, splunk, graylog, graphite, librenms, otel collector, opentelemetry "
        "collector, datadog, dynatrace, openobserve, wazuh, siem, network monitoring, server "
        "monitoring"
    ),
    "software delivery": (
        "docker registry, container registry, zot registry, harbor, quay, artifactory, jenkins, "
        "gitlab, gitea, forgejo, gerrit, argo cd, tekton, woodpecker ci, teamcity, puppet, "
        "puppetdb, puppetboard, ansible, saltstack, wsus, sccm, chartmuseum, build server"
    ),
    "queue": (
        "rabbitmq, kafka, activemq, artemis, pulsar, nats, mosquitto, emqx, mqtt, mq, ibm mq, "
        "msmq, redpanda, message queue, message queuing, message broker, message bus, service "
        "bus, event bus, esb, eai bus, biztalk"
    ),
    "EDI and file gateway": (
        "edi, edifact, as2, oftp, oftp2, odette, seeburger, sterling integrator, file gateway, "
        "file transfer, sftp, ftp, mft, moveit, goanywhere"
    ),
    "ERP core": (
        "erp, erpnext, sap, s4hana, odoo, dynamics 365, dynamics nav, business central, oracle "
        "ebs, e business suite, jde, jd edwards, peoplesoft, netsuite"
    ),
    "plant control": (
        "mes, scada, historian, opc ua, wincc, factorytalk, hmi, manufacturing execution, plant "
        "control, line controller, cell controller, unit controller, shop floor control, "
        "apriso, opcenter"
    ),
}

# At the end of a name they make it something else than what stands before them.
ENDS = {
    "worker": (
        "worker, consumer, listener, scheduler, init, migrate, migration, cron, cron job, batch "
        "job, task runner, jobrunner, configurator, sidekiq, celery"
    ),
    "plain application": "ui, gui, dashboard, console, explorer, websocket",
    "": "exporter, backup, client, agent, operator, cli, sdk, adapter, connector, mock, library",
}

# At the end of a name, and only where nothing else is known.
PERHAPS = {
    "plain application": (
        "app, api, web, website, webapp, front end, back end, portal, appl, application, "
        "microservice"
    ),
}

# Not counted at the end of a name: they tell which one it is, not what it is.
WHICH_ONE = frozenset(
    "prod production staging test dev uat live draft lite primary secondary replica standby next "
    "internal external public private https http ssl grpc ro rw".split()
)
