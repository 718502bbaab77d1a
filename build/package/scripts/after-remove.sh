#!/bin/sh
# postrm of the package petlog.
# shellcheck disable=SC2119 # debconf's functions take no arguments here
set -e

# Of versions before (preinst).
dpkg-maintscript-helper rm_conffile /etc/avahi/services/petlog.service -- "$@"

state=/var/lib/petlog

remove_apparmor_profile() {
  target=/etc/apparmor.d/petlog
  if [ -f "$target" ]; then
    if command -v apparmor_parser > /dev/null && ! { command -v ischroot > /dev/null && ischroot; }; then
      apparmor_parser --remove "$target" > /dev/null 2>&1 || true
    fi
    rm -f "$target"
  fi
}

reload_systemd() {
  if [ -d /run/systemd/system ]; then
    systemctl --system daemon-reload > /dev/null || true
  fi
}

# Asks before recordings go. Without anybody to ask, and without an answer given in advance, they stay.
may_remove_recordings() {
  [ -e /usr/share/debconf/confmodule ] || return 1
  db_version 2.0 || return 1
  db_fset petlog/remove-recordings seen false || return 1
  db_input high petlog/remove-recordings || true
  db_go || true
  db_get petlog/remove-recordings || return 1
  [ "$RET" = true ]
}

# base-files made the directory, but dpkg takes it away with the last package that has something in it.
keep_opt() {
  [ -d /opt ] || install -d -m 0755 /opt
}

case $1 in
  remove)
    keep_opt
    remove_apparmor_profile
    reload_systemd
    ;;
  purge)
    if [ -e /usr/share/debconf/confmodule ]; then
      . /usr/share/debconf/confmodule
    fi
    remove_apparmor_profile
    if [ -z "$(find "$state" -type f -name '*.mp4' -print -quit 2> /dev/null)" ] || may_remove_recordings; then
      rm -rf "$state"
    else
      echo "The recordings stay in $state; \"sudo rm -r $state\" removes them." >&2
    fi
    rm -f /etc/petlog/mode /etc/petlog/mode.new
    rmdir /etc/petlog 2> /dev/null || true
    deb-systemd-helper purge petlog.service > /dev/null || true
    deb-systemd-helper unmask petlog.service > /dev/null || true
    reload_systemd
    # The account stays as long as files are its own.
    if [ ! -e "$state" ] && getent passwd petlog > /dev/null && command -v userdel > /dev/null; then
      userdel petlog >&2 || true
    fi
    if [ -e /usr/share/debconf/confmodule ]; then
      db_purge || true
    fi
    ;;
  upgrade | failed-upgrade | abort-install | abort-upgrade | disappear) ;;
  *)
    echo "postrm called with unknown argument \"$1\"" >&2
    exit 1
    ;;
esac

exit 0
