/** What every page of the panel begins with, of the application and of the sign-in alike. Without AdminJS, which takes long to load. */

/** JSON inside a script element: a name like `</script>` stays text. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** Browsers' own margins away, as AdminJS's components expect. */
const RESET = `
html,body,div,span,h1,h2,h3,h4,h5,h6,p,blockquote,pre,a,code,del,em,img,ins,small,strong,sub,sup,b,u,i,dl,dt,dd,ol,ul,li,fieldset,form,label,legend,table,caption,tbody,tfoot,thead,tr,th,td,article,aside,footer,header,main,nav,section{margin:0;padding:0;border:0;font-size:100%;font:inherit;vertical-align:baseline}
ol,ul{list-style:none}table{border-collapse:collapse;border-spacing:0}body{line-height:1}html,body,#app{width:100%;height:100%}#app{isolation:isolate}*[hidden]{display:none}`;

/**
 * Chooses light or dark before the first paint: what the person chose on this device, else in their profile, else what the
 * device prefers.
 */
const CHOOSE_SCHEME = `
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem('crm-scheme'); } catch (error) { /* no storage, no choice */ }
  var wish = chosen || document.documentElement.dataset.wish;
  var dark = wish === 'dark' || (wish !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.scheme = dark ? 'dark' : 'light';
})();`;

/** The start of every page, of the application and of the sign-in alike. */
export function head(title: string, nonce: string): string {
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="/admin/assets/favicon.svg">
<script nonce="${nonce}">${CHOOSE_SCHEME}</script>
<style nonce="${nonce}">${RESET}</style>
<link rel="stylesheet" href="/admin/assets/panel.css">`;
}
