/** Whether anybody can see this page. */
export interface PageVisibility {
  readonly isHidden: boolean;
  /** Returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
}

/** A tab of a browser. */
export const tabVisibility: PageVisibility = {
  get isHidden() {
    return document.hidden;
  },
  onChange(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

/** The kiosk's own window: nobody else needs its connections, and what a compositor takes for hidden does not count. */
export const alwaysVisible: PageVisibility = { isHidden: false, onChange: () => () => undefined };
