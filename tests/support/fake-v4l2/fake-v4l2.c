/*
 * One USB camera for a single process, as a library for LD_PRELOAD: calls of
 * open(2), ioctl(2) and mmap(2) that mean the camera are answered here, all
 * others go to the C library. For machines whose kernel has no video devices.
 *
 *   FAKE_V4L2_DEVICE        path that opens the camera
 *   FAKE_V4L2_FRAMES        file of frames, each after its length (32 bits, little endian); played in a loop
 *   FAKE_V4L2_FORMAT        four characters, the only format it has: MJPG (default), YUYV or H264
 *   FAKE_V4L2_WIDTH, _HEIGHT  the only size it has (default 1280, 720)
 *   FAKE_V4L2_UNPLUG_AFTER  frames until it is gone
 *   FAKE_V4L2_STALL_AFTER   frames until it says nothing any more
 *   FAKE_V4L2_BUSY          set: another program has it
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER_BYTES = 4 << 20, MAXIMUM_BUFFERS = 8 };

static int camera = -1; /* a timer that fires when a frame is due */
static void *buffers[MAXIMUM_BUFFERS];
static unsigned buffer_count, queue[MAXIMUM_BUFFERS], queue_length;
static struct v4l2_fract interval = {1, 30};
static FILE *frames;
static long delivered;

static long setting(const char *name, long otherwise) {
  const char *value = getenv(name);
  return value == NULL ? otherwise : atol(value);
}

static uint32_t pixel_format(void) {
  const char *name = getenv("FAKE_V4L2_FORMAT");
  if (name != NULL && strcmp(name, "YUYV") == 0) {
    return V4L2_PIX_FMT_YUYV;
  }
  return name != NULL && strcmp(name, "H264") == 0 ? V4L2_PIX_FMT_H264 : V4L2_PIX_FMT_MJPEG;
}

static void run_timer(long nanoseconds) {
  struct itimerspec period = {{nanoseconds / 1000000000, nanoseconds % 1000000000}, {0, nanoseconds == 0 ? 0 : 1}};
  timerfd_settime(camera, 0, &period, NULL);
}

static int is_camera(const char *path) {
  const char *device = getenv("FAKE_V4L2_DEVICE");
  return device != NULL && strcmp(path, device) == 0;
}

static int open_camera(void) {
  frames = fopen(getenv("FAKE_V4L2_FRAMES"), "rb");
  if (frames == NULL) return -1;
  queue_length = 0;
  delivered = 0;
  return camera = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
}

#define OPEN(name)                                                                \
  int name(const char *path, int flags, ...) {                                    \
    static int (*real)(const char *, int, ...);                                   \
    va_list arguments;                                                            \
    va_start(arguments, flags);                                                   \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;  \
    va_end(arguments);                                                            \
    if (is_camera(path)) return open_camera();                                    \
    if (real == NULL) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    return real(path, flags, mode);                                               \
  }
OPEN(open)
OPEN(open64)

static void *map_buffer(off64_t offset) {
  unsigned index = (unsigned)(offset / BUFFER_BYTES);
  if (index >= MAXIMUM_BUFFERS) return MAP_FAILED;
  if (buffers[index] == NULL) buffers[index] = aligned_alloc(4096, BUFFER_BYTES);
  return buffers[index];
}

#define MMAP(name, offset_type)                                                            \
  void *name(void *address, size_t length, int protection, int flags, int fd, offset_type offset) { \
    static void *(*real)(void *, size_t, int, int, int, offset_type);                      \
    if (fd >= 0 && fd == camera) return map_buffer(offset);                                \
    if (real == NULL) real = (void *(*)(void *, size_t, int, int, int, offset_type))dlsym(RTLD_NEXT, #name); \
    return real(address, length, protection, flags, fd, offset);                           \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

int munmap(void *address, size_t length) {
  static int (*real)(void *, size_t);
  for (unsigned index = 0; index < MAXIMUM_BUFFERS; index++)
    if (address != NULL && address == buffers[index]) return 0;
  if (real == NULL) real = (int (*)(void *, size_t))dlsym(RTLD_NEXT, "munmap");
  return real(address, length);
}

static int fail(int error) {
  errno = error;
  return -1;
}

static void describe_format(struct v4l2_pix_format *format) {
  format->width = (uint32_t)setting("FAKE_V4L2_WIDTH", 1280);
  format->height = (uint32_t)setting("FAKE_V4L2_HEIGHT", 720);
  format->pixelformat = pixel_format();
  format->field = V4L2_FIELD_NONE;
  format->bytesperline = format->pixelformat == V4L2_PIX_FMT_YUYV ? format->width * 2 : 0;
  format->sizeimage = format->pixelformat == V4L2_PIX_FMT_YUYV ? format->width * format->height * 2 : BUFFER_BYTES;
}

static uint32_t read_frame(void *into) {
  uint8_t header[4];
  if (fread(header, 4, 1, frames) != 1) {
    rewind(frames);
    if (fread(header, 4, 1, frames) != 1) return 0;
  }
  uint32_t length = header[0] | header[1] << 8 | header[2] << 16 | (uint32_t)header[3] << 24;
  return length <= BUFFER_BYTES && fread(into, length, 1, frames) == 1 ? length : 0;
}

static int dequeue(struct v4l2_buffer *buffer) {
  uint64_t ticks;
  if (delivered == setting("FAKE_V4L2_UNPLUG_AFTER", -1)) return fail(ENODEV);
  if (delivered == setting("FAKE_V4L2_STALL_AFTER", -1)) run_timer(0);
  if (read(camera, &ticks, sizeof ticks) != sizeof ticks) return -1;
  if (queue_length == 0) return fail(EAGAIN);
  uint32_t index = queue[0];
  memmove(queue, queue + 1, --queue_length * sizeof *queue);
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  buffer->index = index;
  buffer->bytesused = read_frame(map_buffer((off64_t)index * BUFFER_BYTES));
  buffer->length = BUFFER_BYTES;
  buffer->flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC | V4L2_BUF_FLAG_DONE;
  buffer->timestamp.tv_sec = now.tv_sec;
  buffer->timestamp.tv_usec = now.tv_nsec / 1000;
  buffer->sequence = (uint32_t)delivered++;
  return 0;
}

static int answer(unsigned long request, void *argument) {
  switch ((uint32_t)request) {
    case (uint32_t)VIDIOC_QUERYCAP: {
      struct v4l2_capability *capability = argument;
      strcpy((char *)capability->driver, "uvcvideo");
      strcpy((char *)capability->card, "Stand-in USB camera");
      capability->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
      return 0;
    }
    case (uint32_t)VIDIOC_G_INPUT:
      *(int *)argument = 0;
      return 0;
    case (uint32_t)VIDIOC_S_INPUT:
      return 0;
    case (uint32_t)VIDIOC_ENUMINPUT: {
      struct v4l2_input *input = argument;
      if (input->index != 0) return fail(EINVAL);
      strcpy((char *)input->name, "Camera 1");
      input->type = V4L2_INPUT_TYPE_CAMERA;
      return 0;
    }
    case (uint32_t)VIDIOC_ENUM_FMT: {
      struct v4l2_fmtdesc *format = argument;
      if (format->index != 0) return fail(EINVAL);
      format->pixelformat = pixel_format();
      format->flags = format->pixelformat == V4L2_PIX_FMT_MJPEG ? V4L2_FMT_FLAG_COMPRESSED : 0;
      return 0;
    }
    case (uint32_t)VIDIOC_S_FMT:
      if (getenv("FAKE_V4L2_BUSY") != NULL) return fail(EBUSY);
      /* fall through: a camera changes what it is asked for to what it can do */
    case (uint32_t)VIDIOC_G_FMT:
      describe_format(&((struct v4l2_format *)argument)->fmt.pix);
      return 0;
    case (uint32_t)VIDIOC_S_PARM:
      interval = ((struct v4l2_streamparm *)argument)->parm.capture.timeperframe;
      /* fall through: and says what it became */
    case (uint32_t)VIDIOC_G_PARM: {
      struct v4l2_captureparm *capture = &((struct v4l2_streamparm *)argument)->parm.capture;
      capture->capability = V4L2_CAP_TIMEPERFRAME;
      capture->timeperframe = interval;
      return 0;
    }
    case (uint32_t)VIDIOC_REQBUFS: {
      struct v4l2_requestbuffers *wanted = argument;
      if (wanted->count > MAXIMUM_BUFFERS) wanted->count = MAXIMUM_BUFFERS;
      buffer_count = wanted->count;
      return 0;
    }
    case (uint32_t)VIDIOC_QUERYBUF: {
      struct v4l2_buffer *buffer = argument;
      if (buffer->index >= buffer_count) return fail(EINVAL);
      buffer->length = BUFFER_BYTES;
      buffer->m.offset = buffer->index * BUFFER_BYTES;
      return 0;
    }
    case (uint32_t)VIDIOC_QBUF:
      if (queue_length == MAXIMUM_BUFFERS) return fail(EINVAL);
      queue[queue_length++] = ((struct v4l2_buffer *)argument)->index;
      return 0;
    case (uint32_t)VIDIOC_DQBUF:
      return dequeue(argument);
    case (uint32_t)VIDIOC_STREAMON:
      if (getenv("FAKE_V4L2_BUS_FULL") != NULL) return fail(ENOSPC);
      run_timer((long)(1e9 * interval.numerator / interval.denominator));
      return 0;
    case (uint32_t)VIDIOC_STREAMOFF:
      run_timer(0);
      return 0;
    default:
      return fail(ENOTTY);
  }
}

int ioctl(int fd, unsigned long request, ...) {
  static int (*real)(int, unsigned long, ...);
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  if (fd >= 0 && fd == camera) return answer(request, argument);
  if (real == NULL) real = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
  return real(fd, request, argument);
}
