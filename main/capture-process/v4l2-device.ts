import { AVERROR_EACCES, AVERROR_EBUSY, AVERROR_ENODEV, AVERROR_ENOENT, AVERROR_ENOSPC, AVERROR_EPERM } from 'node-av/constants';
import { Dictionary, FFmpegError, FormatContext, InputFormat } from 'node-av/lib';
import { CaptureError, type V4l2Request } from './request.ts';

/** @returns an error number of FFmpeg when it does not work */
export async function tryOpen(
  { device, widthPixels, heightPixels, framesPerSecond }: V4l2Request,
  inputFormat: 'mjpeg' | 'h264' | null,
): Promise<FormatContext | number> {
  const v4l2 = InputFormat.findInputFormat('v4l2');
  if (v4l2 === null) {
    throw new CaptureError('this build of FFmpeg cannot use USB cameras');
  }
  const format = new FormatContext();
  using options = Dictionary.fromObject({
    video_size: `${widthPixels}x${heightPixels}`,
    framerate: String(framesPerSecond),
    ...(inputFormat === null ? {} : { input_format: inputFormat }),
  });
  const opened = await format.openInput(device, v4l2, options);
  return opened < 0 ? opened : format;
}

export function whyNot(device: string, error: number): string {
  switch (error) {
    case AVERROR_ENOENT:
    case AVERROR_ENODEV:
      return `there is no camera at ${device}`;
    case AVERROR_EBUSY:
      return `the camera ${device} is in use by another program`;
    // What the kernel says when the cameras of one USB controller want more than it can carry.
    case AVERROR_ENOSPC:
      return `the camera ${device} has no room on its USB bus beside the others; plug it into another USB port, or give these cameras smaller pictures`;
    case AVERROR_EACCES:
    case AVERROR_EPERM:
      return `the camera ${device} may not be used: permission denied (its group is usually "video")`;
    default:
      return `the camera ${device} could not be opened: ${new FFmpegError(error).message}`;
  }
}

/** Why a camera gives nothing more. */
export function whyEnded(device: string, error: number): string {
  return `the camera ${device} ended: ${error === AVERROR_ENODEV ? 'it was unplugged' : new FFmpegError(error).message}`;
}
