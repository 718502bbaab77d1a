"""A media server that speaks RTSP, by gst-rtsp-server: takes H.264 at /cat from those who know the password. Prints its port, and a dot for each picture.

Arguments: port (0 for any), user name, password. Ends with its standard input.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

port, username, password = sys.argv[1:4]
Gst.init(None)

token = GstRtspServer.RTSPToken()
token.set_string("media.factory.role", "publisher")
auth = GstRtspServer.RTSPAuth()
auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
auth.add_digest(username, password, token)

permissions = GstRtspServer.RTSPPermissions()
for permission in ("media.factory.access", "media.factory.construct"):
    permissions.add_permission_for_role("publisher", permission, True)


def count(_sink, _buffer, _pad):
    print(".", flush=True)


def prepare(_factory, media):
    media.get_element().get_by_name("sink").connect("handoff", count)


factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch("( rtph264depay name=depay0 ! video/x-h264,alignment=au ! fakesink name=sink signal-handoffs=true )")
factory.set_transport_mode(GstRtspServer.RTSPTransportMode.RECORD)
factory.set_permissions(permissions)
factory.connect("media-configure", prepare)

server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(port)
server.set_auth(auth)
server.get_mount_points().add_factory("/cat", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)

GLib.io_add_watch(0, GLib.IO_HUP, lambda *_: sys.exit(0))
GLib.MainLoop().run()
