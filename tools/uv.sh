#!/bin/sh
# Print the path of uv; bring it into .run/ where the machine has none. Needs only python3.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
own="$root/.run/uv/bin/uv"
if command -v uv >/dev/null 2>&1; then command -v uv; exit 0; fi
if [ -x "$own" ]; then echo "$own"; exit 0; fi
echo "安装 uv（只在第一次）…" >&2
mkdir -p "$root/.run"
if python3 -m venv "$root/.run/uv" >/dev/null 2>&1 && "$root/.run/uv/bin/python" -m pip install -q --disable-pip-version-check uv >&2; then
  echo "$own"; exit 0
fi
rm -rf "$root/.run/uv"
if python3 -m pip install -q --disable-pip-version-check --target "$root/.run/uv" uv >&2; then
  echo "$own"; exit 0
fi
echo "装不上 uv：请先装 python3-venv 或 pip（例如 apt install python3-venv），再试一次" >&2
exit 1
