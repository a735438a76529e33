#!/bin/sh
# Measures expiry and purge on a running service: run.sh DATA_DIR URL [SPEAKERS]
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
driver=$(find "$here/../../../target" -name '*postgresql-4*.jar' -path '*lib*' | head -n 1)
if [ -z "$driver" ]; then
  echo "build first (./voxward help builds): the database driver is taken from the build" >&2
  exit 1
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -cp "$driver" "$here/Expiry.java" "$@"
