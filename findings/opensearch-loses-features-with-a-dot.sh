#!/usr/bin/env bash
# A feature of OpenSearch's rank_features field whose name holds a dot is stored with 201 and never found.
#
# Versions:  OpenSearch 2.19.6 from Maven Central, on Java 11 to 21; needs java, mvn, python3, and setpriv when run as root
# Behaviour: a rank_features field takes an object of names and positive numbers, and a rank_feature query names one as
#            FIELD.NAME. Names are often words of texts, and words hold dots: 0.005, 3.5, u.s. Such a document is
#            accepted, and its _source shows the feature; a query for it finds nothing, with no failure and no warning,
#            while a feature without a dot of the same document is found. The query takes what stands before the last
#            dot for the field ("weights.0"), which is not mapped, and answers as for a field that nobody filled. One
#            would expect the query to find it, or the document to be refused, as one with a weight of 0 is (the
#            ancestor of both, Elasticsearch, refuses dots there since).
# Output seen:
#   stored: created, 201, {'rate': 3, '0.005': 5}
#   weights.rate: 1 hit, 0 shards failed
#   weights.0.005: 0 hits, 0 shards failed
#   a weight of 0: 400
#   As described.
set -euo pipefail

dir=$(mktemp -d)
node=
finish() {
    [ -z "$node" ] || { kill -9 "$node" 2> /dev/null && wait "$node" 2> /dev/null; } || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM
chmod 755 "$dir"

cat > "$dir/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.opensearch</groupId><artifactId>opensearch</artifactId><version>2.19.6</version></dependency>
<dependency><groupId>org.opensearch</groupId><artifactId>opensearch-plugin-classloader</artifactId><version>2.19.6</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.25.4</version></dependency>
<dependency><groupId>org.opensearch.plugin</groupId><artifactId>transport-netty4-client</artifactId><version>2.19.6</version></dependency>
<dependency><groupId>org.opensearch.plugin</groupId><artifactId>mapper-extras-client</artifactId><version>2.19.6</version></dependency>
</dependencies></project>
POM
mvn -q -B -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$dir/home/lib" > "$dir/mvn.log" 2>&1 || { cat "$dir/mvn.log" >&2; exit 1; }

module() { # NAME CLASS JARS...
    mkdir -p "$dir/home/modules/$1"
    mv "${@:3}" "$dir/home/modules/$1"
    printf '%s\n' "name=$1" description=module version=2.19.6 opensearch.version=2.19.6 java.version=11 "classname=$2" \
        extended.plugins= has.native.controller=false > "$dir/home/modules/$1/plugin-descriptor.properties"
}
module transport-netty4 org.opensearch.transport.Netty4Plugin "$dir"/home/lib/netty-* "$dir"/home/lib/transport-netty4-*
module mapper-extras org.opensearch.index.mapper.MapperExtrasPlugin "$dir"/home/lib/mapper-extras-*
cat > "$dir/home/modules/transport-netty4/plugin-security.policy" <<'POLICY'
grant {
  permission java.net.SocketPermission "*", "accept,connect,resolve";
  permission java.lang.RuntimePermission "accessDeclaredMembers";
  permission java.lang.RuntimePermission "setContextClassLoader";
  permission java.io.FilePermission "/proc/sys/net/core/somaxconn", "read";
};
POLICY

mkdir -p "$dir"/home/{bin,plugins} "$dir"/node/{config,data,logs,tmp}
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat > "$dir/node/config/opensearch.yml" <<YML
network.host: 127.0.0.1
http.port: $port
transport.port: 0
discovery.type: single-node
path.data: $dir/node/data
path.logs: $dir/node/logs
cluster.routing.allocation.disk.threshold_enabled: false
YML
printf '%s\n' 'appender.out.type = Console' 'appender.out.name = out' 'appender.out.layout.type = PatternLayout' \
    'rootLogger.level = info' 'rootLogger.appenderRef.out.ref = out' > "$dir/node/config/log4j2.properties"
lowered=()
if [ "$(id -u)" = 0 ]; then # OpenSearch does not run as root
    chown -R 61043:61043 "$dir/node"
    lowered=(setpriv --reuid=61043 --regid=61043 --clear-groups --)
fi
"${lowered[@]}" java -Xms256m -Xmx256m -Djava.security.manager=allow -Djava.io.tmpdir="$dir/node/tmp" \
    -Dopensearch.path.home="$dir/home" -Dopensearch.path.conf="$dir/node/config" -cp "$dir/home/lib/*" \
    org.opensearch.bootstrap.OpenSearch > "$dir/node.log" 2>&1 < /dev/null &
node=$!

python3 - "http://127.0.0.1:$port" "$node" <<'PYTHON' || { tail -3 "$dir/node.log" >&2; exit 1; }
import json
import os
import sys
import time
import urllib.error
import urllib.request

URL, NODE = sys.argv[1], int(sys.argv[2])


def call(method, path, body=None):
    """Return the status and the JSON of an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


for _ in range(600):
    try:
        if call("GET", "/_cluster/health")[1].get("status") == "green":
            break
    except OSError:
        os.kill(NODE, 0)  # ends this with an error if the node has ended
    time.sleep(0.5)

mapping = {"properties": {"weights": {"type": "rank_features"}}}
assert call("PUT", "/words", {"settings": {"number_of_replicas": 0}, "mappings": mapping})[0] == 200
status, stored = call("PUT", "/words/_doc/1?refresh=true", {"weights": {"rate": 3, "0.005": 5}})
source = call("GET", "/words/_doc/1")[1]["_source"]["weights"]
print(f"stored: {stored.get('result')}, {status}, {source}")

found = {}
for name in ("rate", "0.005"):
    query = {"query": {"rank_feature": {"field": f"weights.{name}", "linear": {}}}}
    status_of_search, answer = call("GET", "/words/_search", query)
    assert status_of_search == 200, answer
    found[name] = hits = answer["hits"]["total"]["value"]
    print(f"weights.{name}: {hits} hit{'s' * (hits != 1)}, {answer['_shards']['failed']} shards failed")
nothing = call("PUT", "/words/_doc/2", {"weights": {"rate": 0}})[0]
print(f"a weight of 0: {nothing}")

if status != 201 or source != {"rate": 3, "0.005": 5} or found != {"rate": 1, "0.005": 0} or nothing != 400:
    sys.exit("Changed: a feature with a dot is no longer stored and lost as described.")
print("As described.")
PYTHON
