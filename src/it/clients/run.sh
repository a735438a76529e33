#!/bin/sh
# Runs the scenario with an official client of Voice ID against a running service.
#
#   run.sh javascript|python|cli PART      PART: main, limits or outage, of scenario.json
#   run.sh install javascript|python       only installs the client, under target/clients/
#
# VOXWARD_STAGE names a file that says where the service is and what was prepared in it; the ITs of
# io.voxward.wire.voiceid write it. Exit codes: 0 every check holds, 1 some do not, 77 skipped, with
# the reason as the last line.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${VOXWARD_CLIENTS:-$here/../../../target/clients}
. "$here/versions.env"

skip() {
  echo "skipped: $1"
  exit 77
}

# Newer than nothing it is given: the mark of an installation says which versions it holds.
installed() {
  [ -f "$1/installed" ] && [ "$(cat "$1/installed")" = "$2" ]
}

install_javascript() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || skip "no node"
  installed "$target/javascript" "$NODE_CLIENT" && return 0
  mkdir -p "$target/javascript"
  if ! (cd "$target/javascript" && npm install --prefix . --no-save --no-package-lock --no-audit --no-fund \
    --ignore-scripts --loglevel=error "$NODE_CLIENT") >"$target/javascript.log" 2>&1; then
    skip "npm could not install $NODE_CLIENT: $(tail -n 1 "$target/javascript.log")"
  fi
  echo "$NODE_CLIENT" >"$target/javascript/installed"
}

install_python() {
  command -v python3 >/dev/null 2>&1 || skip "no python3"
  installed "$target/python" "$PYTHON_BOTO3 $PYTHON_CLI" && return 0
  mkdir -p "$target"
  python3 -m venv --clear "$target/python" >"$target/python.log" 2>&1 || skip "python3 has no venv"
  if ! "$target/python/bin/python" -m pip install --quiet --disable-pip-version-check \
    "$PYTHON_BOTO3" "$PYTHON_CLI" >"$target/python.log" 2>&1; then
    skip "pip could not install $PYTHON_BOTO3 $PYTHON_CLI: $(tail -n 1 "$target/python.log")"
  fi
  echo "$PYTHON_BOTO3 $PYTHON_CLI" >"$target/python/installed"
}

client=${1:?which client: javascript, python or cli}
case $client in
  install)
    "install_${2:?which client: javascript or python}"
    exit 0
    ;;
  javascript) install_javascript ;;
  python | cli) install_python ;;
  *)
    echo "run.sh: unknown client '$client'" >&2
    exit 2
    ;;
esac
: "${VOXWARD_STAGE:?names the file that describes the running service}"

# Nothing of the user's own configuration takes part.
unset AWS_PROFILE AWS_ENDPOINT_URL AWS_ENDPOINT_URL_VOICE_ID AWS_SESSION_TOKEN
export AWS_EC2_METADATA_DISABLED=true AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_PAGER=

case $client in
  javascript)
    export VOXWARD_NODE_MODULES="$target/javascript/node_modules"
    exec node "$here/javascript/run.mjs" "$here/scenario.json" "$2"
    ;;
  python) exec "$target/python/bin/python" "$here/python/run.py" "$here/scenario.json" "$2" ;;
  cli)
    PATH="$target/python/bin:$PATH"
    export PATH
    exec "$target/python/bin/python" "$here/cli/run.py" "$here/scenario.json" "$2"
    ;;
esac
