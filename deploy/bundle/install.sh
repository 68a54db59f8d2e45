#!/bin/sh
# 在没有互联网的服务器上安装或升级驾驶舱：sh install.sh [--to 文件夹] [--service] [--port N]
# 不要 root；只有 --service 要把它做成随系统启动的服务时，root 做成系统服务，别的用户做成自己的服务。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
if ! sha256sum --check --quiet SHA256SUMS >&2; then
    echo "安装包不完整或被改动（见上），没有安装；请重新拷贝安装包。" >&2
    exit 2
fi
python=
for each in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    found=$("$each" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if grep -q "\"$found\"" release.json; then python=$each; break; fi
done
if [ -z "$python" ]; then
    echo "没有找到安装包支持的 Python（$(grep -o '"3\.[0-9]*"' release.json | tr -d '"' | tr '\n' ' ')）；请先安装其中一个，或用 PYTHON=路径 指明。" >&2
    exit 2
fi
if ! grep -q "\"$(uname -m)\"" release.json; then
    echo "这台机器的处理器是 $(uname -m)，安装包里没有给它的软件包；请换一个安装包。" >&2
    exit 2
fi
export PYTHONPATH="$here/app" PYTHONDONTWRITEBYTECODE=1
exec "$python" -m deploy.bundle.installer --bundle "$here" "$@"
