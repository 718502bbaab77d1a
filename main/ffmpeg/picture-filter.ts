import { AV_BUFFERSRC_FLAG_KEEP_REF, AV_BUFFERSRC_FLAG_PUSH } from 'node-av/constants';
import { Filter, type FilterContext, FilterGraph, FFmpegError, Frame, Rational } from 'node-av/lib';

/** A source of pictures wants one; the times themselves are handed on as they are. */
const timeBase = new Rational(1, 1000);

/**
 * Filters of FFmpeg one after the other, each of which makes one picture of one.
 *
 * node-av's `FilterAPI` does the same and more: with it, a process that filters has 3 MB of JavaScript, of HTTPS among others.
 */
export class PictureFilter {
  readonly #filters: readonly string[];
  #graph: FilterGraph | null = null;
  #source: FilterContext | null = null;
  #sink: FilterContext | null = null;
  #layout = '';

  /** @param filters each as in a filtergraph of FFmpeg: `name` or `name=options` */
  constructor(filters: readonly string[]) {
    this.#filters = filters;
  }

  /**
   * @returns the picture that came of it, which the caller frees
   * @throws FFmpegError
   */
  apply(picture: Frame): Frame {
    const layout = [picture.width, picture.height, picture.format].join(' ');
    if (this.#source === null || this.#sink === null || layout !== this.#layout) {
      this.close();
      [this.#source, this.#sink] = this.#open(picture);
      this.#layout = layout;
    }
    const flags = AV_BUFFERSRC_FLAG_PUSH | AV_BUFFERSRC_FLAG_KEEP_REF;
    FFmpegError.throwIfError(this.#source.buffersrcAddFrameSync(picture, flags as typeof AV_BUFFERSRC_FLAG_PUSH), 'filter a picture');
    const filtered = new Frame();
    filtered.alloc();
    const result = this.#sink.buffersinkGetFrameSync(filtered);
    if (result < 0) {
      filtered.free();
      throw new FFmpegError(result);
    }
    return filtered;
  }

  close(): void {
    this.#graph?.free();
    this.#graph = null;
    this.#source = null;
    this.#sink = null;
  }

  #open(picture: Frame): readonly [source: FilterContext, sink: FilterContext] {
    const graph = new FilterGraph();
    graph.alloc();
    graph.nbThreads = 1;
    this.#graph = graph;
    const source = graph.allocFilter(filterNamed('buffer'), 'in');
    if (source === null) {
      throw new Error('no memory for a filter');
    }
    const { width, height, format, sampleAspectRatio, colorRange, colorSpace } = picture;
    const parameters = { width, height, format, timeBase, sampleAspectRatio, colorRange, colorSpace };
    FFmpegError.throwIfError(source.buffersrcParametersSet(parameters), 'set up a filter');
    FFmpegError.throwIfError(source.init(null), 'set up a filter');
    const sink = [...this.#filters, 'buffersink'].reduce((before, filter, index) => {
      const [name = '', ...options] = filter.split('=');
      const context = graph.createFilter(filterNamed(name), `${name} ${index}`, options.join('=') || null);
      if (context === null) {
        throw new Error(`the filter ${filter} cannot be made`);
      }
      FFmpegError.throwIfError(before.link(0, context, 0), 'set up a filter');
      return context;
    }, source);
    FFmpegError.throwIfError(graph.configSync(), 'set up filters');
    return [source, sink];
  }
}

function filterNamed(name: string): Filter {
  const filter = Filter.getByName(name);
  if (filter === null) {
    throw new Error(`this build of FFmpeg has no filter ${name}`);
  }
  return filter;
}
