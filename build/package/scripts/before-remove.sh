#!/bin/sh
# prerm of the package petlog.
set -e

case $1 in
  remove | deconfigure)
    if [ -d /run/systemd/system ]; then
      deb-systemd-invoke stop petlog.service >&2 || true
    fi
    ;;
  # The old version runs on until the new one is there; postinst restarts it.
  upgrade | failed-upgrade) ;;
  *)
    echo "prerm called with unknown argument \"$1\"" >&2
    exit 1
    ;;
esac

exit 0
