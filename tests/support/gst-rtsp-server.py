"""Plays an MP4 file with H.264 as a camera that speaks RTSP, by gst-rtsp-server, to those who know the password. Prints its port.

Arguments: file, user name, password. Ends with its standard input.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GstRtspServer  # noqa: E402
from gst_rtsp_access import serve  # noqa: E402

path, username, password = sys.argv[1:4]
Gst.init(None)

factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f'( filesrc location="{path}" ! qtdemux ! rtph264pay name=pay0 pt=96 )')

serve(factory, "0", username, password)
