import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import logo from '../../assets/logo.svg';
import { isSplash, type Splash } from '../../state/kiosk/splash.ts';
import { splashStyles } from '../../styles/splash.ts';
import { text } from '../../text/text.ts';

/** In the place of the picture until the first one is there: whose screen this is, and what is awaited. */
export class SplashScreen extends LitElement {
  static override properties: PropertyDeclarations = { state: { reflect: true } };

  static override styles = splashStyles;

  declare state: Splash;

  constructor() {
    super();
    this.state = 'server';
  }

  override render(): TemplateResult {
    const { productName, picture, kioskPicture } = text();
    const awaited = { server: kioskPicture.starting, camera: picture.starting, picture: picture.waiting, faded: '', over: '' }[this.state];
    return html`
      <div class="brand" ?hidden=${this.state === 'over'}>
        <img src=${logo} alt="" width="128" height="128" />
        <strong>${productName}</strong>
      </div>
      <p role="status">${awaited}</p>
      <span class="dots" aria-hidden="true" ?hidden=${!isSplash(this.state)}><i></i><i></i><i></i></span>
    `;
  }
}

customElements.define('petlog-splash', SplashScreen);
