#!/bin/sh
# preinst of the package petlog.
set -e

# Versions before announced a fixed port by a file of Avahi's; PetLog itself announces where it is now.
dpkg-maintscript-helper rm_conffile /etc/avahi/services/petlog.service -- "$@"

exit 0
