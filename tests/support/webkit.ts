import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startVirtualScreen } from './virtual-screen.ts';

const driverPath = '/usr/bin/WebKitWebDriver';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** WebKitGTK's own small browser, one window of it, driven as https://www.w3.org/TR/webdriver2/ has it. */
export class WebKit implements AsyncDisposable {
  readonly #address: string;
  readonly #parts: AsyncDisposableStack;

  private constructor(address: string, parts: AsyncDisposableStack) {
    this.#address = address;
    this.#parts = parts;
  }

  /** @throws Error that says how to get a WebKitGTK */
  static async launch(): Promise<WebKit> {
    if (!existsSync(driverPath)) {
      throw new Error(
        `No ${driverPath}: "sudo apt install webkit2gtk-driver gstreamer1.0-libav gstreamer1.0-plugins-bad xvfb" brings one that plays H.264.`,
      );
    }
    await using parts = new AsyncDisposableStack();
    const { display } = parts.use(await startVirtualScreen(1280, 900));
    const port = await freePort();
    const driver = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: display, WAYLAND_DISPLAY: '', GDK_BACKEND: 'x11', LANG: 'C.UTF-8', LANGUAGE: 'en' },
    });
    const closed = once(driver, 'close');
    parts.defer(async () => {
      driver.kill();
      await closed;
    });
    const address = `http://127.0.0.1:${port}`;
    while (
      !(await fetch(`${address}/status`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (driver.exitCode !== null) {
        throw new Error('WebKitWebDriver ended before it was ready');
      }
      await delay(50);
    }
    const { sessionId } = (await ask(`${address}/session`, 'POST', { capabilities: {} })) as { sessionId: string };
    const session = `${address}/session/${sessionId}`;
    parts.defer(async () => {
      await ask(session, 'DELETE');
    });
    return new WebKit(session, parts.move());
  }

  async goto(url: string): Promise<void> {
    await ask(`${this.#address}/url`, 'POST', { url });
  }

  /** A picture of the window, as PNG. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from((await ask(`${this.#address}/screenshot`, 'GET')) as string, 'base64');
  }

  /** How many elements there are; ` >>> ` leads through shadow roots. */
  count(selector: string): Promise<number> {
    return this.#run(`return (${deepElements})(selector).length;`, selector);
  }

  /**
   * Runs a function with the first element, in the page; it knows nothing of what is around it here.
   *
   * @throws Error where there is none
   */
  on<Result, Parameter>(
    selector: string,
    // Whoever names a selector knows what it finds.
    work: (element: HTMLVideoElement & HTMLImageElement, parameter: Parameter) => Result,
    parameter?: Parameter,
  ): Promise<Awaited<Result>> {
    const script = `const [element] = (${deepElements})(selector);
      if (element === undefined) { throw new Error('there is no ' + selector); }
      return (${work.toString()})(element, parameter);`;
    return this.#run(script, selector, parameter);
  }

  /** Presses the mouse in the middle of the first element. */
  async click(selector: string): Promise<void> {
    const middle = await this.on(selector, (element) => {
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await this.drag([middle]);
  }

  /** Presses the mouse at the first place, moves it on to the others, and lets go. */
  async drag([first, ...others]: readonly [Point, ...Point[]]): Promise<void> {
    const move = ({ x, y }: Point) => ({ type: 'pointerMove', duration: 20, origin: 'viewport', x: Math.round(x), y: Math.round(y) });
    const actions = [move(first), { type: 'pointerDown', button: 0 }, ...others.map(move), { type: 'pointerUp', button: 0 }];
    await ask(`${this.#address}/actions`, 'POST', {
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.disposeAsync();
  }

  /** @param script the body of a function of `selector` and `parameter` */
  async #run<Result>(script: string, selector: string, parameter: unknown = null): Promise<Result> {
    const whole = `const [selector, parameter, done] = arguments;
      Promise.resolve().then(() => { ${script} }).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = (await ask(`${this.#address}/execute/async`, 'POST', { script: whole, args: [selector, parameter] })) as {
      value?: Result;
      error?: string;
    };
    if (answer.error !== undefined) {
      throw new Error(answer.error);
    }
    return answer.value as Result;
  }
}

/** Those that a selector finds, also inside the shadow roots of what its parts find; `:named(...)` is the whole name, or its first line. In JavaScript, for the page. */
const deepElements = `(selector) => {
  const within = (root) => [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot === null ? [] : within(element.shadowRoot))]);
  const below = (element) => [...within(element), ...(element.shadowRoot == null ? [] : within(element.shadowRoot))];
  const nameOf = (element) => (element.getAttribute('aria-label') ?? element.innerText).trim().split('\\n', 1)[0];
  return selector.split(' >>> ').reduce((found, part) => {
    const [, own, name] = /^(.+):named\\((.+)\\)$/.exec(part) ?? [part, part];
    return [...new Set(found.flatMap(below))].filter((element) => element.matches(own) && (name === undefined || nameOf(element) === name));
  }, [document]);
}`;

/** @throws Error with what the driver says */
async function ask(address: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(address, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) {
    throw new Error(`${method} ${new URL(address).pathname}: ${JSON.stringify(value)}`);
  }
  return value;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
