#!/bin/sh
# Hold what runs the bot (the lock, without what tests it) against the published flaws; needs a network that reaches them.
set -eu
cd "$(dirname "$0")/.."
uv=$(tools/uv.sh)
list=$(mktemp)
trap 'rm -f "$list"' EXIT
"$uv" export --frozen --no-dev --no-hashes --no-emit-local --quiet --output-file "$list" >/dev/null
if ! "$uv" tool run --quiet pip-audit --version >/dev/null; then
  echo "取不到 pip-audit：要能连上 PyPI" >&2
  exit 1
fi
if "$uv" tool run --quiet pip-audit --requirement "$list" --disable-pip --no-deps --strict; then exit 0; fi
echo "上面列的就是要看的（「could not be audited」或连接错误：连不上漏洞库，等于没查）；每个包这里碰不碰得到，见 docs/dependencies.md" >&2
exit 1
