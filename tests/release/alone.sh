# Installs with no network but the computer's own, asks the museum, installs once more, and ends it.
# $1: the folder of the archive; what follows: what the installer is told.
ip link set lo up
folder=$1
shift
sh "$folder/install.sh" "$@" || exit 9
for path in /health/ / /visit/; do
    curl --noproxy '*' --silent --show-error --write-out "%{http_code} $path\n" "http://127.0.0.1:$ASKED$path" --output "$OUT" || exit 7
done
sh "$folder/install.sh" "$@" || exit 8
systemctl stop museum.service
