# 退卡帮: each target brings what it needs (uv, the locked environment, a trained model). Behind `##` stands what
# `make help` says of it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup ready audit run shell train test test-fast validate lint bench eval eval-diet review responses dossier transcript screenshots replicas soak fuzz mutants cases sbom notices

export RASA_TELEMETRY_ENABLED := false
export PYTHONPATH := $(CURDIR)
PY := .venv/bin/python

help: ## 这张表
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# The environment is made again only when what it is made from has changed. Three sizes: what runs the bot, with what
# tests it, with what `make eval` draws with; the largest that was asked for is kept up.
LOCKED := pyproject.toml uv.lock .python-version $(shell find light -type f -not -path "*/__pycache__/*")
LARGEST := $(if $(wildcard .venv/.bench),--group bench,$(if $(wildcard .venv/.dev),,--no-dev))

.venv/.ready: $(LOCKED)
	@echo "准备环境（第一次约一分钟）…" && tools/environment.sh . $(LARGEST) && touch $@

.venv/.dev: .venv/.ready
	@echo "准备测试用的环境…" && tools/environment.sh . $(filter-out --no-dev,$(LARGEST)) && touch $@

.venv/.bench: .venv/.dev
	@tools/environment.sh . --group bench && touch $@

# The chat page, built again only when its sources have changed. Node is the machine's own or brought from PyPI.
web/dist/app.js: $(wildcard web/src/* web/public/*) web/package.json web/package-lock.json .venv/.ready
	@node=$$(tools/node.sh) && echo "构建网页…" && PATH="$$node:$$PATH" && cd web && npm ci --silent --no-progress && npm run --silent build && touch dist/app.js

setup: .venv/.dev web/dist/app.js ## 准备环境和网页（别的目标会自己叫它）

# What runs the bot, without what tests it.
ready: .venv/.ready web/dist/app.js ## 只准备运行用的环境，不带测试用的

run: ready ## 启动机器人（需要时先训练），打印地址；Ctrl-C 结束
	@exec $(PY) -m runtime run

shell: ready ## 在终端里对话
	@exec $(PY) -m runtime shell

train: ready ## 训练模型（数据没变就不训练）
	@exec $(PY) -m runtime train

validate: ready ## 检查知识文件，指出文件和行号
	@$(PY) -m tuika.validate

lint: setup ## 代码风格和类型（ruff、mypy）
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

# Without what takes seconds by itself (the marker `slow`) or needs a model.
test-fast: lint validate ## 风格、知识文件、领域和听懂的测试里快的那些，两三分钟
	@$(PY) -m pytest -q -m "not slow" tests/core tests/nlu

# Two at a time: mypy and training keep a core each busy for a minute and more.
test: setup ## 全部检查和测试
	@$(MAKE) --no-print-directory -j2 lint validate train
	@$(PY) -m runtime validate
	@$(PY) -m pytest -q tests

bench: setup bench/stock/.venv/.ready ## 和原样的 Rasa 比性能
	@$(PY) -m bench

eval: setup .venv/.bench ## 意图识别的评测，写进 docs/understanding.md
	@$(PY) -m bench.evaluate

# Rasa's own classifier on the held-out messages: ten minutes and more.
eval-diet: setup bench/stock/.venv/.ready ## Rasa 自己的分类器在同一批话上的评测，十分钟以上
	@$(PY) -m bench.diet

# Stock Rasa with TensorFlow, which needs Python 3.10: an environment of its own, made only when it is asked for.
bench/stock/.venv/.ready: bench/stock/pyproject.toml bench/stock/uv.lock bench/stock/.python-version
	@echo "准备原样的 Rasa（带 TensorFlow，2 GB 多，只在要比的时候）…" && tools/environment.sh bench/stock && touch $@

# Published flaws of what is locked; needs a network with the data base of PyPI's flaws.
audit: .venv/.ready ## 依赖里公开的漏洞（要能连上漏洞库）
	@tools/audit.sh

# What the bot is delivered with (the lock, without what tests it) as a CycloneDX bill of materials.
sbom: .venv/.ready ## 物料清单（CycloneDX），照 uv.lock 写进 results/sbom.cdx.json
	@mkdir -p results && uv=$$(tools/uv.sh) && "$$uv" export --frozen --no-dev --quiet --format cyclonedx1.5 --output-file results/sbom.cdx.json >/dev/null
	@echo results/sbom.cdx.json

# Names, versions and licences of the same packages and of what the page is bundled from.
notices: setup ## 第三方许可，照 uv.lock 写进 THIRD_PARTY.md
	@$(PY) -m tools.notices

# Whole cases, played on the running bot over days; transcripts in results/cases/. STRICT=1 fails where one has a fault.
cases: setup ## 把整件的案例对着真的服务器说一遍，打印一张表（STRICT=1 有错就失败，IDS=… 只说这些）
	@$(PY) -m tools.cases $(if $(STRICT),--strict) $(IDS)

# What was not understood (collected with TUIKA_COLLECT=1) becomes labelled examples.
review: setup ## 把没听懂的话（TUIKA_COLLECT=1 时收集）标成训练例句
	@$(PY) -m tools.review

# Every reply the bot can give, with its source and confidence, as one HTML file for review.
dossier: setup ## 每一句回复连来源印成一个网页，供懂行的人审
	@$(PY) -m tuika.dossier

# The conversation in the README, spoken anew by the running bot.
transcript: setup ## 把 README 和 docs/talks.md 里的对话重新说一遍
	@$(PY) -m tools.transcript

# The responses that Rasa's own ResponseSelector would need, written from tuika/knowledge/objections.yaml.
responses: setup ## 照 objections.yaml 重写 Rasa 用的回复文件
	@$(PY) -m runtime.responses

# The chat page's main screens, taken anew from the running bot.
screenshots: setup ## 重拍网页的截图（要 chromium）
	@$(PY) -m tools.screenshots

# Two Rasa servers on a real PostgreSQL and Redis of this machine.
replicas: setup ## 两个副本，真的 PostgreSQL 和 Redis
	@exec $(PY) -m runtime.replicas

# An hour of mixed load on two replicas; memory must not grow. SECONDS=… for less.
soak: setup ## 长时间压测（SECONDS=… 改秒数，默认一小时）
	@$(PY) -W ignore -m bench.soak $(or $(SECONDS),3600)

# Random and coverage-guided input for every reader, in process. EXAMPLES=… for another number than 20,000 a target.
fuzz: setup ## 随机输入测试，两万条起（EXAMPLES=… 改数量）
	@uv=$$(tools/uv.sh) && "$$uv" sync --frozen --quiet --group fuzz
	@$(PY) -W ignore -m tests.fuzz $(EXAMPLES)

# Small changes in the rules, one at a time, each of which some test should notice (docs/mutation.md). ARGS='--sample 50
# --seed 1' draws otherwise, ARGS=--again tries only what nobody noticed last time.
mutants: setup ## 把规则改坏一处，看有没有测试发现，一小时左右（ARGS=… 另抽）
	@uv=$$(tools/uv.sh) && "$$uv" sync --frozen --quiet --group mutation
	@CI=1 OPENBLAS_NUM_THREADS=1 $(PY) -m tools.mutants $(ARGS)
