#!/bin/sh
# postinst of the package petlog.
set -e

# debconf speaks through standard output from here on.
. /usr/share/debconf/confmodule

# Of versions before (preinst).
dpkg-maintscript-helper rm_conffile /etc/avahi/services/petlog.service -- "$@" >&2

application=/opt/PetLog

# Chromium's sandbox needs user namespaces, or else its own set-user-id helper. Whether users may make
# them, a user has to try: root may where nobody else does (kernel.unprivileged_userns_clone, AppArmor).
set_sandbox_mode() {
  if [ -L /proc/self/ns/user ] && setpriv --reuid=65534 --regid=65534 --clear-groups unshare --user true 2> /dev/null; then
    chmod 0755 "$application/chrome-sandbox"
  else
    chmod 4755 "$application/chrome-sandbox"
  fi
}

# Where AppArmor keeps programs from making user namespaces (Ubuntu 24.04 and later), a profile allows
# it. AppArmor of older systems does not understand the profile, nor need it.
install_apparmor_profile() {
  profile="$application/resources/apparmor-profile"
  target=/etc/apparmor.d/petlog
  if command -v apparmor_status > /dev/null && apparmor_status --enabled > /dev/null 2>&1; then
    if apparmor_parser --skip-kernel-load --debug "$profile" > /dev/null 2>&1; then
      cp -f "$profile" "$target"
      if ! { command -v ischroot > /dev/null && ischroot; }; then
        apparmor_parser --replace --write-cache --skip-read-cache "$target" >&2
      fi
    fi
  fi
}

# For the screens that are there already; udev itself applies its rules to those that come.
apply_backlight_rule() {
  if [ -e /run/udev/control ]; then
    udevadm control --reload || true
    udevadm trigger --subsystem-match=backlight || true
  fi
}

is_raspberry_pi_with_desktop() {
  grep -aq 'Raspberry Pi' /proc/device-tree/model 2> /dev/null || return 1
  [ "$(systemctl get-default 2> /dev/null)" = graphical.target ] || return 1
  ls /usr/share/wayland-sessions/*.desktop /usr/share/xsessions/*.desktop > /dev/null 2>&1
}

case $1 in
  configure)
    set_sandbox_mode
    install_apparmor_profile
    systemd-sysusers petlog.conf >&2
    # Made here and not only by systemd, so that its owner is right before the first start.
    install -d -o petlog -g petlog -m 0750 /var/lib/petlog

    if [ ! -e /etc/petlog/mode ]; then
      if is_raspberry_pi_with_desktop; then echo kiosk; else echo service; fi > /etc/petlog/mode
    fi
    if [ "$(/usr/lib/petlog/mode)" = service ]; then
      # Respects an administrator who disabled it, and installs no link twice.
      deb-systemd-helper unmask petlog.service > /dev/null || true
      if deb-systemd-helper --quiet was-enabled petlog.service; then
        deb-systemd-helper enable petlog.service > /dev/null || true
      else
        deb-systemd-helper update-state petlog.service > /dev/null || true
      fi
    fi
    apply_backlight_rule
    if [ -d /run/systemd/system ]; then
      systemctl --system daemon-reload > /dev/null || true
      if [ -z "$2" ]; then
        if [ "$(/usr/lib/petlog/mode)" = service ]; then
          deb-systemd-invoke start petlog.service >&2 || true
        fi
      else
        # Only what ran before runs the new version.
        deb-systemd-invoke try-restart petlog.service >&2 || true
        /usr/lib/petlog/mode --tell || true
      fi
    fi
    ;;
  abort-upgrade | abort-remove | abort-deconfigure) ;;
  *)
    echo "postinst called with unknown argument \"$1\"" >&2
    exit 1
    ;;
esac

db_stop
exit 0
