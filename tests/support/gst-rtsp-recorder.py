"""A media server that speaks RTSP, by gst-rtsp-server: takes H.264 at /cat from those who know the password. Prints its port, and a dot for each picture.

Arguments: port (0 for any), user name, password. Ends with its standard input.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GstRtspServer  # noqa: E402
from gst_rtsp_access import serve  # noqa: E402

port, username, password = sys.argv[1:4]
Gst.init(None)


def count(_sink, _buffer, _pad):
    print(".", flush=True)


def prepare(_factory, media):
    media.get_element().get_by_name("sink").connect("handoff", count)


factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch("( rtph264depay name=depay0 ! video/x-h264,alignment=au ! fakesink name=sink signal-handoffs=true )")
factory.set_transport_mode(GstRtspServer.RTSPTransportMode.RECORD)
factory.connect("media-configure", prepare)

serve(factory, port, username, password)
