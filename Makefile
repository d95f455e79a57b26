# 退卡帮: each target brings what it needs (uv, the locked environment, a trained model) and says what it does.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run shell train test test-fast validate lint bench eval eval-diet review responses dossier transcript screenshots replicas soak cases

export RASA_TELEMETRY_ENABLED := false
export PYTHONPATH := $(CURDIR)
PY := .venv/bin/python

help:
	@echo "make run       启动机器人（需要时先训练），打印地址；Ctrl-C 结束"
	@echo "make shell     在终端里对话"
	@echo "make train     训练模型（数据没变就不训练）"
	@echo "make test      全部检查和测试；make test-fast 只跑快的"
	@echo "make validate  检查知识文件，指出文件和行号"
	@echo "make bench     性能对比"
	@echo "make eval      意图识别的评测，写进 docs/understanding.md"
	@echo "make cases     把整件的案例对着真的服务器说一遍，打印一张表"
	@echo "make replicas  两个副本，真的 PostgreSQL 和 Redis；make soak 长时间压测"
	@echo "make review    把没听懂的话（TUIKA_COLLECT=1 时收集）标成训练例句"

# The environment is made again only when what it is made from has changed.
.venv/.ready: pyproject.toml uv.lock .python-version $(shell find light -type f -not -path "*/__pycache__/*")
	@uv=$$(tools/uv.sh) && echo "准备环境（第一次约一两分钟）…" && "$$uv" sync --frozen --quiet && touch $@

# The chat page, built again only when its sources have changed. Node is the machine's own or brought from PyPI.
web/dist/app.js: $(wildcard web/src/* web/public/*) web/package.json web/package-lock.json .venv/.ready
	@node=$$(tools/node.sh) && echo "构建网页…" && PATH="$$node:$$PATH" && cd web && npm ci --silent --no-progress && npm run --silent build && touch dist/app.js

setup: .venv/.ready web/dist/app.js

run: setup
	@exec $(PY) -m runtime run

shell: setup
	@exec $(PY) -m runtime shell

train: setup
	@exec $(PY) -m runtime train

validate: setup
	@$(PY) -m tuika.validate

lint: setup
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

test-fast: lint validate
	@$(PY) -m pytest -q tests/core tests/nlu

test: lint validate
	@$(PY) -m runtime train
	@$(PY) -m runtime validate
	@$(PY) -m pytest -q tests

bench: setup
	@$(PY) -m bench

eval: setup
	@$(PY) -m bench.evaluate

# Rasa's own classifier on the held-out messages: ten minutes and more.
eval-diet: setup
	@$(PY) -m bench.diet

# What was not understood (collected with TUIKA_COLLECT=1) becomes labelled examples.
review: setup
	@$(PY) -m tools.review

# Whole cases, played on the running bot over days; transcripts in results/cases/. STRICT=1 fails where one has a fault.
cases: setup
	@$(PY) -m tools.cases $(if $(STRICT),--strict) $(IDS)

# Every reply the bot can give, with its source and confidence, as one HTML file for review.
dossier: setup
	@$(PY) -m tuika.dossier

# The conversation in the README, spoken anew by the running bot.
transcript: setup
	@$(PY) -m tools.transcript

# The responses that Rasa's own ResponseSelector would need, written from tuika/knowledge/objections.yaml.
responses: setup
	@$(PY) -m runtime.responses

# The chat page's main screens, taken anew from the running bot.
screenshots: setup
	@$(PY) -m tools.screenshots

# Two Rasa servers on a real PostgreSQL and Redis of this machine.
replicas: setup
	@exec $(PY) -m runtime.replicas

# An hour of mixed load on two replicas; memory must not grow. SECONDS=… for less.
soak: setup
	@$(PY) -W ignore -m bench.soak $(or $(SECONDS),3600)
