# make run 启动驾驶舱；make test 运行全部测试；make lint 检查代码；make office 用 LibreOffice 打开导出的文件（要装 libreoffice、poppler-utils）。
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint office
run: .venv/installed
	exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

office: .venv/installed-dev
	$(BIN)/python -m pytest -m office tests/export/test_office.py

lint: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy app.py zxdata ui pages benchmarks tests

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新；可用 make PYTHON=python3.12 指明。")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@
