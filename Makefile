# make run 启动驾驶舱；make test 运行全部测试；make lint 检查代码；make dev 边改边看（存盘即重载，出错显示在页上）；
# make check FILE=zxdata/rules/clock.py 只检查一个文件和它那一间的测试；make mutate ROOM=zxdata/rules 逐处改坏一间的代码，
# 看测试是否变红；make office 用 LibreOffice 打开导出的文件（要装 libreoffice、poppler-utils）。
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run dev test check lint office faults splices histories cluster mysql firefox mutate bundle offline
run: .venv/installed
	exec $(BIN)/streamlit run app.py --server.port $(PORT)

dev: .venv/installed-dev
	exec $(BIN)/streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true \
		--client.showErrorDetails full

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

# 一间的测试在 tests 里同名的文件夹：zxdata/rules/clock.py → tests/rules；ui/show/wall.py → tests/ui。
PARTS = $(subst /, ,$(FILE))
ROOM = $(firstword $(wildcard $(filter tests/%,$(FILE)) \
	$(if $(word 2,$(PARTS)),tests/$(basename $(word 2,$(PARTS))) tests/$(firstword $(PARTS))) tests/house))
check: .venv/installed-dev
	$(BIN)/ruff check $(FILE)
	$(BIN)/ruff format --check $(FILE)
	$(BIN)/mypy $(FILE)
	$(BIN)/python -m pytest -x $(ROOM)

office: .venv/installed-dev
	$(BIN)/python -m pytest -m office tests/export/test_office.py

# 断电断网、坏文件、乱输入：全部约半小时；make test 里有其中的一部分。
faults: .venv/installed-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not sample" --durations 25 tests/faults

# 随机改台账，逐件更新与全部重做逐表比对，SQLite 和 PostgreSQL 各 ROUNDS 轮，每轮几秒。
ROUNDS ?= 1000
splices: .venv/installed-dev
	SPLICING_ROUNDS=$(ROUNDS) $(BIN)/python -m pytest -x -s tests/snapshot/test_splicing_rounds.py

# 随机编台账的经过，每个指标、每个维度与另写的对照逐数比对，每个测试 HISTORIES 轮；make test 里每次都是同样的几轮。
HISTORIES ?= 100
histories: .venv/installed-dev
	HISTORIES_ROUNDS=$(HISTORIES) $(BIN)/python -m pytest -n 2 tests/metrics/test_histories.py

# 一个真的 Spark 集群（本机几个进程，要有 Java 17）：每个指标、每一页与 DuckDB 逐数比对，出错时如何；
# 共用的版本放进本机的一个 S3（moto）再取出来。CLUSTER 只跑其中几个；CLUSTER_WORKERS 是几个工作机（缺省 2）。
CLUSTER ?= tests/cluster
cluster: .venv/installed-dev
	$(BIN)/python -m pip install --quiet -r requirements-cluster.txt -r requirements-s3-dev.txt
	$(BIN)/python -m pytest -m cluster $(CLUSTER)

# 台账放在 MySQL 协议的库里：兼容检查，每一行、每个指标与 SQLite 逐一比对；要装 mariadb-server。
mysql: .venv/installed-dev
	$(BIN)/python -m pip install --quiet -r requirements-mysql.txt
	$(BIN)/python -m pytest -m mysql tests/ledger/test_mysql.py

# 每一页、每块大屏在 Firefox 里打开一次；要装 firefox-esr。FIREFOX_PICTURES=文件夹 留下截图。
firefox: .venv/installed-dev
	$(BIN)/python -m pytest -m firefox tests/browser/test_firefox.py

# 照接口说明编出许多次询问，看服务器会不会出错；CALLS 是每个地址问几次。
CALLS ?= 200
api: .venv/installed-dev
	API_CALLS=$(CALLS) $(BIN)/python -m pytest -x tests/api/test_description.py

# 变异检验：ROOM 是一个文件或文件夹，TESTS 是该看见它的测试，SAMPLE 是抽多少处（不写就全试，很慢）。
TESTS ?= $(firstword $(wildcard tests/$(basename $(word 2,$(subst /, ,$(ROOM)))) tests/$(firstword $(subst /, ,$(ROOM)))))
SAMPLE ?= 0
mutate: .venv/installed-dev
	$(BIN)/python -m pip install --quiet -r requirements-mutate.txt
	nice -n 19 $(BIN)/python -m tests.mutation $(ROOM) $(TESTS) --sample $(SAMPLE)

# 离线安装包写到 dist/；PYTHONS、ARCHES 可以只取几种，例如 make bundle PYTHONS=3.11 ARCHES=x86_64。
PYTHONS ?= 3.11 3.12 3.13
ARCHES ?= x86_64 aarch64
COMMIT ?= HEAD
bundle: .venv/installed
	$(BIN)/python -m deploy.bundle --out dist --python $(PYTHONS) --machine $(ARCHES) --commit $(COMMIT)

# 在没有网络的名字空间里，用安装包装一遍、升级、退回、备份、换机恢复：要 root 和 unshare，约十分钟。
# 留着文件夹可以只跑后面的几步：make offline OFFLINE_FOLDER=文件夹 STEPS="broken or elsewhere"。
STEPS ?= test
offline: .venv/installed-dev
	OFFLINE_FOLDER=$(OFFLINE_FOLDER) $(BIN)/python -m pytest -m offline tests/deploy/test_offline.py -k "$(STEPS)"

lint: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy app.py zxdata ui api pages benchmarks deploy tests

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新；可用 make PYTHON=python3.12 指明。")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@
