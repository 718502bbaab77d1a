"""Plays an MP4 file with H.264, or with H.265 where its name ends with "h265.mp4", as a camera that speaks RTSP, by gst-rtsp-server, to those who know the password. Prints its port.

Arguments: file, user name, password, and perhaps a kind of sound: "aac" is that of the file, for others a WAV file follows. Ends with
its standard input.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GstRtspServer  # noqa: E402
from gst_rtsp_access import serve  # noqa: E402

path, username, password = sys.argv[1:4]
sound, wave = (sys.argv[4:6] + ["", ""])[:2]
Gst.init(None)

SAMPLES = f'filesrc location="{wave}" ! wavparse ! audioconvert ! audioresample'
SOUNDS = {
    "": "",
    "aac": "film. ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97",
    "pcmu": f"{SAMPLES} ! audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay name=pay1 pt=0",
    "pcma": f"{SAMPLES} ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8",
    "l16": f"{SAMPLES} ! audio/x-raw,rate=44100,channels=2 ! rtpL16pay name=pay1 pt=10",
    "opus": f"{SAMPLES} ! audio/x-raw,rate=48000,channels=2 ! opusenc ! rtpopuspay name=pay1 pt=97",
    "gsm": f"{SAMPLES} ! audio/x-raw,rate=8000,channels=1 ! adpcmenc layout=dvi ! rtpg726pay name=pay1 pt=97",
}

factory = GstRtspServer.RTSPMediaFactory()
payloader = "rtph265pay" if path.endswith("h265.mp4") else "rtph264pay"
pictures = f'filesrc location="{path}" ! qtdemux name=film film. ! queue ! {payloader} name=pay0 pt=96'
if sound == "":
    pictures = f'filesrc location="{path}" ! qtdemux ! {payloader} name=pay0 pt=96'
factory.set_launch(f"( {pictures} {SOUNDS[sound]} )")

serve(factory, "0", username, password)
