#!/usr/bin/env bash
# Makes an authority and certificates for three nodes and an administrator: docs/cluster/certificates.sh [FOLDER]
# Keep the authority's key (ca-key.pem) away from the nodes. A node's certificate is for its name and localhost.
set -euo pipefail
folder=${1:-certificates}
days=${DAYS:-825}
[ ! -e "$folder" ] || { echo "$folder is there already; move it away, or name another folder" >&2; exit 1; }
umask 077
mkdir -p "$folder"
cd "$folder"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 3650 -subj "/O=Dateline/CN=Dateline authority" \
    -keyout ca-key.pem -out ca.pem 2>/dev/null

for name in node-1 node-2 node-3 admin; do
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/O=Dateline/CN=$name" \
        -keyout "$name-key.pem" -out "$name.csr" 2>/dev/null
    printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$name" > "$name.ext"
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -sha256 -days "$days" \
        -extfile "$name.ext" -out "$name.pem" 2>/dev/null
    rm "$name.csr" "$name.ext"
done
echo "Made in $folder: ca.pem for Dateline, node-*.pem for the nodes, admin.pem for securityadmin.sh"
