#!/bin/sh
# 在 Debian 12、13 或 Ubuntu 24.04 上装村史馆，或者换成新版本。不用联网。
#   sudo sh install.sh --name 石榴湾村史馆
#   sudo sh install.sh --name 石榴湾村史馆 --address https://museum.example
# 再说一遍也没关系：已经装好的不会动。
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-/usr/bin/python3}
[ -x "$python" ] || { echo "这台电脑没有$python。先装上：apt-get install python3" >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "村史馆要Python 3.11或更新的，这台电脑上的旧了。Debian 12以上就有。" >&2
    exit 1
}
"$python" -c 'import venv, sqlite3' || { echo "这台电脑的Python不全。先装上：apt-get install python3" >&2; exit 1; }
exec "$python" -BI installer install "$@"
