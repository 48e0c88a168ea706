/** Parts of the panel that are fetched when somebody needs them: a script, a look. */

function added(element: HTMLScriptElement | HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(new Error('not loaded'));
    };
    document.head.append(element);
  });
}

/** Fetches a stylesheet. */
export const addLook = (href: string): Promise<void> =>
  added(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));

/** Fetches one of our scripts. */
export const addScript = (name: string): Promise<void> =>
  added(Object.assign(document.createElement('script'), { src: `/admin/frontend/assets/${name}.bundle.js` }));

/** Does it once; again where it failed. */
export function onceDone(work: () => Promise<void>): () => Promise<void> {
  let doing: Promise<void> | undefined;
  return () => {
    doing ??= work().catch((error: unknown) => {
      doing = undefined;
      throw error;
    });
    return doing;
  };
}
