"""Puts H.265 together that came by RTP, by GStreamer's rtph265depay.

Arguments: a file of packets, each behind its length (RFC 4571), and the file that their NAL units go to, with start codes.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402

packets, video = sys.argv[1:3]
Gst.init(None)
pipeline = Gst.parse_launch(
    f'filesrc location="{packets}" ! application/x-rtp-stream,media=video,clock-rate=90000,encoding-name=H265 '
    f'! rtpstreamdepay ! rtph265depay ! video/x-h265,stream-format=byte-stream,alignment=nal ! filesink location="{video}"'
)
pipeline.set_state(Gst.State.PLAYING)
message = pipeline.get_bus().timed_pop_filtered(Gst.CLOCK_TIME_NONE, Gst.MessageType.EOS | Gst.MessageType.ERROR)
pipeline.set_state(Gst.State.NULL)
if message.type == Gst.MessageType.ERROR:
    sys.exit(str(message.parse_error()))
