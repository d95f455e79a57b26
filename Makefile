# 退卡帮: each target brings what it needs (uv, the locked environment, a trained model) and says what it does.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup ready audit run shell train test test-fast validate lint bench eval eval-diet review responses dossier transcript screenshots replicas soak fuzz

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
	@echo "make audit     依赖里公开的漏洞（要能连上漏洞库）"
	@echo "make replicas  两个副本，真的 PostgreSQL 和 Redis；make soak 长时间压测"
	@echo "make fuzz      随机输入测试，两万条起（EXAMPLES=… 改数量）"
	@echo "make review    把没听懂的话（TUIKA_COLLECT=1 时收集）标成训练例句"

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
web/dist/app.js: $(wildcard web/src/*) web/package.json web/package-lock.json .venv/.ready
	@node=$$(tools/node.sh) && echo "构建网页…" && PATH="$$node:$$PATH" && cd web && npm ci --silent --no-progress && npm run --silent build && touch dist/app.js

setup: .venv/.dev web/dist/app.js

# What runs the bot, without what tests it.
ready: .venv/.ready web/dist/app.js

run: ready
	@exec $(PY) -m runtime run

shell: ready
	@exec $(PY) -m runtime shell

train: ready
	@exec $(PY) -m runtime train

validate: ready
	@$(PY) -m tuika.validate

lint: setup
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

test-fast: lint validate
	@$(PY) -m pytest -q tests/core tests/nlu

test: lint validate
	@$(PY) -m runtime train
	@$(PY) -m runtime validate
	@$(PY) -m pytest -q tests

bench: setup bench/stock/.venv/.ready
	@$(PY) -m bench

eval: setup .venv/.bench
	@$(PY) -m bench.evaluate

# Rasa's own classifier on the held-out messages: ten minutes and more.
eval-diet: setup bench/stock/.venv/.ready
	@$(PY) -m bench.diet

# Stock Rasa with TensorFlow, which needs Python 3.10: an environment of its own, made only when it is asked for.
bench/stock/.venv/.ready: bench/stock/pyproject.toml bench/stock/uv.lock bench/stock/.python-version
	@echo "准备原样的 Rasa（带 TensorFlow，2 GB 多，只在要比的时候）…" && tools/environment.sh bench/stock && touch $@

# Published flaws of what is locked; needs a network with the data base of PyPI's flaws.
audit: .venv/.ready
	@tools/audit.sh

# What was not understood (collected with TUIKA_COLLECT=1) becomes labelled examples.
review: setup
	@$(PY) -m tools.review

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

# Random and coverage-guided input for every reader, in process. EXAMPLES=… for another number than 20,000 a target.
fuzz: setup
	@uv=$$(tools/uv.sh) && "$$uv" sync --frozen --quiet --group fuzz
	@$(PY) -W ignore -m tests.fuzz $(EXAMPLES)
