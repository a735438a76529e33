#!/bin/sh
# Makes target/sherpa-venv with the packages the comparison needs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/../../../target/sherpa-venv"
python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"
cd "$venv" && pwd
