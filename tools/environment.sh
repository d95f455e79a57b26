#!/bin/sh
# Make the .venv of a project what its uv.lock says, with the Python of its .python-version.
# First argument: the project's folder; the others go to `uv sync`.
set -eu
uv=$("$(dirname "$0")/uv.sh")
# pyenv, where there is one, reads .python-version from the folder it is called in
cd "$1"
shift
# compiled now: where Python may not keep what it compiles, every process would compile all of it again
if "$uv" sync --frozen --quiet --compile-bytecode "$@"; then exit 0; fi
version=$(cat .python-version)
if ! "$uv" python find --system --no-python-downloads "$version" >/dev/null 2>&1; then
  echo "要 Python $version：本机没有，uv 也没能从网上取到。请先装一个（例如 apt install python$version、brew install python@$version 或 pyenv install $version），再试一次" >&2
fi
exit 1
