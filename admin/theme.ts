/** The panel's look: one calm palette by day, one by night. Colours of text keep a contrast of 4.5 and more on their grounds. */
import { combineStyles, type ThemeOverride } from '@adminjs/design-system';

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif";

const shared = {
  font: FONT,
  // The navigation stays beside the page from the fourth on.
  breakpoints: ['577px', '769px', '900px', '1024px'],
  sizes: { navbarHeight: '56px', sidebarWidth: '264px', maxFormWidth: '820px' },
  fontWeights: { lighter: 300, light: 400, normal: 400, bold: 600, bolder: 700 },
};

const light = {
  ...shared,
  colors: {
    primary100: '#23706a',
    primary80: '#3d8a84',
    primary60: '#7db4b0',
    primary40: '#b5d6d3',
    primary20: '#e3f0ef',
    accent: '#23403e',
    love: '#23706a',
    text: '#1b2b2a',
    grey100: '#1b2b2a',
    grey80: '#3d4f4d',
    grey60: '#5b6c6a',
    grey40: '#a9b7b5',
    grey20: '#edf2f1',
    border: '#dde5e4',
    inputBorder: '#a9b7b5',
    separator: '#dde5e4',
    bg: '#f4f7f7',
    filterBg: '#ffffff',
    container: '#ffffff',
    sidebar: '#ffffff',
    highlight: '#edf5f4',
    white: '#ffffff',
    black: '#000000',
    info: '#23706a',
    infoDark: '#1b5853',
    infoLight: '#e3f0ef',
    error: '#b3261e',
    errorDark: '#8c1d18',
    errorLight: '#fbe9e7',
    success: '#1e6b45',
    successDark: '#175336',
    successLight: '#e2f2ea',
    warning: '#8a5300',
    warningDark: '#6b4000',
    warningLight: '#fdf1de',
  },
  borders: {
    input: '1px solid #a9b7b5',
    filterInput: '1px solid #a9b7b5',
    bg: '1px solid #f4f7f7',
    default: '1px solid #dde5e4',
  },
  shadows: {
    card: '0 1px 3px rgba(20, 50, 48, 0.10)',
    inputFocus: '0 0 0 3px rgba(35, 112, 106, 0.25)',
    buttonFocus: '0 0 0 3px rgba(35, 112, 106, 0.30)',
  },
};

const dark = {
  ...shared,
  colors: {
    primary100: '#6cc3bb',
    primary80: '#55aaa2',
    primary60: '#3f837d',
    primary40: '#2d5c58',
    primary20: '#213f3d',
    accent: '#bfe0dd',
    love: '#6cc3bb',
    text: '#e6efee',
    grey100: '#e6efee',
    grey80: '#c6d3d1',
    grey60: '#9db0ae',
    grey40: '#5f7270',
    grey20: '#2a3635',
    border: '#2e3c3b',
    inputBorder: '#50625f',
    separator: '#2e3c3b',
    bg: '#141b1b',
    filterBg: '#1c2525',
    container: '#1c2525',
    sidebar: '#182020',
    highlight: '#233130',
    white: '#10201f',
    black: '#ffffff',
    info: '#6cc3bb',
    infoDark: '#8fd6cf',
    infoLight: '#213f3d',
    error: '#ff8f85',
    errorDark: '#ffb0a8',
    errorLight: '#4a2522',
    success: '#7bd1a3',
    successDark: '#9be0bb',
    successLight: '#1f3d2f',
    warning: '#f2bd6b',
    warningDark: '#f7d093',
    warningLight: '#453517',
  },
  borders: {
    input: '1px solid #50625f',
    filterInput: '1px solid #50625f',
    bg: '1px solid #141b1b',
    default: '1px solid #2e3c3b',
  },
  shadows: {
    card: '0 1px 3px rgba(0, 0, 0, 0.5)',
    cardHover: '0 4px 12px rgba(0, 0, 0, 0.5)',
    drawer: '-2px 0 8px rgba(0, 0, 0, 0.5)',
    inputFocus: '0 0 0 3px rgba(108, 195, 187, 0.30)',
    buttonFocus: '0 0 0 3px rgba(108, 195, 187, 0.30)',
  },
};

/** Both looks, whole: the page picks one. */
export const THEMES = {
  light: combineStyles(light as unknown as ThemeOverride),
  dark: combineStyles(dark as unknown as ThemeOverride),
};
