"""Access to a server of gst-rtsp-server with a user name and a password, and its life: until its standard input ends."""

import sys

from gi.repository import GLib, GstRtsp, GstRtspServer


def serve(factory, port, username, password):
    """Serves the factory at /cat to those who know the password, and prints the port; "0" is any that is free."""
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "user")
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    auth.add_digest(username, password, token)

    permissions = GstRtspServer.RTSPPermissions()
    for permission in ("media.factory.access", "media.factory.construct"):
        permissions.add_permission_for_role("user", permission, True)
    factory.set_permissions(permissions)

    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    server.set_auth(auth)
    server.get_mount_points().add_factory("/cat", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)

    GLib.io_add_watch(0, GLib.IO_HUP, lambda *_: sys.exit(0))
    GLib.MainLoop().run()
